"""Numbers print as Excel and WPS print them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.grid_dates import is_date
from loaders.grid_format import BUILT_IN, printer

ACCOUNTS = '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"??_ ;_ @_ '


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("General", 1234.5, "1234.5"), ("", 0.1 + 0.2, "0.3"), ("General", 1e-7, "1E-07"),
        ("#,##0", 1234567, "1,234,567"),
        ("#,##0.00", -1234.125, "-1,234.13"), ("0.00", 0.125, "0.13"), ("0.00", 2.675, "2.68"), ("0", 0.5, "1"),
        ("0%", 0.125, "13%"), ("0.00%", 0.9581, "95.81%"), (ACCOUNTS, -5000, "-5,000"), (ACCOUNTS, 0, "0"),
        ('0!.0,"万"', 12345, "1.2万"), ('0.0,,"百万"', 12345678, "12.3百万"), ("000000", 440, "000440"),
        ("0_);\\(0\\)", -7, "(7)"), ('"第"0"名"', 3, "第3名"), ("[Red]-0.0;[Blue]0.0", -2.25, "2.3"),
        ('[$¥-804]#,##0.0', 3.25, "¥3.3"), (";;;", 5, "5"), ("0.0;;", 0, "0"), ("# ?/?", 0.5, "0.5"), ("0", -0.3, "0"),
        ("0.00E+00", 12345, "1.23E+04"), ("0.00", 2026.1, "2026.10"), ("#.##", 0.5, ".5"), ("0", 1e22, "1" + "0" * 22),
        ('yyyy"年"m"月"', 46327, "2026年11月"), ("yyyy/m/d", 46327, "2026-11-01"), ("d-mmm-yy", 46327, "2026-11-01"),
        ("mmm-yy", 46327, "Nov-26"), ("[$-804]aaaa", 46327, "星期日"), ("h:mm", 0.5, "12:00"), ("mm:ss", 0.51, "14:24"),
        ("m/d/yy h:mm", 46327.5, "2026-11-01 12:00:00"), ("yyyy\\-mm", 46327, "2026-11"),
        ('m"月"d"日"', 46327, "11月1日"),
        ("[h]:mm", 1.5, "1.5"), ("yyyy/m/d", 59, "1900-02-28"), ("yyyy/m/d", 61, "1900-03-01"), ("yyyy/m/d", -5, "-5"),
    ],
)  # fmt: skip
def test_a_number_prints_as_on_the_sheet(code: str, value: float, text: str) -> None:
    assert printer(code)(value) == text


def test_words_in_quotes_and_colours_do_not_make_a_number_a_date() -> None:
    assert not any(is_date(code) for code in ('0"day"', "[Red]0", "0.00E+00", "General", '"年"0', "\\m0", "#,##0"))
    assert all(is_date(code) for code in ("yyyy", "[$-804]m", "h:mm", "上午/下午h", "[h]:mm", "aaaa"))


@given(
    st.sampled_from([*BUILT_IN.values(), ACCOUNTS, "0.0,", ";;;", "[h]", "??/??"]),
    st.floats(allow_nan=False, allow_infinity=False),
)
def test_a_printed_number_never_loses_its_digits_and_no_format_fails(code: str, value: float) -> None:
    assert any(mark.isdigit() for mark in printer(code)(value))


@given(st.text(st.sampled_from('0#?.,%;"[]\\_*!@ymdhsEe+-/ 年月Red$G'), max_size=14), st.floats(-1e9, 1e9))
def test_a_number_format_nobody_wrote_is_ignored_not_an_error(code: str, value: float) -> None:
    assert printer(code)(value)

"""What a finding is called on page and in file: its rule, area, form, period, state and sentence."""

from __future__ import annotations

from catalog import period as calendar
from catalog.checks import checks
from catalog.quality import Remark
from catalog.view import View


def rule_name(view: View, code: str) -> str:
    """A rule's name; a code that is no rule stays as it is."""
    rule = checks().get(code)
    return code if rule is None else rule.en if view.lang != "zh" else rule.zh


def guidance(view: View, code: str) -> str:
    """What to do about a finding of a rule."""
    rule = checks().get(code)
    return "" if rule is None else rule.guidance_en if view.lang != "zh" else rule.guidance_zh


def city_name(view: View, code: str) -> str:
    """The area a finding is about, 多个地市 where it is about none in particular."""
    return view.region(code) if code else view.word("quality_many")


def form_name(view: View, code: str) -> str:
    """就业情况月报表."""
    form = view.catalog.forms.get(code)
    return view.word("quality_no_form") if form is None else form.en if view.lang != "zh" else form.zh


def period_name(view: View, one: Remark) -> str:
    """2026年10月, empty where nothing says when."""
    return view.period(one.period) if calendar.is_period(one.period) else ""


def state_of(one: Remark) -> str:
    """open, explained, agreed, or note (nothing has to be said)."""
    if one.agreed:
        return "agreed"
    return "explained" if one.explanation else "open" if one.open else "note"


def sentence_of(view: View, one: Remark) -> str:
    """What was found, in the reader's language, without the place, which stands beside it."""
    lines = one.text.split("\n")
    line = lines[-1] if view.lang != "zh" else lines[0]
    place, mark, rest = line.partition("：" if view.lang == "zh" else ": ")
    said = rest if mark and place.startswith(one.workbook) else line
    return said[:1].upper() + said[1:]

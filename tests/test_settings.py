"""Settings: the environment beats the file, the file beats what is delivered, and a mistake is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog.settings import BadSetting, Settings, listed, settings


def test_the_environment_beats_the_file_and_the_file_the_delivered_value(tmp_path: Path) -> None:
    (tmp_path / "wuli.toml").write_text('port = 9000\nwho = "统计处"\nsamples = false\n', encoding="utf-8")
    found = settings({"WULI_PORT": "9100", "WULI_LANG": "en"}, tmp_path)
    assert (found.port, found.who, found.samples, found.lang) == (9100, "统计处", False, "en")
    assert found.host == Settings().host
    origins = {item.name: item.origin for item in listed({"WULI_PORT": "9100"}, tmp_path)}
    assert (origins["port"], origins["who"], origins["host"]) == ("env", "file", "default")


def test_a_file_saved_by_windows_notepad_is_read(tmp_path: Path) -> None:
    (tmp_path / "wuli.toml").write_bytes(b"\xef\xbb\xbfport = 9001\r\n")
    assert settings({}, tmp_path).port == 9001


def test_without_settings_it_listens_to_this_machine_only(tmp_path: Path) -> None:
    found = settings({}, tmp_path)
    assert (found.host, found.port, found.samples) == ("127.0.0.1", 8050, True)
    assert found.database.endswith("data/store/wuli.db")


@pytest.mark.parametrize(
    ("told", "lang"),
    [({}, "zh"), ({"LANG": "C.UTF-8"}, "zh"), ({"LANG": "zh_CN.UTF-8"}, "zh"), ({"LANG": "en_US.UTF-8"}, "en"),
     ({"LANG": "en_US", "LC_ALL": "zh_CN"}, "zh"), ({"LANG": "zh_CN", "WULI_LANG": "en"}, "en")],
)  # fmt: skip
def test_the_language_is_the_machines_unless_told(tmp_path: Path, told: dict[str, str], lang: str) -> None:
    assert settings(told, tmp_path).lang == lang


@pytest.mark.parametrize(
    ("text", "word"),
    [("prot = 1", "setting_unknown"), ("port = ", "setting_bad_file"), ("port = 'x'", "setting_bad_value"),
     ("samples = 3", "setting_bad_value")],
)  # fmt: skip
def test_a_mistake_in_the_file_is_named(tmp_path: Path, text: str, word: str) -> None:
    (tmp_path / "wuli.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadSetting) as caught:
        settings({}, tmp_path)
    assert caught.value.word == word

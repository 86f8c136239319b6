"""Settings: from WULI_* variables, else from wuli.toml, else as delivered. Read once at the door and handed on."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent
FILE = "wuli.toml"


class Settings(NamedTuple):
    """What a run of the program goes by. An empty lang means: as the machine is set."""

    database: str = f"sqlite:///{ROOT / 'data' / 'store' / 'wuli.db'}"
    host: str = "127.0.0.1"
    port: int = 8050
    names: str = ""
    lang: str = ""
    workers: int = 0
    threads: int = 8
    samples: bool = True
    who: str = ""
    patience: float = 10.0
    read_seconds: float = 9.5
    read_megabytes: int = 500
    upload_megabytes: int = 50
    inbox: str = str(ROOT / "data" / "inbox")


class Setting(NamedTuple):
    """One line of the listing: name, value, the variable that sets it, and where this value came from.

    origin: `env`, `file`, `default`; what it is for is the word `setting_<name>`.
    """

    name: str
    value: str
    variable: str
    origin: str


class BadSetting(ValueError):
    """A value that cannot be used; `word` is a row of words.csv for `fields`."""

    def __init__(self, word: str, **fields: str) -> None:
        super().__init__(f"{word}: {fields}")
        self.word = word
        self.fields = fields


def settings(environment: Mapping[str, str], folder: Path = ROOT) -> Settings:
    """The settings in force. `environment` beats `folder`/wuli.toml beats the delivered values.

    Raises BadSetting for a number that is none, an unknown name in the file, or a file that is no TOML.
    """
    given = {**_file(folder), **_environment(environment)}
    found = Settings(**{name: _typed(name, value) for name, value in given.items()})
    return found if found.lang else found._replace(lang=_locale(environment))


def listed(environment: Mapping[str, str], folder: Path = ROOT) -> list[Setting]:
    """Every setting with its value and where it came from."""
    found, file, variables = settings(environment, folder), _file(folder), _environment(environment)
    origins = {name: "env" if name in variables else "file" if name in file else "default" for name in Settings._fields}
    return [Setting(name, str(getattr(found, name)), variable(name), origins[name]) for name in Settings._fields]


def variable(name: str) -> str:
    """The environment variable of a setting: WULI_DATABASE."""
    return f"WULI_{name.upper()}"


def _environment(environment: Mapping[str, str]) -> dict[str, Any]:
    return {name: environment[variable(name)] for name in Settings._fields if environment.get(variable(name))}


def _file(folder: Path) -> dict[str, Any]:
    path = folder / FILE
    if not path.is_file():
        return {}
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSetting("setting_bad_file", path=str(path), said=str(error)) from error
    for name in found:
        if name not in Settings._fields:
            raise BadSetting("setting_unknown", path=str(path), name=name, known=", ".join(Settings._fields))
    return found


def _typed(name: str, value: Any) -> Any:
    kind = type(Settings._field_defaults[name])
    text = str(value).strip()
    if kind is bool:
        if text.lower() not in _TRUTH:
            raise BadSetting("setting_bad_value", name=variable(name), value=text)
        return _TRUTH[text.lower()]
    try:
        return kind(text)
    except ValueError as error:
        raise BadSetting("setting_bad_value", name=variable(name), value=text) from error


_TRUTH = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def _locale(environment: Mapping[str, str]) -> str:
    """en for an English locale; Chinese for any other, C and none included."""
    told = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "en" if told.lower().startswith("en") else "zh"

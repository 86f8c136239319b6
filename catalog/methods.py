"""How every figure is worked out: the texts behind the ⓘ of a chart, and docs/methods.md, which is made of them.

`python -m catalog.methods` writes the page; a test fails when it is stale.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from catalog.book import FOLDER
from catalog.tables import rows, tables

PAGE = Path(__file__).resolve().parent.parent / "docs" / "methods.md"
_LABELS = {"zh": ("公式", "来源", "例"), "en": ("Formula", "Source", "Example")}


class Method(NamedTuple):
    """A table of methods.toml: rules (of R1–R30), the panels whose ⓘ shows it, the formula, and name, text, source and
    example by language.
    """

    id: str
    rules: tuple[str, ...]
    charts: tuple[str, ...]
    formula: str
    name: Mapping[str, str]
    text: Mapping[str, str]
    source: Mapping[str, str]
    example: Mapping[str, str]


class Rule(NamedTuple):
    """A row of arithmetic.csv: a rule of R1–R30, the function that keeps it and the test that proves it."""

    rule: str
    zh: str
    en: str
    code: str
    test: str


@lru_cache(maxsize=8)
def load(folder: Path | None = None) -> Mapping[str, Method]:
    """The methods by id, in file order. Raises KeyError for one that lacks a text."""
    found = {}
    for name, held in tables(folder or FOLDER, "methods.toml").items():
        texts = [{"zh": held[f"zh{part}"], "en": held[f"en{part}"]} for part in ("_name", "", "_source", "_example")]
        found[name] = Method(name, tuple(held["rules"]), tuple(held.get("charts", ())), held["formula"], *texts)
    return MappingProxyType(found)


def of_chart(panel: str) -> tuple[str, ...]:
    """The methods that the ⓘ of a panel shows, by id, in file order."""
    return tuple(one.id for one in load().values() if panel in one.charts)


def arithmetic(folder: Path | None = None) -> tuple[Rule, ...]:
    """The rules R1–R30 with their functions and tests, in order."""
    return tuple(Rule(**row) for row in rows(folder or FOLDER, "arithmetic.csv"))


def paragraphs(method: Method, lang: str) -> tuple[str, ...]:
    """What the ⓘ of a chart says: the method, its formula, its source, an example; a language without texts has en."""
    spoken = lang if lang in method.text else "en"
    formula, source, example = _LABELS[spoken]
    colon = "：" if spoken == "zh" else ": "
    return (method.text[spoken], f"{formula}{colon}{method.formula}", f"{source}{colon}{method.source[spoken]}",
            f"{example}{colon}{method.example[spoken]}")


def page() -> str:
    """docs/methods.md, whole."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterable[str]:
    yield "# 统计方法 Methods"
    yield ""
    yield "由 `python -m catalog.methods` 从 `data/catalog` 生成，请勿手改。Generated: do not edit."
    for method in load().values():
        yield ""
        rule = f"（{'、'.join(method.rules)}）" if method.rules else ""
        yield f"## {method.name['zh']} {method.name['en']}{rule}"
        for lang in ("zh", "en"):
            text, _, source, example = paragraphs(method, lang)
            yield ""
            yield text
            yield ""
            yield from ([f"`{method.formula}`", ""] if lang == "zh" else [])
            yield f"- {source}"
            yield f"- {example}"
    yield from _rules()


def _rules() -> Iterable[str]:
    yield ""
    yield "## 规则、函数和测试 Rules, functions and tests"
    yield ""
    yield "| | 规则 | Rule | 函数 Function | 测试 Test |"
    yield "|---|---|---|---|---|"
    for row in arithmetic():
        code = " ".join(f"`{one}`" for one in row.code.split())
        test = " ".join(f"`{one}`" for one in row.test.split())
        yield f"| {row.rule} | {row.zh} | {row.en} | {code} | {test} |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")

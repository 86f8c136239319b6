"""Which area a text names: by code, alias, bureau or blank-stuffed name; near misses are proposed, never taken."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from catalog.names import nearest, normalise
from loaders.knowledge import know, of_which, plain

_DRESS = re.compile(
    r"(?:退役军人事务(?:局|厅)|市局|区局|县局|局|人民政府|小计|合计|总计|分计|平均|\(盖章\)|\(totals?\)|totals?)$"
)


# A romanised name begins with a capital and goes on in small letters: 广州市 GDP names an indicator.
LONGEST = 80
_ECHOED = re.compile(
    r"([^A-Za-z]*[\u4e00-\u9fff][^A-Za-z]*?)\s*(?:[A-Z][a-z]{2,}['’.]?(?:[\s-]+(?:of\s+)?[A-Z]?[a-z]+)*)"
)


class Place(NamedTuple):
    """code: None when only the role is known (合计). role: region, total, subtotal, residual, memo."""

    code: str | None
    role: str


@lru_cache(maxsize=65536)
def place(text: str) -> Place | None:
    """The area a whole label names, or None. 「珠三角小计」: subtotal; 「其中:顺德区」: memo; 「合计」: total."""
    k = know()
    within = of_which(text)
    bare, memo = plain(text if within is None else within), within is not None
    if not bare:
        return None
    if bare in k.words["total"]:
        return Place("440000" if bare.startswith("全省") else None, "total")
    if bare in k.words["subtotal"]:
        return Place(None, "subtotal")
    if bare in k.words["province_level"]:
        return Place(None, "residual")
    code = _code(bare)
    if code is None and bare in k.catalog.memo:
        return Place(None, "memo")
    if code is None and (chinese := chinese_of(text)) != text:
        return place(chinese)
    return _dressed(bare, memo) if code is None else Place(code, _role(code, memo, bare))


def chinese_of(text: str) -> str:
    """香洲区 of «香洲区  Xiangzhou», 全市 of «全  市 Total»: what a yearbook prints in front of the English; a text
    without such an echo as it is."""
    found = _ECHOED.fullmatch(text.strip()) if len(text) <= LONGEST else None  # the pattern takes its time squared
    return found[1].strip() if found else text


def _code(bare: str) -> str | None:
    return know().catalog.aliases.get(bare)


def _role(code: str, memo: bool, bare: str) -> str:
    level = know().catalog.regions[code].level
    if memo:
        return "memo"
    return {"province": "total", "area": "subtotal"}.get(level, "region")


def _dressed(bare: str, memo: bool) -> Place | None:
    """A name with an office or the word 小计 behind it."""
    stripped = _DRESS.sub("", bare)
    if stripped == bare or not stripped:
        return None
    inner = place(stripped)
    if inner is None or inner.code is None:
        return None
    summed = bare.endswith(("小计", "分计"))
    total = bare.endswith(("合计", "总计"))
    return Place(inner.code, "memo" if memo else "subtotal" if summed else "total" if total else inner.role)


@lru_cache(maxsize=4096)
def mentioned(text: str) -> str | None:
    """The one area a sentence or file name speaks of (广州市_就业月报_2026.xlsx), the most local; None if unsure."""
    flat = normalise(text)
    regions = know().catalog.regions
    found = {
        code
        for alias, code in know().catalog.aliases.items()
        if _names(alias) and alias in flat and _stands(alias, flat)
    }
    local = {code for code in found if regions[code].level not in ("province", "area")} or found
    finest = {c for c in local if not any(regions[o].parent == c for o in local)}
    return finest.pop() if len(finest) == 1 else None


def _names(alias: str) -> bool:
    """Long enough to be a name inside a sentence: 「城区」 or 「440100」 are not."""
    return (len(alias) >= 3 and not alias.isascii() and not alias.isdigit()) or (len(alias) == 2 and alias in _cities())


@lru_cache(maxsize=1)
def _cities() -> frozenset[str]:
    regions = know().catalog.regions
    return frozenset(normalise(regions[c].short_zh) for c in know().catalog.cities) | {"广东"}


def _stands(alias: str, flat: str) -> bool:
    """「中山」 in 「中山东路」 is no city."""
    at = flat.find(alias)
    after = flat[at + len(alias) :]
    return not re.match(r"[东西南北中]?[路街]", after)


def nearly(text: str) -> dict[str, str]:
    """The question to put in an unknown area's finding, in both languages; empty where nothing is near."""
    near = proposal(text)
    if near is None:
        return {"near_zh": "", "near_en": ""}
    name = know().catalog.regions[near[1]]
    return {"near_zh": f"是否为“{name.zh}”？", "near_en": f"Is it {name.en} ({name.zh})? "}


@lru_cache(maxsize=16384)
def misspelt(text: str) -> bool:
    """Whether a label is a city's or county's full name but for one character (广洲市, 荔弯区)."""
    bare = plain(text)
    if len(bare) < 3 or bare[-1] not in "市县区" or place(text) is not None:
        return False
    return any(sum(a != b for a, b in zip(bare, name, strict=True)) == 1 for name in _full_names().get(len(bare), ()))


@lru_cache(maxsize=1)
def _full_names() -> dict[int, tuple[str, ...]]:
    regions = know().catalog.regions.values()
    names = {normalise(r.zh) for r in regions if r.level in ("prefecture", "county")}
    return {size: tuple(n for n in names if len(n) == size) for size in {len(n) for n in names}}


def _bare(label: str) -> str:
    """茂明市 of 茂明市退役军人事务局: an office behind a name is no part of it."""
    return _DRESS.sub("", label) or label


def proposal(text: str) -> tuple[str, str] | None:
    """For an unknown label in a column of areas or behind 填报单位: the nearest area's name and code, or None."""
    regions = know().catalog.regions
    names = {regions[c].zh: c for c in regions}
    name = nearest(_bare(plain(text)), names)
    return (name, names[name]) if name else None

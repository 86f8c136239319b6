"""The parts a sentence is made of, in either language: names, amounts, spans, comparisons. Templates are words `say_*`.

Running text has no thousands separators in Chinese (17960人), keeps qualifiers (超过5万家) and never says 全省 when a
city is missing (R17).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from catalog import format as form
from catalog import period as calendar
from catalog.entries import Catalog
from catalog.records import Kpi

# One-off targets (coverage 100 %) have no 序时: they are told as a distance (R11)
PACED = ("done", "ok", "warn", "bad")
# More names than this make a sentence unreadable; the count is said instead.
NAMES_AT_MOST = 4
_ON_TIME = 1.0  # 0 ≤ deviation < 1 is «与序时进度基本一致», as official bulletins write


def paced(kpi: Kpi) -> bool:
    """Whether a figure runs against an annual target and time, so that 完成率 and 序时进度 may be said of it."""
    return kpi.completion is not None and kpi.deviation is not None and kpi.status in PACED


class Voice(NamedTuple):
    """Who speaks: the catalogue and a language. Methods return text without a full stop."""

    catalog: Catalog
    lang: str = "zh"

    def say(self, key: str, **slots: object) -> str:
        """The template `say_<key>` with its slots filled. KeyError names a missing template or slot."""
        return self.catalog.words[self.lang][f"say_{key}"].format(**slots)

    @property
    def province(self) -> str:
        """The code of the province."""
        return next(code for code, region in self.catalog.regions.items() if region.level == "province")

    def word(self, key: str) -> str:
        """A word as it stands in words.csv."""
        return self.catalog.words[self.lang][key]

    def name(self, indicator: str) -> str:
        """The card name of an indicator as it stands inside a sentence: 新增就业, newly employed."""
        row = self.catalog.indicators[indicator]
        return row.short_zh if self.lang == "zh" else row.short_en[:1].lower() + row.short_en[1:]

    def unit(self, indicator: str) -> str:
        """The base unit: 人, persons."""
        row = self.catalog.indicators[indicator]
        return row.unit if self.lang == "zh" else row.unit_en

    def region(self, code: str, *, full: bool = False) -> str:
        """广州 (广州市 when full), Guangzhou; the province is 全省, a selection of cities 所选地市."""
        known = self.catalog.regions.get(code)
        if known is None:
            return self.say("selection")
        if self.lang != "zh":
            return self.word("say_province") if known.level == "province" else known.en
        return known.zh if full and known.level != "province" else known.short_zh

    def listed(self, names: Sequence[str]) -> str:
        """深圳、惠州和广州 is not official style: 深圳、惠州、广州; Shenzhen, Huizhou and Guangzhou."""
        if self.lang == "zh" or len(names) < 2:
            return "、".join(names)
        return f"{', '.join(names[:-1])} and {names[-1]}"

    def regions(self, codes: Sequence[str]) -> str:
        """The names of a few areas, or «潮州等6市» when there are many."""
        if len(codes) <= NAMES_AT_MOST:
            return self.listed([self.region(code) for code in codes])
        return self.say("and_others", first=self.region(codes[0]), n=len(codes))

    def subject(self, kpi: Kpi) -> str:
        """Who a total is about: 全省, 珠三角, 茂名市; 已报送19市 when a city is missing (R17)."""
        whole = self.region(kpi.region, full=True)
        if kpi.reported >= kpi.expected or kpi.expected <= 1:
            return whole
        key = "reported" if kpi.region == self.province else "reported_in"
        return self.say(key, area=whole, n=kpi.reported)

    def missing(self, kpi: Kpi) -> str:
        """（潮州、云浮未报送）, （茂名累计不全）, or nothing when everybody reported or the only city did not."""
        if not kpi.missing or kpi.expected <= 1:
            return ""
        lacking = tuple(region for region, _ in kpi.partial)
        key = "missing" if not lacking else "missing_partial" if not kpi.silent else "missing_both"
        return self.say(key, names=self.regions(kpi.silent), partial=self.regions(lacking))

    def span(self, kpi: Kpi) -> str:
        """The time a figure covers: 1—10月, 10月, 截至10月底."""
        return calendar.span_text(kpi.period, kpi.basis, self.lang)

    def amount(self, indicator: str, value: float, qualifier: str = "eq") -> str:
        """A figure with its unit in running text: 17960人, 14.3万人, 85.4%, 超过5万家; 17,960 persons."""
        row = self.catalog.indicators[indicator]
        text, unit = form.card(value, self.unit(indicator), self.lang, row.decimals)
        if self.lang == "zh":
            return form.qualified(text.replace(",", ""), qualifier, self.catalog) + unit
        # «volunteer teams 15,234», not «volunteer teams 15,234 teams»
        named = "" if unit in self.name(indicator) else unit if unit == "%" else f" {unit}"
        return form.qualified(text, qualifier, self.catalog, self.lang) + named

    def value(self, kpi: Kpi) -> str:
        """A Kpi's figure in running text, or 未报送."""
        if kpi.value is None:
            return self.word("not_reported").lower() if self.lang != "zh" else self.word("not_reported")
        return self.amount(kpi.indicator, kpi.value, kpi.qualifier)

    def deviation(self, points: float, completion: float | None = None) -> str:
        """高于序时进度2.1个百分点, 与序时进度基本一致 (0 ≤ p < 1), 低于…, 已提前完成 from 100 %."""
        if completion is not None and completion >= 100:
            return self.say("done_early")
        if 0 <= points < _ON_TIME:
            return self.say("on_time")
        return self.say("ahead" if points > 0 else "behind", points=form.points(abs(points), self.lang))

    def growth(self, kpi: Kpi, compare: str = "yoy") -> str:
        """同比增长6.8%（增加1144人）, 与上年同期持平, 上年同期为零，不计算增幅; nothing when not compared.

        （同口径18市） follows where it is over fewer cities than the total (R17).
        """
        if compare not in ("yoy", "mom"):
            return ""
        if kpi.growth is None:
            known = {"series_break": "not_comparable", "base_zero": "base_zero"}.get(kpi.why_no_growth)
            return self.say(f"{known}_{compare}") if known else ""
        if form.half_up(kpi.growth, 1) == 0:
            return self.say(f"unchanged_{compare}")
        words = form.growth_words(kpi.growth, kpi.growth_kind, self.catalog, self.lang)
        if self.lang != "zh":
            words = words[:1].lower() + words[1:]
        key = f"rate_{compare}" if kpi.growth_kind == "pp" else f"growth_{compare}"
        over = self.say("same_set", n=kpi.same_set) if "same_set" in kpi.notes else ""
        return self.say(key, words=words, by=self._by(kpi)) + over

    def _by(self, kpi: Kpi) -> str:
        """（增加1144人）."""
        if kpi.growth_kind == "pp" or not kpi.difference:
            return ""
        amount = self.amount(kpi.indicator, abs(kpi.difference))
        return self.say("increased" if kpi.difference > 0 else "decreased", amount=amount)

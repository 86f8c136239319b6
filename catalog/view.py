"""What every part of a page needs to know: the words, the scope and where links lead."""

from __future__ import annotations

from typing import Any, NamedTuple

from catalog import format as form
from catalog import period as calendar
from catalog.entries import Catalog
from catalog.records import Indicator, Kpi, Scope
from catalog.scope import query
from catalog.voice import Voice


class View(NamedTuple):
    """One look at the data: catalogue, scope (nothing left open) and the path of the page it is seen on."""

    catalog: Catalog
    scope: Scope
    path: str

    @property
    def lang(self) -> str:
        return self.scope.lang

    @property
    def voice(self) -> Voice:
        """Who speaks the sentences of this view."""
        return Voice(self.catalog, self.lang)

    def word(self, key: str, **slots: object) -> str:
        """The catalogue's word in the reader's language with its slots filled. KeyError names a missing word."""
        text = self.catalog.words[self.lang][key]
        return text.format(**slots) if slots else text

    def region(self, code: str, *, full: bool = False) -> str:
        """A region's name: 广州 (广州市 when full), Guangzhou; several chosen cities together are 所选地市."""
        region = self.catalog.regions.get(code)
        if region is None:
            return self.word("say_selection")
        if self.lang != "zh":
            return region.en
        return region.zh if full else region.short_zh

    def tile_name(self, code: str) -> str:
        """What fits on a tile: 广州, GZ."""
        region = self.catalog.regions.get(code)
        if region is None:
            return self.region(code)
        return region.code_en if self.lang != "zh" else region.short_zh

    def regions(self, codes: tuple[str, ...]) -> str:
        """潮州、云浮; Chaozhou, Yunfu."""
        return ("、" if self.lang == "zh" else ", ").join(self.region(code) for code in codes)

    def indicator(self, key: str) -> Indicator:
        return self.catalog.indicators[key]

    def name(self, key: str, *, full: bool = False) -> str:
        """An indicator's card name (≤ 8 汉字), or its full name."""
        row = self.indicator(key)
        if self.lang != "zh":
            return row.en if full else row.short_en
        return row.zh if full else row.short_zh

    def unit(self, key: str) -> str:
        row = self.indicator(key)
        return row.unit_en if self.lang != "zh" else row.unit

    def bracket(self, text: str) -> str:
        """（人）; (persons)."""
        return f"（{text}）" if self.lang == "zh" else f" ({text})"

    def join(self, *texts: str) -> str:
        """Texts side by side with a middle dot, empty ones left out."""
        return " · ".join(text for text in texts if text)

    def lacking(self, months: tuple[str, ...]) -> str:
        """缺3月、4月; lacks Mar, Apr: the months a year to date is without."""
        comma = "、" if self.lang == "zh" else ", "
        if len(months) > 3:
            first, last = (calendar.span_text(month, "month", self.lang) for month in (months[0], months[-1]))
            return self.word("lacking_many", first=first, last=last, n=len(months))
        return self.word("lacking", months=comma.join(calendar.span_text(one, "month", self.lang) for one in months))

    def absent(self, kpi: Kpi, *, short: bool = False) -> str:
        """Why there is no figure: 未报送, or 累计不全（缺3月） for one whose year to date lacks a month (R9, R17)."""
        if not kpi.partial or kpi.silent:
            return self.word("not_reported_short" if short else "not_reported")
        if short:
            return self.word("status_partial")
        return self.year_lacks(tuple(sorted({month for _, found in kpi.partial for month in found})))

    def year_lacks(self, months: tuple[str, ...]) -> str:
        """累计不全（缺3月、4月）."""
        return self.word("status_partial") + self.bracket(self.lacking(months))

    def same_set(self, kpi: Kpi) -> str:
        """同口径18市: said where a change is over fewer cities than the figure it stands beside (R17)."""
        return self.word("same_cities", n=kpi.same_set) if "same_set" in kpi.notes else ""

    def card(self, kpi: Kpi) -> tuple[str, str]:
        """The big figure and its unit by R21."""
        row = self.indicator(kpi.indicator)
        if kpi.value is None:
            return "—", ""
        return form.card(kpi.value, self.unit(kpi.indicator), self.lang, row.decimals)

    def number(self, value: float | None, decimals: int = 0) -> str:
        return "—" if value is None else form.number(value, decimals, self.lang)

    def value(self, indicator: str, value: float | None) -> str:
        """An indicator's figure as tables print it: base unit, separators, its decimals."""
        return self.number(value, self.indicator(indicator).decimals)

    def percent(self, value: float) -> str:
        """85.4%."""
        return form.percent(value)

    def month(self, number: int) -> str:
        """10月, Oct: a tick of the year."""
        return calendar.span_text(f"2000-{number:02d}", "month", self.lang)

    def period(self, period: str) -> str:
        return calendar.text(period, self.lang)

    def href(self, path: str | None = None, **changes: Any) -> str:
        """The address of this view with something changed; an empty text takes a choice back."""
        scope = self.scope._replace(**changes)
        text = query(scope)
        return (path or self.path) + (f"?{text}" if text else "")

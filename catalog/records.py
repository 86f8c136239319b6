"""What passes between rooms: frozen records only.

Values are in the indicator's base unit (persons, hours, yuan, teams), never in 万; a rate is a fraction of sums
worked out at the last moment and held in per cent. `None` means "not reported" and is never zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


# ------------------------------------------------------------------ from a sheet
class CellRef(NamedTuple):
    """The place a number was printed: workbook name, sheet name, A1 address."""

    workbook: str
    sheet: str
    cell: str


class Label(NamedTuple):
    """One header or stub cell of a chain."""

    cell: str
    text: str


class Observation(NamedTuple):
    """One data cell of a table with all that its headers say about it.

    measure: value, ytd, target, last_year, change, share, rank, old (reported before, as a correction letter
    says). qualifier: eq, ge (超过/多/余), lt (近), approx (约).
    missing (then value is None): not_reported, not_applicable, below_unit, suppressed, unreadable, unknown.
    role: region, total, subtotal, residual, memo. period: 2026, 2026-Q3, 2026-10, 2026-01/2026-02.
    """

    ref: CellRef
    text: str
    printed: float | None
    value: float | None
    missing: str | None
    row: tuple[tuple[Label, ...], ...]
    column: tuple[tuple[Label, ...], ...]
    role: str
    region: str | None
    region_text: str
    indicator: str | None
    indicator_text: str
    measure: str
    period: str | None
    unit: str
    qualifier: str


class PassedOver(NamedTuple):
    """A cell with a number that is no data, and why (title, unit, meta, header, note, ordinal, personal …)."""

    ref: CellRef
    text: str
    reason: str


class Finding(NamedTuple):
    """Something a person should know about a file: severity error stops a load, warning and note do not."""

    code: str
    severity: str
    ref: CellRef
    text: str


class Table(NamedTuple):
    """One block of a sheet."""

    sheet: str
    range: str
    title: str
    unit: str
    period: str | None


class RegisterRow(NamedTuple):
    """One line of a register (a volunteer team, an honour room), personal columns already dropped."""

    register: str
    region: str
    period: str
    fields: Mapping[str, str | float | None]
    sheet: str
    line: int


class Reading(NamedTuple):
    """All that was read from one workbook; status is read or refused.

    reported: (sheet, day) for each sheet that prints when it was handed in. reason: why it corrects,
    where it says so.
    """

    workbook: str
    sha256: str
    status: str
    form: str
    sample: bool
    correction: bool
    tables: tuple[Table, ...]
    observations: tuple[Observation, ...]
    register_rows: tuple[RegisterRow, ...]
    passed_over: tuple[PassedOver, ...]
    findings: tuple[Finding, ...]
    reported: tuple[tuple[str, str], ...] = ()
    reason: str = ""


# ------------------------------------------------------------------ catalogue rows
class Indicator(NamedTuple):
    """A row of indicators.csv. kind: flow, stock, cumulative, ratio. direction: higher, lower, neutral.

    A ratio names what it divides: numerator and denominator are tuples of indicator ids that are added up.
    scale: what the quotient is multiplied by (100 for per cent). regions: sum, ratio, province. frequency: month,
    quarter, half, year. decimals: digits on a card or in a table. short_*: the card name (8 汉字 / 20 letters).
    """

    id: str
    theme: str
    zh: str
    en: str
    short_zh: str
    short_en: str
    unit: str
    unit_en: str
    kind: str
    direction: str
    frequency: str
    regions: str
    over_time: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    scale: float
    decimals: int
    low: float | None
    high: float | None
    group: str
    definition_zh: str
    definition_en: str
    valid_from: str


class Region(NamedTuple):
    """A row of regions.csv. level: province, area (economic area), prefecture, county. area: prd, east, west, north.

    Level group is a subtotal that is no area of its own (粤东西北). code_en: the short code printed on English tiles.
    """

    code: str
    parent: str
    level: str
    zh: str
    short_zh: str
    en: str
    code_en: str
    area: str


class Theme(NamedTuple):
    """F1..F5 (the five forces) and SV (service)."""

    id: str
    zh: str
    en: str
    topic_zh: str
    topic_en: str
    page: str


class Published(NamedTuple):
    """A provincial figure as it was printed, with its qualifier, date and source; never marked as sample."""

    indicator: str
    text: str
    value: float
    qualifier: str
    unit: str
    as_of: str
    source: str
    source_en: str


# ------------------------------------------------------------------ what a page asks and gets
class Scope(NamedTuple):
    """What the reader of a page has chosen; it round-trips through the URL query (catalog.scope).

    version: "" for the newest, else a date, a publication (p3) or a revision (r12): the dashboard as it stood then.
    """

    period: str = ""
    area: str = "all"
    indicator: str = ""
    basis: str = ""
    compare: str = "yoy"
    sort: str = ""
    city: str = ""
    lang: str = "zh"
    extra: tuple[tuple[str, str], ...] = ()
    version: str = ""


class Kpi(NamedTuple):
    """One figure with everything that must be said beside it.

    basis: month (当期), ytd (本年累计), end (期末). growth is in per cent for amounts and in percentage points for
    rates (growth_kind pct, pp, none); why_no_growth is a word id without its «why_» (base_zero, series_break, no_base,
    small_base …). same_set: how many cities are in both periods. status: done, ok, warn, bad, none (not reported),
    no_target, distance. completion, time_progress and deviation are the *printed* figures in per cent (R10). series:
    one point per report period, None where not reported. ids: the observations in the figure. partial: of the missing
    regions those that did report the month, but not every month of the year so far, each with the months it lacks
    (then its year to date cannot be told: 累计不全, which is not 未报送); status partial is that of such a region.
    """

    indicator: str
    region: str
    period: str
    basis: str
    value: float | None
    qualifier: str
    previous: float | None
    difference: float | None
    growth: float | None
    growth_kind: str
    why_no_growth: str
    same_set: int
    target: float | None
    completion: float | None
    time_progress: float | None
    deviation: float | None
    status: str
    reported: int
    expected: int
    missing: tuple[str, ...]
    series: tuple[tuple[str, float | None], ...]
    ids: tuple[int, ...]
    notes: tuple[str, ...] = ()
    partial: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @property
    def silent(self) -> tuple[str, ...]:
        """The missing regions that did not report at all."""
        told = {region for region, _ in self.partial}
        return tuple(region for region in self.missing if region not in told)


class Rank(NamedTuple):
    """One area in a ranking: place 1,1,3 (None when not reported or the sample is small); moved: places gained."""

    region: str
    place: int | None
    tied: bool
    of: int
    moved: int | None
    value: float | None
    kpi: Kpi


# ------------------------------------------------------------------ what the store says of itself
class StoreState(NamedTuple):
    """sample: sample data stands in it (then everything does); loaded_at: UTC, ISO 8601, "" for an empty store."""

    sample: bool
    empty: bool
    revision: int
    loaded_at: str
    workbooks: int


class Source(NamedTuple):
    """Where one stored figure was printed, who sent the workbook and when (UTC, ISO 8601)."""

    id: int
    workbook: str
    sheet: str
    cell: str
    text: str
    who: str
    when: str
    sha256: str

"""The long form for other programs: CSV that our own reader reads back, JSON, a Frictionless package, SDMX-CSV.

One line is one stored figure with its source cell. Heads and statuses are words of the catalogue; codes stand beside
names, so that no program has to know Chinese.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from catalog import period as calendar
from catalog.book import FOLDER
from catalog.records import Source
from catalog.tables import rows as table
from catalog.view import View
from exports.safe import clean, neutral

Row = dict[str, Any]
# Our id of a column → the word over it; the ids are the names in JSON and in the package.
COLUMNS = ("region_code", "region", "indicator_code", "indicator", "period", "basis", "value", "unit", "qualifier",
           "status", "workbook", "sheet", "cell", "nature")  # fmt: skip


class Figure(NamedTuple):
    """One stored figure as the desk hands it over (answers.tidy.Tidy, field for field)."""

    region: str
    indicator: str
    period: str
    measure: str
    value: float | None
    qualifier: str
    status: str
    id: int


class Told(NamedTuple):
    """What every format says of the whole: title, whether it is sample data, when it was exported, revision."""

    title: str
    sample: bool
    exported: str
    revision: int


def lines(view: View, figures: Iterable[Figure], sources: Mapping[int, Source], told: Told) -> list[Row]:
    """One dict a figure, its keys COLUMNS; value in base units, None where there is none."""
    nature = view.word("sample_data") if told.sample else ""
    return [_line(view, figure, sources.get(figure.id), nature) for figure in figures]


def _line(view: View, figure: Figure, source: Source | None, nature: str) -> Row:
    row = view.catalog.indicators[figure.indicator]
    return {
        "region_code": figure.region, "region": view.region(figure.region, full=True),
        "indicator_code": figure.indicator, "indicator": view.name(figure.indicator, full=True),
        "period": figure.period, "basis": view.word(f"tidy_{_basis(figure.measure, row.kind)}"),
        "value": _plain(figure.value), "unit": view.unit(figure.indicator),
        "qualifier": "" if figure.qualifier == "eq" else view.word(f"qualifier_{figure.qualifier}"),
        "status": view.word(f"tidy_status_{figure.status}"),
        "workbook": source.workbook if source else "", "sheet": source.sheet if source else "",
        "cell": source.cell if source else "", "nature": nature,
    }  # fmt: skip


def _basis(measure: str, kind: str) -> str:
    return measure if measure != "value" else "flow" if kind == "flow" else "end"


def _plain(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) and abs(value) < 1e15 else value


# ------------------------------------------------------------------ the formats
def as_csv(view: View, rows: Sequence[Row], *, encoding: str = "utf-8-sig") -> bytes:
    """A heading line and a line a figure. A figure that is missing for another reason than that nobody sent it is
    printed as that reason, so that our reader does not take it for not reported."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([view.word(f"tidy_{name}") for name in COLUMNS])
    writer.writerows([_printed(view, row, name) for name in COLUMNS] for row in rows)
    return out.getvalue().encode(encoding)


def _printed(view: View, row: Row, name: str) -> object:
    value = row[name]
    if name == "value" and value is None:
        return "" if row["status"] == view.word("tidy_status_not_reported") else row["status"]
    return neutral(clean(value)) if isinstance(value, str) else value


def as_json(view: View, rows: Sequence[Row], told: Told) -> bytes:
    """{"about": …, "columns": {id: word}, "rows": [{…}, …]}, UTF-8."""
    about = {"title": told.title, "sample": told.sample, "exported": told.exported, "revision": told.revision}
    columns = {name: view.word(f"tidy_{name}") for name in COLUMNS}
    return json.dumps({"about": about, "columns": columns, "rows": rows}, ensure_ascii=False, indent=1).encode()


def as_package(view: View, rows: Sequence[Row], told: Told) -> bytes:
    """A zip of datapackage.json (Frictionless Data Package v1) and figures.csv, whose heads are the field names."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in (("datapackage.json", _descriptor(view, told)), ("figures.csv", out.getvalue())):
            zipped.writestr(_dated(name), text)
    return packed.getvalue()


def _dated(name: str) -> zipfile.ZipInfo:
    """The same day for every file: the same figures give the same bytes."""
    info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _descriptor(view: View, told: Told) -> str:
    fields = [{"name": name, "title": view.word(f"tidy_{name}"), "type": "number" if name == "value" else "string"}
              for name in COLUMNS]  # fmt: skip
    key = ["region_code", "indicator_code", "period", "basis"]
    schema = {"fields": fields, "missingValues": [""], "primaryKey": key}
    about = view.word("sample_note") if told.sample else view.word("source_returns")
    return json.dumps({
        "profile": "tabular-data-package", "name": "wuli-figures", "title": told.title, "description": about,
        "version": str(told.revision), "created": told.exported,
        "resources": [{"name": "figures", "path": "figures.csv", "profile": "tabular-data-resource",
                       "encoding": "utf-8", "schema": schema}],
    }, ensure_ascii=False, indent=1)  # fmt: skip


def as_sdmx(view: View, figures: Sequence[Figure], told: Told) -> bytes:
    """SDMX-CSV 2.0: dimensions REF_AREA, INDICATOR, TIME_PERIOD, MEASURE; OBS_VALUE in base units, empty when missing,
    OBS_STATUS by the SDMX code list (data/catalog/sdmx.csv)."""
    codes = {row["status"]: row["code"] for row in table(FOLDER, "sdmx.csv")}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["STRUCTURE", "STRUCTURE_ID", "ACTION", "REF_AREA", "INDICATOR", "TIME_PERIOD", "MEASURE",
                     "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "COMMENT_OBS"])  # fmt: skip
    remark = view.word("sample_data") if told.sample else ""
    for one in figures:
        unit = view.catalog.indicators[one.indicator].unit_en
        writer.writerow(["dataflow", "WULI:FIGURES(1.0)", "R", one.region, one.indicator, sdmx_time(one.period),
                         one.measure, "" if one.value is None else _plain(one.value), unit,
                         codes[one.status], remark])  # fmt: skip
    return out.getvalue().encode()


def sdmx_time(period: str) -> str:
    """A period as SDMX writes it: 2026, 2026-Q3, 2026-10, half years 2026-S1, a span 2026-01-01/P2M."""
    if "/" in period:
        return f"{calendar.start_month(period)}-01/P{len(calendar.months(period))}M"
    return period.replace("-H", "-S")


FORMATS: Mapping[str, tuple[str, Callable[..., bytes]]] = {
    "csv": (".csv", lambda view, figures, rows, told: as_csv(view, rows)),
    "csv_gb": (".csv", lambda view, figures, rows, told: as_csv(view, rows, encoding="gb18030")),
    "json": (".json", lambda view, figures, rows, told: as_json(view, rows, told)),
    "package": (".zip", lambda view, figures, rows, told: as_package(view, rows, told)),
    "sdmx": (".csv", lambda view, figures, rows, told: as_sdmx(view, figures, told)),
}

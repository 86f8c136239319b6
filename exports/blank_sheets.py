"""The sheets of a blank: title and meta block, header, rows, and the lines under the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from catalog import period as calendar
from catalog.blanks import Blank, common, regions_of
from catalog.entries import Catalog, Field
from exports.blank_records import Input, Mark, Sheet

Known = Mapping[tuple[str, str], float]
HEAD = 3  # the first header row, after title, meta block and the line to sign


class Maker:
    """Makes the sheets of one blank."""

    def __init__(self, catalog: Catalog, blank: Blank, region: str, period: str, month: str, known: Known) -> None:
        self.catalog, self.blank, self.region, self.period, self.known = catalog, blank, region, period, known
        self.regions = regions_of(catalog, blank.form, region)
        self.end = calendar.end_month(month) if blank.kind == "measures" else calendar.end_month(period)
        self.marks: list[Mark] = []
        self.inputs: list[Input] = []
        self.stub = 1

    def sheet(self, indicator: str) -> Sheet:
        """One sheet, of one indicator where the form has a sheet an indicator."""
        self.marks, self.inputs, self.stub = [], [], 1
        made: dict[str, Callable[[str], tuple[int, int, int]]] = {
            "items": self._items, "areas": self._areas, "measures": self._measures, "months": self._months,
            "cities": self._cities, "register": self._register, "list": self._list,
        }  # fmt: skip
        last_head, width, row = made[self.blank.kind](indicator)
        self._above(indicator, width)
        self._below(row + 1)
        first = 24.0 if self.blank.kind in ("items", "cities") else 10.0
        widths = (first * 1.4 if self.blank.kind == "items" else first, *(12.0 for _ in range(width - 1)))
        name = self._filled(self.blank.sheet, indicator)
        return Sheet(name, tuple(self.marks), tuple(self.inputs), (HEAD, last_head), self.stub, widths)

    def title(self, indicator: str) -> str:
        return self._filled(self.blank.title, indicator)

    def _filled(self, text: str, indicator: str) -> str:
        row = self.catalog.indicators.get(indicator)
        province = self.catalog.regions[self.region].level == "province"
        return text.format(
            city=common()["whole"] if province else self.catalog.regions[self.region].zh, year=self.period[:4],
            period=calendar.text(self.period), end=calendar.text(self.end), number=int(self.end[5:7]),
            indicator=row.zh if row else "", short=row.short_zh if row else "")  # fmt: skip

    # -------------------------------------------------------------- around the table
    def _above(self, indicator: str, width: int) -> None:
        said, name = common(), self.catalog.regions[self.region].zh
        office = said["office" if self.region in self.catalog.cities else "department"].format(name=name)
        self._put(0, 0, self.title(indicator), "title", (0, width - 1))
        self._put(1, 0, office, "meta")
        self._put(1, 2 if width > 4 else 1, said["period"].format(period=calendar.text(self._printed_period())), "meta")
        if units := self._units(indicator):
            self._put(1, width - 1, said["unit"].format(units=units), "unit")
        for column, word, rule in ((0, "signer", "text"), (2, "day", "date")):
            self._put(2, column, said[word], "sign")
            self.inputs.append(Input(2, column + 1, rule, field="signed"))

    def _printed_period(self) -> str:
        """A sheet about January to a month, and a list as it stands at a period's end, are of that month."""
        return self.end if self.blank.kind in ("measures", "register") else self.period

    def _units(self, indicator: str) -> str:
        shown = (indicator,) if indicator else self.blank.indicators
        return "、".join(dict.fromkeys(self.catalog.indicators[one].unit for one in shown))

    def _below(self, row: int) -> None:
        said, lines = common(), list(self.blank.notes)
        last = [mark.value for mark in self.marks if mark.style == "last"]
        if last:
            lines.append(said["last_year"] if any(value is not None for value in last) else said["no_last_year"])
        for line in (*lines, said["fill"]):
            self._put(row, 0, said["note"] + line, "note")
            row += 1

    def _put(
        self, row: int, column: int, value: str | float | None, style: str, merged: tuple[int, int] = (0, 0)
    ) -> None:
        self.marks.append(Mark(row, column, value, style, merged))

    # -------------------------------------------------------------- figures
    def _figure(self, row: int, column: int, indicator: str, region: str, measure: str, period: str = "") -> None:
        """One cell: to be filled in, last year's figure, or shut where the measure says nothing of the indicator."""
        found = self.catalog.indicators[indicator]
        if measure == "last_year":
            self._put(row, column, self.known.get((indicator, region)), "last")
        elif measure == "ytd" and found.kind != "flow":
            self._put(row, column, None, "shut")
        else:
            rule = "whole" if found.decimals == 0 and found.unit != "元" else "amount"
            top = None if measure in ("ytd", "target") else found.high
            self.inputs.append(Input(row, column, rule, indicator, region, measure, period or self._period(measure),
                                     found.low or 0.0, top))  # fmt: skip

    def _period(self, measure: str) -> str:
        return self.end[:4] if measure == "target" else self._printed_period()

    def _named(self, indicator: str) -> str:
        found = self.catalog.indicators[indicator]
        return f"{found.zh}（{found.unit}）"

    def _pair(self) -> tuple[tuple[str, str], ...]:
        """The two columns an indicator or a city has: what is reported, and last year's."""
        heads = {**common()["heads"], **self.blank.heads}
        return (self.blank.measure, heads[self.blank.measure]), ("last_year", heads["last_year"])

    def _areas(self, _: str) -> tuple[int, int, int]:
        self._put(HEAD, 0, common()["area"], "head", (1, 0))
        for at, indicator in enumerate(self.blank.indicators):
            self._put(HEAD, 1 + 2 * at, self._named(indicator), "head", (0, 1))
            for beside, (_measure, word) in enumerate(self._pair()):
                self._put(HEAD + 1, 1 + 2 * at + beside, word, "head")
        for row, region in enumerate(self.regions, HEAD + 2):
            self._put(row, 0, self.catalog.regions[region].zh, "label")
            for at, indicator in enumerate(self.blank.indicators):
                for beside, (measure, _word) in enumerate(self._pair()):
                    self._figure(row, 1 + 2 * at + beside, indicator, region, measure)
        return HEAD + 1, 1 + 2 * len(self.blank.indicators), HEAD + 2 + len(self.regions)

    def _cities(self, _: str) -> tuple[int, int, int]:
        self._put(HEAD, 0, self.blank.heads["item"], "head", (1, 0))
        for at, region in enumerate(self.regions):
            self._put(HEAD, 1 + 2 * at, self.catalog.regions[region].zh, "head", (0, 1))
            for beside, (_measure, word) in enumerate(self._pair()):
                self._put(HEAD + 1, 1 + 2 * at + beside, word, "head")
        for row, indicator in enumerate(self.blank.indicators, HEAD + 2):
            self._put(row, 0, self._named(indicator), "label")
            for at, region in enumerate(self.regions):
                for beside, (measure, _word) in enumerate(self._pair()):
                    self._figure(row, 1 + 2 * at + beside, indicator, region, measure)
        return HEAD + 1, 1 + 2 * len(self.regions), HEAD + 2 + len(self.blank.indicators)

    def _measures(self, indicator: str) -> tuple[int, int, int]:
        self._put(HEAD, 0, common()["area"], "head")
        for at, measure in enumerate(self.blank.columns, 1):
            self._put(HEAD, at, self.blank.heads[measure], "head")
        for row, region in enumerate(self.regions, HEAD + 1):
            self._put(row, 0, self.catalog.regions[region].zh, "label")
            for at, measure in enumerate(self.blank.columns, 1):
                self._figure(row, at, indicator, region, measure)
        return HEAD, 1 + len(self.blank.columns), HEAD + 1 + len(self.regions)

    def _months(self, indicator: str) -> tuple[int, int, int]:
        self._put(HEAD, 0, common()["area"], "head")
        months = calendar.months(self.period)
        for at, month in enumerate(months, 1):
            self._put(HEAD, at, calendar.month_name(int(month[5:7])), "head")
        self._put(HEAD, 1 + len(months), self.blank.heads["last_year"], "head")
        for row, region in enumerate(self.regions, HEAD + 1):
            self._put(row, 0, self.catalog.regions[region].zh, "label")
            for at, month in enumerate(months, 1):
                self._figure(row, at, indicator, region, "value", month)
            self._figure(row, 1 + len(months), indicator, region, "last_year")
        return HEAD, 2 + len(months), HEAD + 1 + len(self.regions)

    def _items(self, _: str) -> tuple[int, int, int]:
        self._put(HEAD, 0, self.blank.heads["item"], "head")
        for at, column in enumerate(self.blank.columns, 1):
            self._put(HEAD, at, self.blank.heads[column], "head")
        head = self._markers() if self.blank.markers else HEAD
        row, code = head + 1, 0
        for section in self.blank.sections:
            self._put(row, 0, section.title, "section", (0, len(self.blank.columns)))
            for level, indicator in section.items:
                row, code = row + 1, code + 1
                self._item(row, indicator, code, "\u3000" * level)
            row += 1
        return head, 1 + len(self.blank.columns), row

    def _markers(self) -> int:
        """甲 乙 丙 1 2 3 under the header: the surest sign of its end."""
        stems = iter(common()["stems"])
        self._put(HEAD + 1, 0, next(stems), "head")
        number = 0
        for at, column in enumerate(self.blank.columns, 1):
            if column in ("unit", "code"):
                self._put(HEAD + 1, at, next(stems), "head")
            else:
                number += 1
                self._put(HEAD + 1, at, str(number), "head")
        return HEAD + 1

    def _item(self, row: int, indicator: str, code: int, indent: str) -> None:
        found = self.catalog.indicators[indicator]
        self._put(row, 0, indent + (found.zh if "unit" in self.blank.columns else self._named(indicator)), "label")
        for at, column in enumerate(self.blank.columns, 1):
            if column == "unit":
                self._put(row, at, found.unit, "label")
            elif column == "code":
                self._put(row, at, f"{code:02d}", "label")
            else:
                self._figure(row, at, indicator, self.region, column)

    # -------------------------------------------------------------- lists
    def _register(self, _: str) -> tuple[int, int, int]:
        fields = [one for one in self.catalog.registers[self.blank.register].fields if not one.personal]
        self.stub = 2
        for at, field in enumerate(fields):
            unit = f"（{field.unit}）" if field.unit else ""
            self._put(HEAD, at, field.zh + (unit if field.zh + unit in field.synonyms else ""), "head")
            rule, choices = self._rule(field)
            self.inputs += self._lines(at, rule, choices, field.id)
        return HEAD, len(fields), HEAD + 1 + self.blank.lines

    def _rule(self, field: Field) -> tuple[str, tuple[str, ...]]:
        if field.kind == "region":
            return "choice", tuple(self.catalog.regions[one].zh for one in self.regions)
        if field.kind == "option":
            first: dict[str, str] = {}
            for text, word in field.options.items():
                first.setdefault(word, text)
            return "choice", tuple(first.values())
        return {"count": "whole", "amount": "amount", "date": "date"}.get(field.kind, "text"), ()

    def _list(self, _: str) -> tuple[int, int, int]:
        self.stub = 2
        for at, column in enumerate(self.blank.free):
            self._put(HEAD, at, column.head, "head")
            choices = column.choices
            if column.kind == "area":
                choices = tuple(self.catalog.regions[one].zh for one in self.regions)
            if column.kind == "form":
                choices = tuple(one.zh for one in self.catalog.forms.values() if one.reporters == "cities")
            rule = "choice" if choices else {"count": "whole", "difference": "change"}.get(column.kind, column.kind)
            self.inputs += self._lines(at, rule, choices, column.head)
        return HEAD, len(self.blank.free), HEAD + 1 + self.blank.lines

    def _lines(self, column: int, rule: str, choices: tuple[str, ...], field: str) -> Iterator[Input]:
        for row in range(HEAD + 1, HEAD + 1 + self.blank.lines):
            low = 0.0 if rule in ("whole", "amount") else None
            yield Input(row, column, rule, choices=choices, field=field, low=low)

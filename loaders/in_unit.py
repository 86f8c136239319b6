"""Figures of one sheet in several units (万小时 beside 小时): compared in the base unit, said in a cell's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from catalog.records import Observation
from loaders.knowledge import know
from loaders.saying import plain_number


def factor(o: Observation) -> float:
    """How many base units one printed unit of the cell is; 1 where its unit is not known."""
    unit = know().catalog.units.get(o.unit)
    return unit.factor if unit else 1.0


def based(o: Observation) -> float:
    """The printed figure in base units (80645 for 8.0645万小时); 0 for none."""
    return float(f"{(o.printed or 0.0) * factor(o):.12g}")


def in_own(o: Observation, amount: float) -> float:
    """An amount in base units as the cell would print it."""
    return amount / factor(o)


def alike(cells: Iterable[Observation]) -> bool:
    """Whether the figures can be added: their units convert into one another, or none is said."""
    units = know().catalog.units
    return len({units[o.unit].base if o.unit in units else o.unit for o in cells if o.unit}) < 2


def slack(cells: Iterable[Observation]) -> float:
    """What rounding may leave of a sum, in base units: half of the last printed digit of each cell; whole numbers must
    add up exactly. Cells of one unit are printed to the same digit: a trailing nought may be left out."""
    columns: dict[float, list[int]] = defaultdict(list)
    for o in cells:
        text = o.text.strip()
        columns[factor(o)].append(len(text.rsplit(".", 1)[1]) if "." in text else 0)
    steps = ((len(digits), most * 10.0 ** -max(digits)) for most, digits in columns.items() if 0 < max(digits) < 6)
    return sum(0.5 * count * step for count, step in steps) + 1e-9


def said(o: Observation, amount: float) -> str:
    """An amount in base units as a figure in the cell's own unit, to the cell's digits where it has more than two."""
    own = in_own(o, amount)
    digits = len(o.text.strip().rsplit(".", 1)[1]) if "." in o.text else 0
    if digits <= 2 and factor(o) == 1.0:
        return plain_number(own)
    return f"{own:,.{max(2, min(digits, 6))}f}".rstrip("0").rstrip(".")

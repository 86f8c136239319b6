"""Rows of data/catalog beyond indicators and regions, and the catalogue that holds them all. Frozen, as all records."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from catalog.records import Indicator, Published, Region, Theme


class Target(NamedTuple):
    """A row of targets.csv: an annual target in the indicator's base unit. Sample data, always."""

    indicator: str
    region: str
    year: int
    value: float


class Break(NamedTuple):
    """A declared series break (R30): growth from before `period` to it or after is not comparable."""

    indicator: str
    period: str
    note_zh: str
    note_en: str


class Unit(NamedTuple):
    """A printed unit: times factor gives the base unit. Units of different bases never convert (R22)."""

    unit: str
    base: str
    factor: float
    en: str


class Threshold(NamedTuple):
    """A light (R13), tried in file order: low is included, high is not. measure: completion, deviation."""

    status: str
    measure: str
    low: float | None
    high: float | None
    shape: str
    word: str


class Form(NamedTuple):
    """A sheet layout. authority: between two facts for one place the higher wins. deadline_day 0: none.

    The deadline is that day, deadline_month months after the period's last month. reporters: cities, province, or
    empty (never asked for). duty: forms of one duty stand for each other.
    """

    id: str
    zh: str
    en: str
    frequency: str
    authority: int
    deadline_day: int
    deadline_month: int
    reporters: str
    duty: str


class Field(NamedTuple):
    """A column of a register. kind: text, count, amount, date, option, region. options: normalised text to word id."""

    id: str
    zh: str
    en: str
    kind: str
    unit: str
    personal: bool
    synonyms: tuple[str, ...]
    options: Mapping[str, str]


class Register(NamedTuple):
    """A list of things, one a line; counts is the indicator the number of lines must agree with."""

    id: str
    form: str
    zh: str
    en: str
    theme: str
    counts: str
    fields: tuple[Field, ...]


class Part(NamedTuple):
    """One step of a composition, named by a word: the sum of `add` less the sum of `less`."""

    word: str
    add: tuple[str, ...]
    less: tuple[str, ...]


class Page(NamedTuple):
    """A table of pages.toml. kind: overview, force, city, compare, table, dictionary. rank_by: value, completion."""

    id: str
    kind: str
    theme: str
    zh: str
    en: str
    group: str
    cards: tuple[str, ...]
    ranked: str
    rank_by: str
    trend: str
    columns: tuple[str, ...]
    composition: tuple[Part, ...]
    register: str
    indicators: tuple[str, ...]
    small: tuple[str, ...]


class Catalog(NamedTuple):
    """Everything in data/catalog. Names of regions in `aliases` are normalised (catalog.names.normalise).

    memo: normalised name of a functional zone to the city it lies in: a memo row, never the city itself.
    bare: synonyms that count only in a form whose topic, unit and period settle them.
    """

    indicators: Mapping[str, Indicator]
    synonyms: Mapping[str, tuple[str, ...]]
    bare: frozenset[str]
    themes: Mapping[str, Theme]
    regions: Mapping[str, Region]
    aliases: Mapping[str, str]
    memo: Mapping[str, str]
    cities: tuple[str, ...]
    tiles: Mapping[str, tuple[int, int]]
    denominators: Mapping[str, Mapping[str, float]]
    units: Mapping[str, Unit]
    words: Mapping[str, Mapping[str, str]]
    pages: Mapping[str, Page]
    targets: tuple[Target, ...]
    published: tuple[Published, ...]
    breaks: tuple[Break, ...]
    thresholds: tuple[Threshold, ...]
    missing_marks: Mapping[str, str]
    forms: Mapping[str, Form]
    registers: Mapping[str, Register]

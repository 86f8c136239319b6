"""What a person changed in a bulletin: paragraphs switched off or said otherwise, kept by period in a small JSON file.

{"2026-10": {"problems.gaps": {"off": true}, "opening": {"text": "……"}}}
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from exports.bulletin_text import Block
from exports.safe import clean


class BadEdits(Exception):
    """Edits that cannot be used; `word` is a row of words.csv for `fields`."""

    def __init__(self, word: str, **fields: str) -> None:
        super().__init__(word)
        self.word = word
        self.fields = fields


class Edit(NamedTuple):
    """off: the paragraph is left out. text: what stands in its place, "" for its own."""

    off: bool = False
    text: str = ""


def read(content: str, period: str) -> dict[str, Edit]:
    """The edits of a period, by paragraph id. Raises BadEdits for what is not of the shape above."""
    try:
        found = json.loads(content)
    except json.JSONDecodeError as fault:
        raise BadEdits("bul_edits_no_json", line=str(fault.lineno)) from fault
    months = found if isinstance(found, dict) else None
    entries = months.get(period, {}) if months is not None else None
    if months is None or not isinstance(entries, dict):
        raise BadEdits("bul_edits_shape", id=period)
    return {id: _edit(id, entry) for id, entry in entries.items()}


def _edit(id: str, entry: object) -> Edit:
    if not isinstance(entry, dict) or not set(entry) <= {"off", "text"}:
        raise BadEdits("bul_edits_shape", id=id)
    off, text = entry.get("off", False), entry.get("text", "")
    if not isinstance(off, bool) or not isinstance(text, str):
        raise BadEdits("bul_edits_shape", id=id)
    return Edit(off, clean(text).strip())


def applied(blocks: Sequence[Block], edits: Mapping[str, Edit]) -> tuple[Block, ...]:
    """The blocks as edited. Raises BadEdits for an id that this bulletin does not have, naming those it has.

    A heading left without anything under it goes too.
    """
    known = [block.id for block in blocks if block.id]
    for id in edits:
        if id not in known:
            raise BadEdits("bul_edits_unknown", id=id, known=", ".join(known))
    kept = [_changed(block, edits.get(block.id, Edit())) for block in blocks if not edits.get(block.id, Edit()).off]
    return _headed(_captioned(kept))


def _changed(block: Block, edit: Edit) -> Block:
    if not edit.text or block.role == "table":
        return block
    return block._replace(text=edit.text, original=block.text)


def _captioned(blocks: Sequence[Block]) -> list[Block]:
    """Captions whose table was switched off are gone."""
    after = [*blocks[1:], Block("end")]
    return [block for block, then in zip(blocks, after, strict=True) if block.role != "caption" or then.role == "table"]


def _headed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Headings with nothing under them are gone, from the lowest level up."""
    kept = list(blocks)
    for role, ends in (("second", ("second", "first", "annexes", "signature", "break", "end")),
                       ("first", ("first", "annexes", "signature", "break", "end"))):  # fmt: skip
        after = [*kept[1:], Block("end")]
        kept = [block for block, then in zip(kept, after, strict=True) if block.role != role or then.role not in ends]
    return tuple(kept)

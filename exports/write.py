"""One door for every format: a document to a path, to a file, or to bytes."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, BinaryIO

from catalog.records import Source
from catalog.view import View
from exports.documents import document
from exports.records import Document
from exports.text import csv_bytes
from exports.workbook import write_workbook

FORMATS = {"xlsx": ".xlsx", "csv": ".csv", "csv_gb": ".csv"}


def bytes_of(made: Document, format: str, view: View, *, notes: bool = True) -> bytes:
    """The file of a document. format: xlsx, csv (UTF-8 with BOM), csv_gb (GB18030); KeyError for another.

    notes False leaves out the sheets 说明与筛选 and 来源.
    """
    if FORMATS[format] == ".csv":
        return csv_bytes(made, encoding="gb18030" if format == "csv_gb" else "utf-8-sig", mark=sample_mark(made, view))
    out = io.BytesIO()
    write_workbook(made, out, view, sources=notes)
    return out.getvalue()


def sample_mark(made: Document, view: View) -> str:
    """示例数据 while every figure is one."""
    return view.word("sample_data") if made.sample else ""


def write(answer: Any, place: str | Path | BinaryIO, format: str, view: View, sources: Sequence[Source] = ()) -> int:
    """The table of a page's answer (or a ready Document) to a path or an open binary file; says how many rows it has.

    sources: of `exports.records.ids(document(answer, view))`, asked of the store by whoever may.
    """
    made = answer if isinstance(answer, Document) else document(answer, view)
    content = bytes_of(made._replace(sources=tuple(sources) or made.sources), format, view)
    if isinstance(place, (str, Path)):
        Path(place).write_bytes(content)
    else:
        place.write(content)
    return len(made.rows)

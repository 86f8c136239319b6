"""The table as .csv for Excel, WPS and older systems, and as tab-separated text and HTML for the clipboard."""

from __future__ import annotations

import csv
import html
import io
from collections.abc import Iterable

from catalog.format import half_up
from exports.records import Document, Entry, Head
from exports.safe import clean, neutral

Line = list[str]


def csv_bytes(document: Document, *, encoding: str = "utf-8-sig", mark: str = "") -> bytes:
    """One heading line, the totals, the rows; CRLF; utf-8-sig (with BOM, so that a double click opens it) or gb18030.

    Figures are printed with the digits of the page, no separators and an ASCII minus, so that programs read them.
    mark (示例数据) stands in the first heading: there is no other place in a .csv that neither adds a row nor a column.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([neutral(clean(text)) for text in _headings(document, mark)])
    writer.writerows(_lines(document))
    return out.getvalue().encode(encoding)


def _headings(document: Document, mark: str) -> Line:
    names = [document.heading(head) for head in document.heads]
    return [" ".join(filter(None, (names[0], document.bracket(mark)))) if document.lang != "zh" else (
        names[0] + document.bracket(mark)), *names[1:]]  # fmt: skip


def _lines(document: Document) -> Iterable[Line]:
    for row in (*document.totals, *document.rows):
        yield [printed(entry, head) for entry, head in zip(row, document.heads, strict=True)]


def printed(entry: Entry, head: Head) -> str:
    """A cell as text: rounded as the page prints it (R2), neutralised when it is a text, the reason when missing."""
    if entry.value is None:
        return neutral(clean(entry.mark))
    if isinstance(entry.value, str):
        return neutral(clean(entry.value))
    return str(half_up(entry.value, digits(entry, head)))


def digits(entry: Entry, head: Head) -> int:
    """The decimals a cell is shown with: its own, else its column's."""
    return entry.decimals if entry.decimals is not None else head.decimals or 0


def tab_separated(document: Document, mark: str = "") -> str:
    """For spreadsheets: a heading line with units, then totals and rows; no tab or line break inside a cell."""
    rows = [_headings(document, mark), *_lines(document)]
    return "\n".join("\t".join(" ".join(text.split()) for text in row) for row in rows)


def as_html(document: Document, mark: str = "") -> str:
    """For WPS and Word: a bordered table whose caption names title, unit, period and source."""
    stop = "：" if document.lang == "zh" else ": "
    said = [document.title, mark, *(f"{label}{stop}{text}" for label, text in document.meta[:3])]
    caption = html.escape(" · ".join(filter(None, said)))
    heads = "".join(f"<th>{html.escape(document.heading(head))}</th>" for head in document.heads)
    body = "".join(f"<tr>{''.join(_cell(*pair) for pair in zip(row, document.heads, strict=True))}</tr>"
                   for row in _lines(document))  # fmt: skip
    return f'<table border="1"><caption>{caption}</caption><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _cell(text: str, head: Head) -> str:
    align = ' align="right"' if head.decimals is not None else ""
    return f"<td{align}>{html.escape(text)}</td>"

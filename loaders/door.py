"""The door: what is this file, and is it safe to hand to a parser. Decided by content, never by the name.

Order: a regular file that may be opened (no link followed at the last step, no device, no pipe), size, first bytes.
Nothing here parses a table. Every refusal is a `Refused` whose sentence says what was found and what to do.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
from pathlib import Path
from typing import NamedTuple

from catalog.settings import settings
from loaders.door_words import Refused

MEGABYTE = 1 << 20


class Limits(NamedTuple):
    """What one file may cost. megabytes and seconds bind the child process, the others are counted on the stream.

    seconds are processor time, so that the answer is there within ten; the clock may take `patience` times as long,
    for a busy machine is not the file's fault.
    A register of 100,000 rows and 20 columns passes. inflation binds only beyond 8 MB of unpacked content.
    """

    seconds: float = 9.5
    patience: float = 4.0
    megabytes: int = 500
    file_megabytes: int = 64
    unpacked_megabytes: int = 320
    inflation: int = 150
    members: int = 2_000
    sheets: int = 200
    cells: int = 2_200_000
    rows: int = 150_000
    merges: int = 200_000


class Parcel(NamedTuple):
    """A file at the door: its name, content, checksum and kind (a `Book.kind`)."""

    workbook: str
    content: bytes
    sha256: str
    kind: str


def limits() -> Limits:
    """The limits, with the settings read_seconds and read_megabytes (environment or wuli.toml)."""
    found = settings(os.environ)
    return Limits(seconds=found.read_seconds, megabytes=found.read_megabytes)


def receive(path: Path, name: str | None = None, bounds: Limits | None = None) -> Parcel:
    """The file's content once, with its checksum and kind; what is checked is what is parsed. Raises Refused."""
    content = content_of(path, bounds or limits())
    return Parcel(name or path.name, content, hashlib.sha256(content).hexdigest(), kind_of(content))


def content_of(path: Path, bounds: Limits) -> bytes:
    """The bytes of a regular file. Links are followed (a watched folder checks them itself); devices and pipes not."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        raise Refused("not_found") from None
    except PermissionError:
        raise Refused("not_a_file" if path.is_dir() else "no_permission", found="目录 folder") from None
    except (OSError, ValueError) as trouble:
        raise Refused("not_a_file", found=trouble) from None
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        raise Refused("not_a_file", found="目录 folder" if stat.S_ISDIR(mode) else "设备或管道 device or pipe")
    with os.fdopen(handle, "rb") as stream:
        content = stream.read(bounds.file_megabytes * MEGABYTE + 1)
    if len(content) > bounds.file_megabytes * MEGABYTE:
        raise Refused(
            "too_large", found=max(path.stat().st_size, len(content)) // MEGABYTE, limit=bounds.file_megabytes
        )
    return content


# ------------------------------------------------------------------ what it is
IMAGES = ((b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"BM", "BMP"), (b"II*\0", "TIFF"),
          (b"MM\0*", "TIFF"), (b"RIFF", "WEBP"), (b"8BPS", "PSD"))  # fmt: skip
DOCUMENTS = ((b"%PDF", "PDF"), (b"{\\rtf", "RTF"), (b"MIME-Version:", "MHTML"), (b"%!PS", "PostScript"),
             (b"SQLite format 3", "SQLite"), (b"PAR1", "Parquet"), (b"\x7fELF", "ELF"), (b"MZ", "EXE"))  # fmt: skip
ARCHIVES = ((b"Rar!", "RAR"), (b"7z\xbc\xaf", "7z"), (b"\x1f\x8b", "gzip"), (b"BZh", "bzip2"), (b"\xfd7zXZ", "xz"),
            (b"\x28\xb5\x2f\xfd", "zstd"))  # fmt: skip
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def kind_of(content: bytes) -> str:
    """xlsx (zip package; the package tells which), xls, csv, html or spreadsheetml. Raises Refused for all else."""
    if not content:
        raise Refused("zero_bytes")
    _refuse_known(content)
    if content[:4] in (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08"):
        return "zip"
    if content[:8] == OLE:
        return _ole_kind(content)
    if (content[:2] == b"\x09\x08" and content[2:4] in (b"\x10\0", b"\x08\0")) or content[:4] in (
        b"\x09\0\x04\0", b"\x09\x02\x06\0", b"\x09\x04\x06\0"):  # fmt: skip
        return "xls"  # a bare BIFF stream without its OLE wrapping
    return _text_kind(content)


def _refuse_known(content: bytes) -> None:
    for marks, code in ((IMAGES, "image"), (DOCUMENTS, "document"), (ARCHIVES, "archive")):
        for mark, what in marks:
            # "BM" and "MZ" could begin an honest line of text; a picture or program has a zero byte early
            if content.startswith(mark) and (len(mark) > 2 or b"\0" in content[:64]):
                raise Refused(code, found=what)


def _ole_kind(content: bytes) -> str:
    def has(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if has("EncryptedPackage") or has("EncryptionInfo"):
        raise Refused("encrypted", found="EncryptedPackage")
    if has("Workbook") or has("Book"):
        return "xls"
    for stream, what in (("WordDocument", "Word"), ("PowerPoint Document", "PowerPoint"), ("VisioDocument", "Visio")):
        if has(stream):
            raise Refused("document", found=what)
    raise Refused("old_office", found="OLE")


def _text_kind(content: bytes) -> str:
    head = content[:4096]
    for mark in BOMS:
        if head.startswith(mark):
            head = head.removeprefix(mark)
    head = head.replace(b"\0", b"") if content[:2] in BOMS[1:] else head
    start = head.lstrip().lower()
    if start.startswith(b"<"):
        return _markup_kind(content, start)
    return "csv"


def _markup_kind(content: bytes, start: bytes) -> str:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in start:
        return "spreadsheetml"
    if b"urn:oasis:names:tc:opendocument" in start:
        return "fods"
    if re.search(rb"<(!doctype\s+html|html|head|body|table|meta|div|style|center)\b", start):
        return "html"
    if b"<table" in content[: 4 * MEGABYTE].lower():
        return "html"
    raise Refused("unknown_type", found=content[:16].decode("latin-1"))

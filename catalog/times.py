"""Moments as the province's clock shows them: the one clock of pages, files and command line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))


def now() -> str:
    """The moment it is: UTC, ISO 8601, whole seconds, as the store keeps moments."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def moment(text: str, *, seconds: bool = False) -> str:
    """2026-11-10 15:04 of a moment in ISO 8601; a text that is no moment stays as it is."""
    try:
        at = datetime.fromisoformat(text).astimezone(CHINA)
    except ValueError:
        return text
    return at.strftime("%Y-%m-%d %H:%M:%S" if seconds else "%Y-%m-%d %H:%M")


def day(text: str) -> str:
    """2026-11-10: the day of a moment by the province's clock."""
    return moment(text)[:10]

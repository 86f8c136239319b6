"""A folder that is watched: what lands in it goes the way of the upload page, by itself only where nothing is asked.

A file is taken when its size has not changed for two seconds. It ends in `done` or in `waiting`, with a sentence beside
it; a file that waits is a draft on the page. Links and what is no plain file are left alone.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from catalog.saying import sentence
from review.decision import accept
from review.mapping import in_language, not_taken
from review.proposal import Proposal, propose, stage
from store.problems import StoreProblem

STABLE_SECONDS = 2.0
DONE, WAITING = "done", "waiting"
_TEMPORARY = ("~$", ".", "~")
_ENDINGS = (".part", ".tmp", ".crdownload", ".txt")


class Taken(NamedTuple):
    """What became of a file. place: done, waiting, or empty when it stays where it is."""

    workbook: str
    place: str
    said: str


def arrived(folder: Path, seconds: float = STABLE_SECONDS, sleep: Callable[[float], None] = time.sleep) -> list[Path]:
    """The files whose size and time stand still, by name; waits once for `seconds` where there are any."""
    before = {path: _state(path) for path in _files(folder)}
    if before:
        sleep(seconds)
    return [path for path, state in sorted(before.items()) if state and _state(path) == state]


def _files(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir() if folder.is_dir() else ():
        plain = path.is_file() and not path.is_symlink() and not path.name.startswith(_TEMPORARY)
        if plain and path.suffix.lower() not in _ENDINGS:
            yield path


def _state(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def take(engine: Engine, path: Path, *, who: str, megabytes: int, lang: str = "zh") -> Taken:
    """One file: stored, or left as a draft. Where the store cannot take it now the file stays where it is."""
    try:
        found = _staged(engine, path, who, megabytes, lang)
        said, place = _decided(engine, found, who, lang)
    except (StoreProblem, OSError) as trouble:
        text = trouble.say(lang) if isinstance(trouble, StoreProblem) else f"{trouble.strerror or trouble} "
        return Taken(path.name, "", sentence("inbox_trouble", lang, workbook=path.name, said=text))
    _move(path, place, said)
    return Taken(path.name, place, said)


def _staged(engine: Engine, path: Path, who: str, megabytes: int, lang: str) -> Proposal:
    if path.stat().st_size > megabytes * 1_000_000:
        size = f"{path.stat().st_size / 1_000_000:.1f}"
        raise StoreProblem("draft_too_large", workbook=path.name, size=size, limit=str(megabytes))
    draft = stage(engine, path.name, path.read_bytes(), who=who, megabytes=megabytes)
    found = propose(engine, draft.token, lang)
    if found is None:
        raise StoreProblem("draft_gone")
    return found


def _decided(engine: Engine, found: Proposal, who: str, lang: str) -> tuple[str, str]:
    """The sentence, and where the file goes."""
    name = found.draft.workbook
    if found.reading.status == "refused":
        text = " ".join(in_language(f.text, lang) for f in found.reading.findings)
        return sentence("inbox_unreadable", lang, workbook=name, said=text), WAITING
    if found.open:
        kinds = {kind: sum(f.severity == kind[:-1] for f in found.open) for kind in ("errors", "warnings")}
        asked = [in_language(f.text, lang) for f in found.open]
        return "\n".join([sentence("inbox_waiting", lang, workbook=name, **kinds), *asked]), WAITING
    if found.diff.changed:
        return sentence("inbox_changes", lang, workbook=name, n=len(found.diff.changed)), WAITING
    outcome = accept(engine, found.draft.token, who=who, lang=lang)
    if not outcome.done:
        return "\n".join([sentence(outcome.word, lang, n=len(outcome.findings)),
                          *(in_language(f.text, lang) for f in outcome.findings)]), WAITING  # fmt: skip
    if outcome.word == "submit_known_file":
        return sentence("inbox_known", lang, workbook=name), DONE
    word = "inbox_done_lines" if outcome.lines else "inbox_done"
    said = sentence(word, lang, workbook=name, number=outcome.number, figures=outcome.figures, lines=outcome.lines)
    kept = [not_taken(one, lang) for one in found.diff.kept]
    told = (sentence("inbox_kept", lang, n=n, why=why) for why, n in Counter(kept).items())
    return "\n".join([said, *told]), DONE


def _move(path: Path, place: str, said: str) -> None:
    """Into its folder under a free name, the sentence beside it."""
    folder = path.parent / place
    folder.mkdir(exist_ok=True)
    free = next(f for n in range(1, 10_000) if not (f := folder / _numbered(path, n)).exists())
    path.rename(free)
    free.with_name(free.name + ".txt").write_text(said + "\n", encoding="utf-8")


def _numbered(path: Path, number: int) -> str:
    return path.name if number == 1 else f"{path.stem}（{number}）{path.suffix}"


def watch(
    engine: Engine, folder: Path, told: Callable[[Taken], None], *, who: str, megabytes: int, lang: str = "zh",
    seconds: float = STABLE_SECONDS,
) -> int:  # fmt: skip
    """One round over the folder; `told` hears of each file. Says how many were stored."""
    done = 0
    for path in arrived(folder, seconds):
        taken = take(engine, path, who=who, megabytes=megabytes, lang=lang)
        done += taken.place == DONE
        told(taken)
    return done

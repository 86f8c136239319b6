"""From paths to a stored load, with a bar that moves and a report that says what happened."""

from __future__ import annotations

from sqlalchemy import Engine

from catalog.settings import Settings
from console.changes import tell
from console.files import read_all, workbooks
from console.say import Speaker, user
from review.intake import reviewed
from review.remembered import remembering
from store.load import load, revision


def load_files(
    engine: Engine,
    paths: list[str],
    settings: Settings,
    speaker: Speaker,
    replace_samples: bool = False,
    dry_run: bool = False,
    quiet: bool = False,
    reason: str = "",
    take_back: bool = False,
) -> bool:
    """Read the files and folders, check them and store them; says whether everything was stored (or was there already).

    Raises NoFiles for a path with nothing to read, StoreProblem when the store cannot take it.
    """
    files = workbooks(paths)
    with speaker.bar("cli_reading", len(files)) as step:
        batch = read_all(files, step, speaker.lang)
    with speaker.waiting("cli_storing"):
        report = load(
            engine,
            reviewed(engine, remembering(engine, batch.readings)),
            batch.contents,
            who=user(settings.who),
            replace_samples=replace_samples,
            dry_run=dry_run,
            lang=speaker.lang,
            reason=reason,
            take_back=take_back,
            # Of an empty store there is nothing to compare with.
            compare=revision(engine) > 0,
        )
    speaker.report(report, dry_run, quiet)
    if report.outcomes:
        tell(report.outcomes, speaker)
    return report.accepted

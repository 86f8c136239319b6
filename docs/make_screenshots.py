"""`make screenshots`: starts the program on the sample workbooks and photographs it for README and the guides.

Writes docs/screenshots/*.png and docs/screenshots/STAMP, a hash of what the pictures depend on; tests/test_docs.py
fails when it is stale.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "screenshots"
# What decides the looks, the words and the figures.
SEEN = ("assets", "charts", "layouts", "samples", "data/catalog/words.csv", "data/catalog/pages.toml")
KINDS = (".py", ".css", ".js", ".csv", ".toml")


class Shot(NamedTuple):
    """A picture: its name, the address, the window, the theme, what is clicked before and what is scrolled to."""

    name: str
    address: str
    size: tuple[int, int] = (1440, 900)
    dark: bool = False
    before: str = ""
    down: str = ""


SHOTS = (
    Shot("overview.zh", "/"),
    Shot("overview.en", "/?lang=en"),
    Shot("overview.teams", "/?ind=vol_teams&city=445100"),
    Shot("employment", "/employment"),
    Shot("employment.maoming", "/employment?area=440900"),
    Shot("volunteers", "/volunteers"),
    Shot("volunteers.register", "/volunteers?q=红棉", down=".register-head"),
    Shot("honour", "/honour"),
    Shot("honour.register", "/honour?area=north", down=".register-head"),
    Shot("city", "/city?city=440900"),
    Shot("compare", "/compare"),
    Shot("table.export", "/table?area=north", before='[data-act="export"]'),
    Shot("dictionary", "/dictionary?ind=vol_village_coverage"),
    Shot("picture", "/?ind=vol_teams", before='[data-picture="where"]'),
    Shot("phone", "/", (390, 844)),
    Shot("dark", "/employment", dark=True),
)


def stamp() -> str:
    """A hash of everything the pictures depend on."""
    made = hashlib.sha256(Path(__file__).read_bytes())
    for file in sorted(file for name in SEEN for file in (ROOT / name, *(ROOT / name).rglob("*"))):
        name = file.relative_to(ROOT).as_posix()
        if file.suffix in KINDS and "__pycache__" not in name and "vendor" not in name:
            made.update(name.encode() + b"\0" + file.read_bytes())
    return made.hexdigest()


def main() -> None:
    """All pictures; PNG files are made small with a palette where that is not seen."""
    sys.path.insert(0, str(ROOT))
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import FLAGS, chromium_path, served
    from tests.conftest import sample_store

    before = stamp()
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        copy = Path(folder) / "wuli.db"
        copy.write_bytes(sample_store().read_bytes())
        with served(f"sqlite:///{copy}", Path(folder) / "log") as address:
            browser = driver.chromium.launch(executable_path=chromium_path(), args=FLAGS)
            for shot, content in _taken(browser.new_context, address):
                print(shot.name)
                _write(FOLDER / f"{shot.name}.png", content)
            browser.close()
    (FOLDER / "STAMP").write_text(before + "\n", encoding="utf-8")


def _taken(new_context: Callable[..., object], address: str) -> Iterator[tuple[Shot, bytes]]:
    from tests.browser.conftest import settle

    for shot in SHOTS:
        width, height = shot.size
        context = new_context(base_url=address, viewport={"width": width, "height": height}, locale="zh-CN")
        page = context.new_page()  # type: ignore[attr-defined]
        if shot.dark:
            page.add_init_script("try { localStorage['wuli-theme'] = 'dark' } catch (_) {}")
        page.goto(shot.address)
        settle(page)
        if shot.before:
            page.locator(shot.before).click()
            page.locator("dialog[open]").wait_for()
        if shot.down:
            page.locator(shot.down).evaluate("place => place.scrollIntoView()")
        page.wait_for_timeout(600)
        yield shot, page.screenshot(animations="disabled")
        context.close()  # type: ignore[attr-defined]


def _write(place: Path, content: bytes) -> None:
    import io

    from PIL import Image

    picture = Image.open(io.BytesIO(content)).convert("RGB")
    picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(place, optimize=True)


if __name__ == "__main__":
    main()

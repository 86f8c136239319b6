"""What is shipped and was made by others: the bytes that were checked, with version and licence."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from catalog.book import load

ASSETS = Path(__file__).resolve().parents[1] / "assets"
LINES = (ASSETS / "checksums.txt").read_text(encoding="utf-8").splitlines()
SUMS = {name: told for told, name in (line.split() for line in LINES if line)}


def test_every_shipped_file_of_others_is_the_one_that_was_checked() -> None:
    files = (file for folder in ("vendor", "fonts") for file in (ASSETS / folder).rglob("*") if file.is_file())
    kept = {file.relative_to(ASSETS).as_posix() for file in files if file.suffix not in (".txt", ".md")}
    assert kept == {name for name in SUMS if not name.endswith((".txt", ".md"))}
    for name, told in SUMS.items():
        assert hashlib.sha256((ASSETS / name).read_bytes()).hexdigest() == told, name


def test_every_shipped_work_of_others_is_named_with_its_licence() -> None:
    text = (ASSETS / "THIRD_PARTY.md").read_text(encoding="utf-8")
    for work, licence in (("plotly", "MIT"), ("Inter", "OFL"), ("Noto Sans CJK SC", "OFL")):
        assert work in text and licence in text
    assert (ASSETS / "fonts" / "OFL.txt").exists()


def test_scripts_of_ours_ask_nobody_else_and_share_nothing() -> None:
    for file in ASSETS.glob("*.js"):
        text = file.read_text(encoding="utf-8")
        assert "http://" not in text.replace("http://www.w3.org", "") and "https://" not in text, file.name
        assert "sendDataToCloud" not in text and "showSendToCloud: true" not in text
    for file in ASSETS.glob("*.css"):
        assert "url(http" not in file.read_text(encoding="utf-8").replace('"', ""), file.name


def test_served_chinese_has_every_sign_of_our_words() -> None:
    """The slices for clients without Chinese fonts; registers and names beyond GB 2312 are the client's own."""
    ranges = re.findall(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", (ASSETS / "6_han.css").read_text(encoding="utf-8"))
    held = {sign for first, last in ranges for sign in range(int(first, 16), int(last or first, 16) + 1)}
    catalog = load()
    texts = [*catalog.words["zh"].values(), *(row.zh for row in catalog.indicators.values()),
             *(row.zh for row in catalog.regions.values()), *(row.zh for row in catalog.pages.values())]  # fmt: skip
    missing = {sign for text in texts for sign in text if ord(sign) > 0x2E7F and ord(sign) not in held}
    assert missing == set()

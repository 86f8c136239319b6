"""From the button and from the command line: the same deck and bulletin, and a sentence when it cannot be."""

from __future__ import annotations

import base64
import io
import json

import pytest
from click.testing import CliRunner
from docx import Document
from pptx import Presentation

from callbacks.export import MIME, asked, formats
from catalog.book import load
from catalog.scope import parse
from catalog.view import View
from dashboard import main
from tests.full_store import full_desk, full_store
from tests.papers import paper, slides, texts, words
from tests.shell import run


def store() -> tuple[str, str]:
    return "--database", f"sqlite:///{full_store().url.database}"


def here(monkeypatch, *arguments: str):
    """The command line inside this process: starting one costs more than what it does."""
    monkeypatch.setenv("WULI_LANG", "zh")
    return CliRunner().invoke(main, [*arguments, *store()])


VIEW = View(load(), parse("p=2026-10&ind=vol_hours&basis=month&cmp=prev"), "/")


def taken(format: str):
    """The file that a click on a line of the menu sends to the browser, and what the reader is told."""
    wanted = {"kind": "file", "format": format, "total": True, "notes": True, "n": 1}
    return asked(full_desk(), VIEW, wanted)


def test_menu_of_the_overview_offers_slides_circular_and_briefing_and_no_other_page_does():
    lines = formats(VIEW, "overview", 21, 48)
    assert [line["id"] for line in lines][-3:] == ["slides", "tongbao", "jianbao"]
    assert all(line["name"] and line["sub"] and line["icon"] for line in lines)
    for page in ("employment", "table", "city", "compare"):
        assert not {"slides", "tongbao", "jianbao"} & {line["id"] for line in formats(VIEW, page, 21, 48)}


def test_button_sends_the_deck_of_the_period_whatever_is_chosen_on_the_page():
    sent, told = taken("slides")
    assert sent["filename"] == "2026年1—10月全省退役军人重点工作进展.pptx" and sent["type"] == MIME["pptx"]
    assert sent["filename"] in told["told"]
    made = Presentation(io.BytesIO(base64.b64decode(sent["content"])))
    assert [texts(slide) for slide in made.slides][1:] == [texts(slide) for slide in slides().slides][1:]


@pytest.mark.parametrize(("format", "kind"), [("tongbao", "通报"), ("jianbao", "简报")])
def test_button_sends_the_bulletin(format, kind):
    sent, _ = taken(format)
    assert sent["filename"].endswith(".docx") and kind in sent["filename"] and sent["type"] == MIME["docx"]
    assert words(Document(io.BytesIO(base64.b64decode(sent["content"])))) == words(paper(kind))


def test_commands_write_what_they_promise_and_say_so(monkeypatch, tmp_path):
    deck, text, edits = tmp_path / "deck.pptx", tmp_path / "通报.docx", tmp_path / "edits.json"
    edits.write_text(json.dumps({"2026-10": {"opening": {"text": "现通报如下。"}}}), encoding="utf-8")
    done = run("slides", "--period", "2026-10", "--pages", "cover,employment", "-o", deck, *store())
    assert done.returncode == 0 and "deck.pptx" in done.stdout, done.stderr
    assert len(Presentation(str(deck)).slides) == 2
    done = here(monkeypatch, "bulletin", "--period", "2026-10", "--edits", str(edits), "--with-sources",
                "--issuer", "某厅", "-o", str(text))  # fmt: skip
    assert done.exit_code == 0 and "通报.docx" in done.output, done.output
    made = Document(str(text))
    said = [paragraph.text for paragraph in made.paragraphs]
    assert "现通报如下。" in said and "某厅" in said and list(made.comments)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(("slides", "--pages", "封面", "-o", "x.pptx"), "没有名为“封面”的部分"),
     (("slides", "-o", "x.pdf"), "请以 .pptx 结尾"),
     (("bulletin", "--edits", "没有.json", "-o", "x.docx"), "找不到“没有.json”"),
     (("bulletin", "--period", "十月", "-o", "x.docx"), "“十月”不是报告期")],
)  # fmt: skip
def test_wrong_use_ends_with_a_sentence_and_code_2(monkeypatch, arguments, said):
    done = here(monkeypatch, *arguments)
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr


def test_paragraphs_are_listed_with_the_ids_that_edits_take(monkeypatch):
    done = here(monkeypatch, "bulletin", "--period", "2026-10", "--paragraphs")
    assert done.exit_code == 0, done.output
    assert "problems.gaps\t" in done.stdout and "opening\t现将2026年1—10月" in done.stdout

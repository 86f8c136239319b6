"""The force pages: from the desk's answer to nodes, and the same answer to slides."""

from __future__ import annotations

from answers.desk import Desk
from answers.records import ForcePage, Frame
from callbacks.content import (
    Content,
    Slide,
    area_control,
    basis_control,
    compare_control,
    opening,
    page_name,
    period_control,
    resolved,
    source,
)
from callbacks.registers import address
from catalog import sentences
from catalog.records import Kpi, Published
from catalog.view import View
from charts.bars import composition
from charts.columns import columns
from charts.lines import periods, years
from charts.ranks import ranked
from charts.slide import Caption
from charts.template import Figure
from layouts import force as page
from layouts.cards import name_of
from layouts.overview import ranking_table
from layouts.parts import empty, panel, plot, tables_open, trend_table, twin
from layouts.register import head
from layouts.tree import Node


def draw(desk: Desk, view: View) -> Content:
    """One force for one scope."""
    answer = _asked(desk, view)
    view = resolved(view, answer.frame)
    sentence = sentences.force_headline(view.voice, answer.selected, answer.ranking.rows, compared(view))
    panels = (ranked_panel(view, *peers(desk, view, answer)), trend_panel(view, answer), third_panel(view, answer))
    body = (page.force(view, answer, opening(view, sentence, covered(answer)), *panels),)
    controls = (
        period_control(desk, view),
        area_control(view),
        basis_control(view, answer.selected.basis, answer.selected.indicator),
        compare_control(view),
    )
    register = view.catalog.registers.get(view.catalog.pages[answer.page].register)
    if register is None:
        return Content(page_name(view, answer.page), answer.frame.sample, controls, body)
    return Content(
        page_name(view, answer.page), answer.frame.sample, controls, (*body, head(view, register)), grid=address(view)
    )


def covered(answer: ForcePage) -> Frame:
    """The frame with the date and coverage of the figure the page is about: a quarter's is not the month's."""
    one = answer.selected
    scope = answer.frame.scope._replace(period=one.period or answer.frame.scope.period)
    open_still = bool(one.missing) or scope.period >= answer.frame.newest
    return answer.frame._replace(
        scope=scope, reported=one.reported, expected=one.expected, missing=one.missing, provisional=open_still
    )


def _asked(desk: Desk, view: View) -> ForcePage:
    """The answer for the scope; which panel is a table and what is sought in the register change no figure."""
    return desk.force(view.path.strip("/"), view.scope._replace(extra=()))


def compared(view: View) -> str:
    """The scope's comparison as the sentence bank calls it."""
    return "mom" if view.scope.compare == "prev" else "yoy"


def peers(desk: Desk, view: View, answer: ForcePage) -> tuple[View, ForcePage]:
    """Whom the ranked bars show: the cities of the scope; a city alone is marked among all of them."""
    if len(answer.frame.regions) > 1:
        return view, answer
    alone = view._replace(scope=view.scope._replace(area="all", city=answer.frame.regions[0]))
    return alone, _asked(desk, alone)


# ------------------------------------------------------------------ the three drawn panels
def ranked_panel(view: View, look: View, answer: ForcePage) -> Node:
    """The cities in order, or their table; `look` is what the bars are seen by and lead on from."""
    title, shown = page.ranked_title(view, answer), _face(view, "ranked")
    body = (
        ranking_table(view, answer.ranking)
        if shown == "table"
        else plot(
            view, ranked(look, answer.ranking, page.whole_name(view, answer.selected)), title, answer.ranking.indicator
        )
    )
    return panel(
        title,
        body,
        tools=(page.definition(view, answer), *twin(view, "ranked", shown)),
        panel_id="ranked",
        cls="force-ranked",
        foot=page.ranked_foot(view, answer),
        indicator=answer.ranking.indicator,
        period=view.scope.period,
    )


def _face(view: View, panel_id: str) -> str:
    return "table" if panel_id in tables_open(view) else "chart"


def trend_kpi(answer: ForcePage) -> Kpi:
    """The figure that the trend is of: the chosen one, or the page's own when that is chosen."""
    return next((card for card in answer.cards if card.indicator == answer.trend.indicator), answer.selected)


def trend_figure(view: View, answer: ForcePage) -> Figure:
    """This year on last year, or one line over all report periods of what is counted once or twice a year."""
    return years(view, answer.trend) if len(answer.trend.lines) > 1 else periods(view, answer.trend)


def trend_panel(view: View, answer: ForcePage) -> Node:
    """The trend of the chosen indicator and its table, with the declared breaks said in words."""
    name, unit = view.name(answer.trend.indicator), view.unit(answer.trend.indicator)
    title, shown = view.word("trend_of", name=name) + view.bracket(unit), _face(view, "trend")
    body = (
        trend_table(view, answer.trend, title)
        if shown == "table"
        else plot(view, trend_figure(view, answer), title, answer.trend.indicator)
    )
    return panel(
        title,
        body,
        tools=twin(view, "trend", shown),
        panel_id="trend",
        foot=trend_foot(view, answer),
        indicator=answer.trend.indicator,
        period=view.scope.period,
    )


def trend_foot(view: View, answer: ForcePage) -> str:
    """Over which cities, each period's own amount; the reason of a break."""
    notes = (entry.note_en if view.lang != "zh" else entry.note_zh for entry in answer.trend.breaks)
    said = "" if len(answer.trend.regions) == 1 else view.word("common_set_periods", n=len(answer.trend.regions))
    return ("；" if view.lang == "zh" else "; ").join(filter(None, (said, *notes)))


def third_panel(view: View, answer: ForcePage) -> Node:
    """What the figure is made of, by area; where it has no parts, the last published figures of this force."""
    made = answer.composition
    if made is None:
        rows = published_of(view, answer)
        return page.published_panel(view, rows) if rows else ""
    title, shown = view.word("composition_of", name=view.word(f"composition_{answer.page}")), _face(view, "composition")
    if not any(share is not None for row in made.rows for share in row.shares):
        body: tuple[Node, ...] = (empty(view, view.word("empty_indicator"), view.word("empty_panel", name=title)),)
    elif shown == "table":
        body = (page.composition_table(view, made),)
    else:
        body = (page.legend(view, made), plot(view, composition(view, made), title, made.parts[0].add[0]))
    return panel(
        title,
        *body,
        sub=view.period(made.period),
        tools=twin(view, "composition", shown),
        panel_id="composition",
        indicator=made.parts[0].add[0],
        period=view.scope.period,
        foot=page.composition_foot(view, composed(answer)),
    )


def published_of(view: View, answer: ForcePage) -> tuple[Published, ...]:
    """The last figure of each indicator of the force that was printed before the chosen month ended."""
    theme = view.catalog.pages[answer.page].theme
    found = {
        row.indicator: row
        for row in sorted(view.catalog.published, key=lambda row: row.as_of)
        if view.indicator(row.indicator).theme == theme and row.as_of[:7] <= view.scope.period
    }
    return tuple(found.values())


# ------------------------------------------------------------------ pictures
def slides(desk: Desk, view: View) -> list[Slide]:
    """Ranking, trend and composition, each with its conclusion as title."""
    answer = _asked(desk, view)
    view = resolved(view, answer.frame)
    name, trend_name = name_of(view, answer.selected), view.name(answer.trend.indicator)
    made = answer.composition
    _, all_of_them = peers(desk, view, answer)
    sheets = [
        _sheet(
            view,
            all_of_them,
            "ranked",
            columns(view, all_of_them.ranking),
            name,
            view.word("ranking_by_city"),
            sentences.ranking_title(view.voice, all_of_them.selected, all_of_them.ranking.rows),
        ),
        _sheet(
            view,
            answer,
            "trend",
            trend_figure(view, answer),
            trend_name,
            view.word("trend_title"),
            sentences.trend_title(view.voice, trend_kpi(answer), compared(view)),
        ),
    ]
    if made is not None and made.rows:
        what = view.word(f"composition_{answer.page}")
        sheets.append(
            _sheet(
                view,
                answer,
                "composition",
                composition(view, made, named=True),
                what,
                view.word("composition_by_area"),
                composition_title(view, answer),
            )
        )
    return sheets


def composed(answer: ForcePage) -> Kpi:
    """Period and coverage of the composition, as a figure has them."""
    made = answer.composition
    if made is None or not made.rows:
        return answer.selected
    whole = made.rows[0]
    missing = answer.frame.missing if whole.reported < whole.expected else ()
    return answer.selected._replace(
        region=whole.region, period=made.period, reported=whole.reported, expected=whole.expected, missing=missing
    )


def composition_title(view: View, answer: ForcePage) -> str:
    """全省城镇就业占58.2%: the first bar's largest part."""
    made = answer.composition
    if made is None or made.rows[0].shares[0] is None:
        return view.word("composition_of", name=view.word(f"composition_{answer.page}"))
    shares = [share or 0.0 for share in made.rows[0].shares]
    most = shares.index(max(shares))
    return view.word(
        "composition_says",
        region=page.whole_name(view, composed(answer)),
        part=view.word(made.parts[most].word),
        pct=view.percent(shares[most]),
    )


def _sheet(view: View, answer: ForcePage, panel_id: str, drawn: Figure, name: str, what: str, title: str) -> Slide:
    period = view.period(view.scope.period)
    kpi = {"ranked": answer.selected, "trend": trend_kpi(answer)}.get(panel_id) or composed(answer)
    caption = Caption(
        title,
        view.join(period, name, what),
        source(view, answer.frame, kpi),
        answer.frame.sample,
        "_".join((name, what, period)),
    )
    return Slide(panel_id, drawn, caption)

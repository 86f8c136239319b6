"""The baseline: the same page as anyone would write it with dash and plotly.express."""

from __future__ import annotations

import sys
from typing import Any

import pandas as pd
import plotly.express as px
from dash import Dash, Input, Output, dash_table, dcc, html
from waitress import serve

frame = pd.read_pickle(sys.argv[1])
frame = frame[frame["measure"] == "value"]
indicators, periods = list(frame["indicator"].unique()), sorted(frame["period"].unique())
app = Dash(__name__)
app.layout = html.Div(
    [
        dcc.Dropdown(periods, periods[-1], id="period", clearable=False),
        dcc.Dropdown(indicators, indicators[0], id="indicator", clearable=False),
        html.Div(id="cards"),
        dcc.Graph(id="ranking"),
        dcc.Graph(id="trend"),
        dash_table.DataTable(id="table", page_size=25),  # type: ignore[attr-defined]
        html.Div(id="stamp"),
    ]
)
asked = [Input("period", "value"), Input("indicator", "value")]


@app.callback(Output("cards", "children"), asked)
def cards(period: str, indicator: str) -> list[Any]:
    now = frame[frame["period"] == period].groupby("indicator")["value"].sum()
    return [html.Div([html.B(key), f" {now[key]:,.0f}"]) for key in indicators[:4]]


@app.callback(Output("ranking", "figure"), asked)
def ranking(period: str, indicator: str) -> Any:
    part = frame[(frame["period"] == period) & (frame["indicator"] == indicator)].sort_values("value")
    return px.bar(part, x="value", y="region", orientation="h")


@app.callback(Output("trend", "figure"), asked)
def trend(period: str, indicator: str) -> Any:
    return px.line(frame[frame["indicator"] == indicator], x="period", y="value", color="region")


@app.callback(Output("table", "data"), Output("stamp", "children"), asked)
def table(period: str, indicator: str) -> tuple[list[dict[str, Any]], str]:
    part = frame[frame["period"] == period].pivot(index="region", columns="indicator", values="value")
    return part[indicators[:12]].reset_index().to_dict("records"), f"{period} {indicator}"


if __name__ == "__main__":
    serve(app.server, host="127.0.0.1", port=int(sys.argv[2]), threads=8)

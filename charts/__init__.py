"""Figures as plain dicts: no plotly at run time, no total calculated here. Colours are said as var(--token)."""

"""The address in, nodes out: ask answers, hand to charts and layouts. Nothing is calculated and nothing is kept here."""

from callbacks.register import register

__all__ = ["register"]

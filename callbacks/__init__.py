"""The address in, nodes out: ask answers, hand to charts and layouts; nothing is calculated, nothing is kept."""

from callbacks.register import register

__all__ = ["register"]

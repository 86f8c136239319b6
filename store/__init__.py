"""The store: what was submitted, kept as it came, and the facts that stand. It knows no form and no page."""

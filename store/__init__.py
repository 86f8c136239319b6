"""The store: what was submitted, kept as it came, and the facts that stand. Knows the catalogue, no form and no page."""

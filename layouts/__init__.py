"""What is drawn: records in, plain nodes out. No query, no calculation, no clock."""

_js_dist: list[dict[str, str]] = []  # the script of layouts.tree.Tree is an asset (assets/tree.js)
_css_dist: list[dict[str, str]] = []

"""Scope in, records out: asks the store, asks the analysis, and keeps what it worked out until the store changes.

Pages, exports and the command line all ask here, so that they never disagree.
"""

"""The words and records everyone shares: imports nothing of ours, and nothing but the standard library."""

"""Claims of speed and size, measured beside a plain baseline in the same run and told as ratios."""

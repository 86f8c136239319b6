"""Control charts as frames: `xmr` is the reference, `plan` decides before any limit is drawn.

Pages call `plan` only: it needs no pandas, and it knows when the peer's answer would mislead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from analysis.spc_plan import plan
from analysis.xmr import chart

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["plan", "xmr"]


def xmr(values: Sequence[float | None], *, direction: str, target: float | None = None, screen_outliers: bool = True,
        fix_after: int | None = None) -> pd.DataFrame:
    """One row a point: mean, lpl, upl, outside_limits, close_to_limits, relative_to_mean, special_cause_type,
    point_type; `variation` and `assurance` of the series in frame.attrs.

    direction: increase, decrease, neutral. screen_outliers: extreme moving ranges are left out of their mean.
    fix_after: limits from the first so many points. NA: a point that was not reported, or no limits to say it by.
    Raises ValueError for another direction.
    """
    # the server draws charts from the plan and starts without pandas
    import pandas as pd

    made = chart([None if value != value else value for value in values], direction=direction, target=target,
                 screen_outliers=screen_outliers, fix_after=fix_after)
    frame = pd.DataFrame({
        "mean": made.limits.mean, "lpl": made.limits.lower, "upl": made.limits.upper,
        "outside_limits": pd.array(made.outside, dtype="boolean"),
        "close_to_limits": pd.array(made.close, dtype="boolean"),
        "relative_to_mean": pd.array(made.side, dtype="Int64"),
        "special_cause_type": list(made.special), "point_type": list(made.points),
    }, index=range(len(values)))
    frame.attrs |= {"variation": made.variation, "assurance": made.assurance}
    return frame

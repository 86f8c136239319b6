"""Every check that needs more than one sheet, in the order of the registry; pure: a reading and a context in, findings
out. What one sheet settles by itself the reader says (loaders.checks, loaders.identities)."""

from __future__ import annotations

from catalog.records import Finding, Reading
from review.checks_form import form_checks
from review.checks_printed import printed_checks
from review.checks_published import published_checks
from review.checks_range import range_checks, small_checks
from review.checks_relations import forms_disagree, relation_checks
from review.checks_time import time_checks
from review.context import Context
from review.figures import figures


def check_reading(reading: Reading, context: Context) -> tuple[Finding, ...]:
    """What the checks have to say about a workbook; nothing of a refused one. Severity error stops a load."""
    if reading.status == "refused":
        return ()
    own = context.own.get(reading.sha256) or figures(reading)
    return (
        *form_checks(reading, own, context),
        *range_checks(reading, own, context),
        *relation_checks(reading, own, context),
        *forms_disagree(own, context, reading),
        *time_checks(own, context),
        *printed_checks(reading, own, context),
        *published_checks(reading, own, context),
        *small_checks(reading, own, context),
    )

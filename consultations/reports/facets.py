"""How many proposals each option of a list's filters would show, given the other filters."""

from dataclasses import replace

from django.core.cache import cache
from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast

from consultations.models import Consultation
from consultations.reports.listing import WHOLE_CITY, Wanted, filtered

# By the filter's name in the address and the option's.
Counts = dict[str, dict[str, int]]

_KEPT = 60  # seconds


def counts(consultation: Consultation, wanted: Wanted) -> Counts:
    """Return the numbers (one query; without filters at most one a minute).

    Only what everybody asks for is kept: the rest is less to count, and of too many kinds.
    """
    if wanted.is_filtered:
        return _count(consultation, wanted)
    found: Counts = cache.get_or_set(
        f"facets:{consultation.pk}", lambda: _count(consultation, wanted), _KEPT
    ) or _count(consultation, wanted)
    return found


def _count(consultation: Consultation, wanted: Wanted) -> Counts:
    facets = (
        ("tema", replace(wanted, theme=""), "theme__slug"),
        ("alcaldia", replace(wanted, alcaldia=""), "alcaldias__slug"),
        ("objetivo", replace(wanted, goal=""), "goals"),
    )
    first, *others = (
        _grouped(name, filtered(consultation, others), column) for name, others, column in facets
    )
    found: Counts = {name: {} for name, _others, _column in facets}
    for name, option, number in first.union(*others, all=True):
        if option is None and name == "alcaldia":
            option = WHOLE_CITY
        if option is not None:
            found[name][option] = number
    return found


def _grouped(name: str, rows: QuerySet, column: str) -> QuerySet:
    return (
        rows.order_by()
        .annotate(facet=Value(name, output_field=CharField()), option=Cast(F(column), CharField()))
        .values_list("facet", "option")
        .annotate(number=Count("pk"))
    )

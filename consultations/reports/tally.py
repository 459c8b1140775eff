"""The figures of a consultation, as a plain document that can be frozen and hashed."""

from typing import Any

from django.db.models import Count

from ciudad_global.agenda.models import Alcaldia
from consultations.models import Consultation, Participation, Proposal, Vote

FEWEST_SHOWN = 10
TOP = 10


def tally(consultation: Consultation) -> dict[str, Any]:
    """Return what can be counted: whole numbers, codes and keys; no texts, no names.

    Each total is the sum of rows that one statement read, so the parts always add up. Texts stay
    out because a person may withdraw theirs after the figures are frozen.
    """
    proposals = _proposals(consultation)
    voted = [proposal for proposal in proposals if proposal["votes"]]
    alcaldias, participants = _alcaldias(consultation)
    return {
        "version": 3,
        "consultation": consultation.slug,
        "ballot": consultation.ballot,
        "source": consultation.source,
        "participants": participants,
        "voters": Vote.objects.filter(proposal__consultation=consultation)
        .values("voter")
        .distinct()
        .count(),
        "votes": {
            name: sum(proposal[name] for proposal in proposals)
            for name in ("agree", "pass", "disagree", "votes")
        },
        "comments": sum(proposal["comments"] for proposal in proposals),
        "alcaldias": alcaldias,
        "proposals": proposals,
        "top_by_agreement": _top(voted, lambda one: (-one["agreement"], -one["votes"], one["id"])),
        "top_by_support": _top(voted, lambda one: (-one["agree"], -one["votes"], one["id"])),
        "imported": _imported(proposals),
        "top_imported": _top(
            [one for one in proposals if one["imported_for"] is not None],
            lambda one: (-one["imported_for"], one["id"]),
        ),
    }


def _proposals(consultation: Consultation) -> list[dict[str, Any]]:
    rows = (
        Proposal.objects.published()
        .filter(consultation=consultation)
        .order_by("pk")
        .values_list(
            "pk", "agree_count", "pass_count", "disagree_count", "comments_count",
            "imported_for", "imported_against",
        )
    )  # fmt: skip
    return [
        {
            "id": pk,
            "agree": agree,
            "pass": passed,
            "disagree": disagree,
            "votes": agree + passed + disagree,
            # Per thousand, so that no float depends on who computes it.
            "agreement": 1000 * (agree + 1) // (agree + passed + disagree + 2),
            "comments": comments,
            "imported_for": imported_for,
            "imported_against": imported_against,
        }
        for pk, agree, passed, disagree, comments, imported_for, imported_against in rows
    ]


def _top(proposals: list[dict[str, Any]], key: Any) -> list[int]:
    return [proposal["id"] for proposal in sorted(proposals, key=key)[:TOP]]


def _imported(proposals: list[dict[str, Any]]) -> dict[str, int] | None:
    """Return what another platform counted; never added to our votes."""
    counted = [one for one in proposals if one["imported_for"] is not None]
    if not counted:
        return None
    return {
        "for": sum(one["imported_for"] for one in counted),
        "against": sum(one["imported_against"] or 0 for one in counted),
        "proposals": len(counted),
    }


def _alcaldias(consultation: Consultation) -> tuple[dict[str, Any], int]:
    """Return people by alcaldía, and everybody.

    Counts under ten are hidden, and the smallest ones above join them until what is hidden adds
    up to ten or more: no subtraction from the total brings back a small group.
    """
    counts = dict(
        Participation.objects.filter(consultation=consultation)
        .values_list("alcaldia")
        .annotate(people=Count("pk"))
        .order_by()
    )
    everybody = sum(counts.values())
    unknown = counts.pop(None, 0)
    places = {
        code: {"code": code, "name": name, "population": population}
        for code, name, population in Alcaldia.objects.values_list("pk", "name", "population_2020")
    }
    people = {code: counts.get(code, 0) for code in places}
    # Who did not say.
    places[""], people[""] = {"code": "", "name": "", "population": None}, unknown
    order = sorted(people, key=lambda code: (people[code], code))
    hidden = [code for code in order if people[code] < FEWEST_SHOWN]
    shown = order[len(hidden) :]
    while shown and 0 < sum(people[code] for code in hidden) < FEWEST_SHOWN:
        hidden.append(shown.pop(0))
    return {
        "shown": [{**places[code], "people": people[code]} for code in reversed(shown)],
        "hidden": [{"code": code, "name": places[code]["name"]} for code in sorted(hidden)],
    }, everybody

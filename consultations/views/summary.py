"""What came out of a consultation. Every number comes from the page's snapshot."""

from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from consultations.models import Consultation, Proposal, Response, Snapshot, SummaryPage
from consultations.reports import overview
from consultations.reports.tally import FEWEST_SHOWN
from consultations.views import summary_opinions


def page_context(request: HttpRequest, page: SummaryPage) -> dict[str, Any]:
    """Return the figures in words, the proposals they speak of, and the city's answers."""
    parent = page.get_parent().specific
    snapshot = Snapshot.objects.select_related("consultation").get(pk=page.snapshot_id)
    figures, consultation = snapshot.figures, snapshot.consultation
    proposals = Proposals(figures)
    supported, imported = proposals.ranked("top_by_support"), proposals.ranked("top_imported")
    phases = overview.in_order(consultation.phases.all())
    return {
        "consultation": consultation,
        "page_url": request.build_absolute_uri(request.path),
        "question": parent,
        "question_url": parent.get_url(request),
        "tone": overview.tone(consultation),
        "snapshot": snapshot,
        "is_intact": snapshot.is_intact(),
        "starts_at": phases[0].starts_at if phases else None,
        "ends_at": consultation.closed_at or max((phase.ends_at for phase in phases), default=None),
        "is_opinion": figures["ballot"] == Consultation.Ballot.OPINION,
        "is_imported": bool(figures["source"]),
        "stats": _stats(figures),
        "agreed": proposals.ranked("top_by_agreement"),
        "supported": supported,
        "supported_bars": [row | {"value": row["agree"]} for row in supported],
        "imported": imported,
        "imported_bars": [row | {"value": row["imported_for"]} for row in imported],
        "opinions": summary_opinions.context(figures, proposals.words),
        "alcaldias": _alcaldias(figures),
        "rate_columns": [
            {"label": _("Alcaldía")},
            {"label": _("Personas"), "number": True},
            {"label": _("Por cada 10 000"), "number": True},
        ],
        "responses": Response.objects.published()
        .filter(proposal__consultation=consultation)
        .select_related("proposal")
        .order_by("-published_at", "pk"),
        "crumbs": [
            {"label": _("Consultas"), "url": parent.get_parent().get_url(request)},
            {"label": parent.title, "url": parent.get_url(request)},
        ],
    }


class Proposals:
    """Figures of the snapshot beside today's words (one query)."""

    def __init__(self, figures: dict[str, Any]) -> None:
        self.figures = figures
        self.numbers = {one["id"]: one for one in figures["proposals"]}
        named = {
            pk
            for top in ("top_by_agreement", "top_by_support", "top_imported")
            for pk in figures[top]
        }
        named |= summary_opinions.named(figures)
        self.texts = (
            Proposal.objects.published()
            .only("pk", "title", "language")
            .in_bulk([pk for pk in self.numbers if pk in named])
        )

    def ranked(self, top: str) -> list[dict[str, Any]]:
        """Return rows for lists, bars and tables: what was counted, and the words if any."""
        return [
            {
                **self.numbers[pk],
                **self.words(pk),
                "percent": round(
                    100 * self.numbers[pk]["agree"] / (self.numbers[pk]["votes"] or 1)
                ),
            }
            for pk in self.figures[top]
        ]

    def words(self, pk: int) -> dict[str, str]:
        """Return how a proposal is called and where it is read, as far as it still is."""
        proposal = self.texts.get(pk)
        return {
            "label": proposal.title if proposal else _("Propuesta que ya no se publica"),
            "language": proposal.language if proposal else "",
            "url": proposal.get_absolute_url() if proposal else "",
        }


def _stats(figures: dict[str, Any]) -> list[dict[str, Any]]:
    people = figures["participants"] or figures["voters"]
    votes, proposals = figures["votes"]["votes"], len(figures["proposals"])
    tiles = [
        (people, ngettext("persona participó", "personas participaron", people), "jacaranda"),
        (
            proposals,
            ngettext("propuesta publicada", "propuestas publicadas", proposals),
            "cempasuchil",
        ),
        (votes, ngettext("voto", "votos", votes), "nopal"),
        (
            figures["comments"],
            ngettext("comentario", "comentarios", figures["comments"]),
            "cielo",
        ),
    ]
    # Where another platform did not say who voted there is nothing to show, not a zero.
    return [
        {"value": intcomma(number), "label": label, "tone": tone}
        for number, label, tone in tiles
        if number or not figures["source"]
    ]


def _alcaldias(figures: dict[str, Any]) -> dict[str, Any]:
    shown, hidden = figures["alcaldias"]["shown"], figures["alcaldias"]["hidden"]

    def name(row: dict[str, Any]) -> str:
        return row["name"] or str(_("No dijo su alcaldía"))

    return {
        "bars": [{"label": name(row), "value": row["people"]} for row in shown],
        "max": max((row["people"] for row in shown), default=1),
        "rates": [
            [name(row), row["people"], round(10_000 * row["people"] / row["population"], 1)]
            for row in shown
            if row["population"]
        ],
        "hidden": sorted(name(row) for row in hidden),
        "fewest": FEWEST_SHOWN,
    }

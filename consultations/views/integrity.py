"""The integrity of votes, for auditors: how they came, what looks odd, voiding with two people."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ciudad_global.common import keyset
from ciudad_global.common.permissions import Refused
from ciudad_global.moderation.permissions import reads_everything
from ciudad_global.moderation.views.team import tabs
from ciudad_global.users.models import User
from consultations.actions import void as actions
from consultations.forms import VoidForm
from consultations.models import Consultation, Voiding
from consultations.permissions import void as permissions
from consultations.reports import flagged, integrity

CONSULTATIONS = 20
VOIDINGS = 20
# How the set of suspended accounts stands in an address; a group's is its key.
SUSPENDED = "suspendidas"

View = Callable[..., HttpResponse]


def auditors_only(view: View) -> View:
    """Let in who may read everything; the others see 403, visitors the way to sign in."""

    @wraps(view)
    def checked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not reads_everything(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return login_required(never_cache(checked))


@auditors_only
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List the consultations."""
    page = keyset.page(
        Consultation.objects.public(),
        by="-id",
        size=CONSULTATIONS,
        after=request.GET.get("despues", ""),
        before=request.GET.get("antes", ""),
    )
    context = {
        "consultations": page.rows,
        "tabs": tabs("consultations:integrity", cast("User", request.user)),
        "previous_url": page.earlier and f"?antes={page.earlier}",
        "next_url": page.later and f"?despues={page.later}",
    }
    return render(request, "consultations/integrity_index.html", context)


@auditors_only
@require_safe
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show how the votes came, which ballots are the same, and what was voided."""
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    hours = integrity.hours(consultation, _moment(request.GET.get("hasta", "")))
    more, hours = hours[integrity.HOURS :], hours[: integrity.HOURS]
    voidings = keyset.page(
        consultation.voidings.all(),
        by="-id",
        size=VOIDINGS,
        after=request.GET.get("despues", ""),
        before=request.GET.get("antes", ""),
    )
    context = {
        "consultation": consultation,
        "hours": [
            [
                date_format(timezone.localtime(row.hour), "DATETIME_FORMAT"),
                row.votes,
                f"{row.new_percent} %",
            ]
            for row in hours
        ],
        "hour_columns": [
            {"label": _("Hora")},
            {"label": _("Votos nuevos"), "number": True},
            {"label": _("De cuentas de menos de 24 horas"), "number": True},
        ],
        "earlier_hours_url": f"?hasta={hours[-1].hour:%Y-%m-%dT%H}#horas" if more else "",
        "bursts": [
            [
                _said(row.hour),
                row.network[:6],
                row.votes,
                row.by_new_accounts,
            ]
            for row in integrity.bursts(consultation)
        ],
        "burst_columns": [
            {"label": _("Hora")},
            {"label": _("Red, con su nombre de ese día"), "number": True},
            {"label": _("Votos nuevos"), "number": True},
            {"label": _("De cuentas de menos de 24 horas"), "number": True},
        ],
        "burst": integrity.BURST,
        "sets": _sets(consultation),
        "long": flagged.LONG,
        "fewest": flagged.FEWEST_ALIKE,
        "together": flagged.TOGETHER,
        "voidings": voidings.rows,
        "previous_url": voidings.earlier and f"?antes={voidings.earlier}#anulaciones",
        "next_url": voidings.later and f"?despues={voidings.later}#anulaciones",
    }
    return render(request, "consultations/integrity.html", context)


def _said(hour: datetime) -> str:
    return date_format(timezone.localtime(hour), "DATETIME_FORMAT")


def _moment(text: str) -> datetime | None:
    """Return the hour that an address names, in UTC; None when it names none."""
    try:
        return datetime.strptime(f"{text}+0000", "%Y-%m-%dT%H%z")
    except ValueError:
        return None


def _sets(consultation: Consultation) -> list[dict[str, Any]]:
    """Return the sets of votes that can be compared and voided, as rows of a list."""
    suspended = flagged.tokens(consultation, "")
    rows = [
        {"label": _("Votos de cuentas suspendidas"), "voters": len(suspended), "key": SUSPENDED}
    ] * bool(suspended)
    for group in flagged.groups(consultation):
        label = _("Boletas idénticas de %(votes)d votos") % {"votes": group.votes_each}
        rows.append({"label": label, "voters": group.voters, "key": group.key})
    return [
        row | {"url": reverse("consultations:flagged", args=[consultation.slug, row["key"]])}
        for row in rows
    ]


@auditors_only
@require_http_methods(["GET", "HEAD", "POST"])
def flagged_votes(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Show the results with and without a set of votes; POST proposes to void it."""
    user = cast("User", request.user)
    consultation = get_object_or_404(Consultation.objects.public(), slug=slug)
    ballot = "" if key == SUSPENDED else key
    form = VoidForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            voiding = actions.propose(
                by=user, consultation=consultation, ballot=ballot, **form.cleaned_data
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Listo: falta que otra persona lo confirme."))
            return redirect("consultations:voiding", voiding.pk)
    voters = flagged.tokens(consultation, ballot)
    if not voters:
        raise Http404
    asked = request.GET.get("pagina", "1")
    page = int(asked) if asked.isdecimal() and 0 < len(asked) < 6 else 1
    rows: list[integrity.Difference] = []
    more = False
    if consultation.shows_totals:
        rows, more = integrity.differences(consultation, voters, max(page, 1))
    context = {
        "consultation": consultation,
        "is_suspended": not ballot,
        "voters": len(voters),
        "votes": flagged.own_votes(consultation, voters),
        "rows": rows,
        "form": form,
        "may_void": permissions.may_void(user, consultation),
        "previous_url": f"?pagina={page - 1}" if page > 1 else "",
        "next_url": f"?pagina={page + 1}" if more else "",
    }
    return render(request, "consultations/flagged.html", context)


@auditors_only
@require_http_methods(["GET", "HEAD", "POST"])
def voiding(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what was proposed to be voided; POST confirms or discards it (`step`)."""
    user = cast("User", request.user)
    found = get_object_or_404(
        Voiding.objects.select_related("consultation", "proposed_by", "decided_by"), pk=pk
    )
    if request.method == "POST":
        steps = {
            "confirm": (actions.confirm, _("Los votos quedaron anulados y la consulta lo dice.")),
            "discard": (actions.discard, _("Los votos se quedan como estaban.")),
        }
        if (step := request.POST.get("step", "")) not in steps:
            raise BadRequest("No such step.")
        act, done = steps[step]
        try:
            act(by=user, voiding=found)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, done)
        return redirect("consultations:voiding", pk)
    context = {
        "voiding": found,
        "may_confirm": permissions.may_confirm(user, found),
        "may_discard": permissions.may_discard(user, found),
    }
    return render(request, "consultations/voiding.html", context)

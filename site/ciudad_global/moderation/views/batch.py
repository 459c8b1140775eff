"""Deciding many cases at once: choosing, looking at what will happen, a second person."""

from collections import Counter
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from ciudad_global.common import keyset
from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import batches as visible
from ciudad_global.moderation import permissions, queue, suggestions
from ciudad_global.moderation.actions import batch as actions
from ciudad_global.moderation.actions.undo import WITHIN
from ciudad_global.moderation.batch_forms import BatchForm, read_items, write_items
from ciudad_global.moderation.forms import QueueFilters
from ciudad_global.moderation.models import Batch, Case
from ciudad_global.moderation.states import Outcome
from ciudad_global.moderation.views.team import tabs, team_only
from ciudad_global.users.models import User

PAGE_SIZE = 30
LISTED = 50  # of one batch; the others are counted


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Take what was chosen in the queue through decision and preview to the deed (`step`).

    `scope=all` chooses what the address's filters find instead of what was ticked.
    """
    user = cast("User", request.user)
    filters = QueueFilters(request.GET, user=user)
    back = reverse("moderation:queue") + filters.query()
    if request.method != "POST":
        return redirect(back)
    if request.POST.get("scope") == "all":
        by = queue.COLUMNS[filters.wanted.sort]
        matching = queue.waiting(user, filters.wanted)
        found = matching.order_by(by, "-pk" if by.startswith("-") else "pk").with_content()
        cases = list(found[: actions.MOST])
        seen = {case.pk: case.seen_as() for case in cases}
    else:
        seen = read_items(request.POST.getlist("items"))
        chosen = queue.visible_to(user).filter(pk__in=list(seen)[: actions.MOST])
        cases = list(chosen.with_content().order_by("pk"))
    if not cases:
        messages.warning(request, _("Elige primero al menos un caso."))
        return redirect(back)
    step = request.POST.get("step", "")
    form = BatchForm(
        request.POST if step else None,
        cases=cases,
        initial={"outcome": request.POST.get("outcome", "")},
    )
    context: dict[str, Any] = {
        "form": form,
        "query": filters.query(),
        "back": back,
        "number": len(cases),
        # Where more match than one batch holds, the page says so.
        "most": actions.MOST if len(cases) == actions.MOST else None,
        "items": write_items({case.pk: seen[case.pk] for case in cases}),
    }
    # Publishing needs no more words: keys lead straight to the preview.
    if step in ("", "choose") or not form.is_valid():
        return render(request, "moderation/batch_new.html", context)
    if step == "preview":
        found_so = actions.sort_out([user], cases, seen, form.cleaned_data["outcome"])
        context |= _preview(found_so, Outcome(form.cleaned_data["outcome"]))
        context["said"] = _said(found_so.can, form.cleaned_data)
        context["items"] = write_items({case.pk: seen[case.pk] for case in found_so.can})
        return render(request, "moderation/batch_preview.html", context)
    try:
        chosen_so = {case.pk: seen[case.pk] for case in cases}
        batch = actions.propose(by=user, seen=chosen_so, **form.cleaned_data)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect(back)
    _tell(request, batch)
    return redirect("moderation:batch", batch.pk)


def _preview(found: actions.Sorted, outcome: Outcome) -> dict[str, Any]:
    """Return what would happen: numbers by consultation, kind and state; and what stays out."""
    kinds = Counter(
        (
            case.place.title,
            str(case.content._meta.verbose_name_plural).capitalize(),
            case.content.get_state_display(),
        )
        for case in found.can
    )
    rows = [[" · ".join(names), number] for names, number in sorted(kinds.items())]
    return {
        "outcome": outcome,
        "columns": [
            {"label": _("Consulta, qué es y cómo está")},
            {"label": _("Cuántos"), "number": True},
        ],
        "rows": rows,
        "can": found.can[:LISTED],
        "can_count": len(found.can),
        "cannot": found.cannot[:LISTED],
        "cannot_count": len(found.cannot),
        "why_not": Counter(why for _case, why in found.cannot).most_common(),
        "needs_second_person": found.needs_second_person,
        "alone": actions.ALONE,
    }


def _said(cases: list[Case], words: dict[str, Any]) -> list[dict[str, Any]]:
    """Return what the authors will read, by language, and how many of them."""
    if words["text"] or not words["reason"]:
        return [{"text": words["text"], "number": len(cases)}] if words["text"] else []
    languages = Counter(suggestions.language_of(case.content) for case in cases)
    return [
        {
            "text": suggestions.suggested(words["reason"], language),
            "language": language,
            "number": number,
        }
        for language, number in languages.most_common()
    ]


@team_only
@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """List batches, newest first: what waits for a second person, or all."""
    user = cast("User", request.user)
    recent = request.GET.get("which") == "recent"
    waits = Q(state=Batch.State.PROPOSED)
    page = keyset.page(
        visible.visible_to(user).filter(~waits if recent else waits),
        by="-id",
        size=PAGE_SIZE,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "batches": page.rows,
        "recent": recent,
        "tabs": tabs("moderation:batches", user),
        **keyset.links(page, **({"which": "recent"} if recent else {})),
    }
    return render(request, "moderation/batches.html", context)


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a batch; POST confirms, discards or undoes it (`step`)."""
    user = cast("User", request.user)
    found = get_object_or_404(visible.visible_to(user), pk=pk)
    if request.method == "POST":
        steps = {
            "confirm": actions.confirm,
            "discard": actions.discard,
            "undo": actions.undo_batch,
        }
        if (step := request.POST.get("step", "")) not in steps:
            raise BadRequest("No such step.")
        try:
            _tell(request, steps[step](by=user, batch=found))
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect("moderation:batch", pk)
    context = {
        "batch": found,
        "tabs": tabs("moderation:batches", user),
        "may_confirm": actions.may_confirm(user, found),
        "is_own": found.proposed_by == user,
        "may_undo": actions.may_undo_batch(user, found),
        "undo_until": found.done_at and found.done_at + WITHIN,
        **_state_of(found, user),
    }
    return render(request, "moderation/batch.html", context)


def _state_of(batch: Batch, user: User) -> dict[str, Any]:
    """Return what would happen with a batch that waits; of another one, what happened."""
    seen = actions.seen_in(batch)
    if batch.state == Batch.State.PROPOSED:
        cases = list(Case.objects.filter(pk__in=seen).with_content().order_by("pk"))
        people = [batch.proposed_by]
        if batch.proposed_by != user and permissions.moderates(user):
            people.append(user)
        return _preview(
            actions.sort_out(people, cases, seen, batch.outcome), Outcome(batch.outcome)
        )
    everything = Case.objects.filter(pk__in=seen).with_content().order_by("pk")
    decisions = batch.decisions.exclude(outcome=Outcome.UNDONE)
    decided = everything.filter(pk__in=decisions.values("case"))
    out = everything.exclude(pk__in=decisions.values("case"))
    why = dict(actions.sort_out([user], out[:LISTED], seen, batch.outcome).cannot)
    stays = decisions.filter(undone=None) if batch.state == Batch.State.UNDONE else decisions.none()
    return {
        "can": decided[:LISTED],
        "can_count": decided.count(),
        "cannot": [(case, why.get(case, "")) for case in out[:LISTED]],
        "cannot_count": out.count(),
        # Of a batch that was taken back: what had changed meanwhile.
        "stays": everything.filter(pk__in=stays.values("case"))[:LISTED],
        "stays_count": stays.count(),
    }


def _tell(request: HttpRequest, batch: Batch) -> None:
    if batch.state == Batch.State.PROPOSED:
        said = _("Propuesta: falta que otra persona del equipo la confirme.")
    elif batch.state == Batch.State.DISCARDED:
        said = _("Descartada: no se decidió nada.")
    else:
        log = batch.decisions
        decided = log.exclude(outcome=Outcome.UNDONE).count()
        if batch.state == Batch.State.UNDONE:
            number = log.filter(outcome=Outcome.UNDONE).count()
            said = ngettext("Se deshizo %(n)s.", "Se deshicieron %(n)s.", number) % {"n": number}
            left = decided - number
        else:
            said = ngettext("Se decidió %(n)s.", "Se decidieron %(n)s.", decided) % {"n": decided}
            left = batch.items.count() - decided
        if left:
            out = ngettext("Quedó fuera %(n)s.", "Quedaron fuera %(n)s.", left) % {"n": left}
            said = f"{said} {out}"
    messages.success(request, said)

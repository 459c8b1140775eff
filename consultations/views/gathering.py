"""The screen of a table: proposals, comments and hands, sent at once or when there is a network."""

from typing import TYPE_CHECKING, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from ciudad_global.common import paging
from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Answer, Refused
from ciudad_global.common.refusal import refused
from consultations import permissions
from consultations.actions import gathering as actions
from consultations.gathering_forms import EntryForm, entry_form
from consultations.models import Entry, Gathering
from consultations.permissions.gathering import may_count, may_read, may_record
from consultations.reports import gatherings as reports

if TYPE_CHECKING:
    from ciudad_global.users.models import User

PAGE_SIZE = 30
_JSON = "application/json"


def get(pk: int) -> Gathering:
    """Return a table or batch with its consultation and session; else raise Http404."""
    return get_object_or_404(Gathering.objects.select_related("consultation", "encounter"), pk=pk)


@login_required
@never_cache
@require_safe
def index(request: HtmxRequest) -> HttpResponse:
    """List the tables and batches that the person writes down for."""
    found = reports.mine(request.user)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {"page": page, **paging.links(request, page)}
    sources = reports.sources(gathering.pk for gathering in page)
    context["rows"] = [(gathering, sources[gathering.pk]) for gathering in page]
    return render(request, "consultations/gatherings/index.html", context)


@login_required
@never_cache
@require_safe
def gathering(request: HtmxRequest, pk: int) -> HttpResponse:
    """Show the screen of a table; of a batch of paper forms, their list."""
    gathering = get(pk)
    if answer := may_record(request.user, gathering):
        if gathering.is_paper:
            return redirect("consultations:paper", pk)
        return _screen(request, gathering)
    return refused(request, answer, gathering.consultation.get_absolute_url())


@require_safe
def worker(request: HtmxRequest) -> HttpResponse:
    """Send the script that opens a table's screen without a network: it works below here."""
    script = "consultations/gatherings/worker.js"
    return render(request, script, content_type="text/javascript; charset=utf-8")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def entries(request: HtmxRequest, pk: int) -> HttpResponse:
    """List what was sent from a table; POST sends something, from the form or from the queue that
    a phone keeps (which asks for JSON).
    """
    wants_json = request.headers.get("Accept") == _JSON
    if not request.user.is_authenticated:
        if wants_json:
            why = _("Tu sesión terminó. Entra de nuevo: lo que falta por enviar sigue aquí.")
            return JsonResponse({"why": why}, status=401)
        return login_required(_list)(request, pk)
    gathering = get(pk)
    if request.method != "POST":
        return _list(request, pk)
    if answer := may_record(request.user, gathering):
        return _receive(request, gathering, wants_json)
    if wants_json:
        return JsonResponse({"why": answer.why}, status=403)
    return refused(request, answer, gathering.consultation.get_absolute_url())


def _receive(request: HtmxRequest, gathering: Gathering, wants_json: bool) -> HttpResponse:
    form = entry_form(request.POST.get("kind", ""), gathering, request.POST)
    if form is None or gathering.is_paper:
        return HttpResponse(status=400)
    if form.is_valid():
        envelope = form.pop_envelope()
        try:
            entry = actions.record(
                by=cast("User", request.user),
                gathering=gathering,
                fields=form.cleaned_data,
                typed=_typed(request, form),
                **envelope,
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            return _received(request, entry, wants_json)
    if wants_json:
        why = " ".join(
            f"{form.fields[name].label}: {error}" if name in form.fields else str(error)
            for name, errors in form.errors.items()
            for error in errors
        )
        return JsonResponse({"why": why}, status=422)
    return _screen(request, gathering, form)


def _received(request: HtmxRequest, entry: Entry, wants_json: bool) -> HttpResponse:
    if wants_json:
        row = render_to_string("consultations/gatherings/entry.html", {"entry": entry}, request)
        return JsonResponse({"state": entry.state, "why": entry.why, "row": row})
    if entry.is_refused:
        messages.warning(
            request, _("No se recibió: %(why)s Lo que escribiste se guardó.") % {"why": entry.why}
        )
    else:
        messages.success(request, _("Anotado."))
    return redirect("consultations:gathering", entry.gathering_id)


def _typed(request: HtmxRequest, form: EntryForm) -> dict[str, str]:
    """Return what was typed, to keep it where it is refused."""
    hidden = {field.name for field in form.hidden_fields()}
    return {name: request.POST.get(name, "") for name in form.fields if name not in hidden}


def _screen(
    request: HtmxRequest, gathering: Gathering, sent: EntryForm | None = None
) -> HttpResponse:
    consultation = gathering.consultation
    phases = list(consultation.phases.all())
    may: dict[str, Answer] = {
        Entry.Kind.PROPOSAL: permissions.allowed_by_phase(
            consultation, phases, permissions.PROPOSE
        ),
        Entry.Kind.COMMENT: permissions.allowed_by_phase(consultation, phases, permissions.COMMENT),
        Entry.Kind.COUNT: may_count(consultation),
    }
    labels = {
        Entry.Kind.PROPOSAL: _("Propuesta"),
        Entry.Kind.COMMENT: _("Comentario"),
        Entry.Kind.COUNT: _("Manos sobre una propuesta"),
    }
    context = {
        "gathering": gathering,
        "source": reports.source(gathering),
        "page": consultation.page,
        "parts": [
            {
                "kind": kind,
                "label": labels[kind],
                "may": may[kind],
                "form": sent
                if sent and sent.kind_of_entry == kind
                else entry_form(kind, gathering),
            }
            for kind in Entry.Kind
        ],
        "offered": list(reports.offered(consultation)),
        "latest": list(reports.entries(gathering)[:10]),
    }
    return render(
        request, "consultations/gatherings/table.html", context, status=422 if sent else 200
    )


def _list(request: HtmxRequest, pk: int) -> HttpResponse:
    gathering = get(pk)
    if not (answer := may_read(request.user, gathering)):
        return refused(request, answer, gathering.consultation.get_absolute_url())
    found = reports.entries(gathering)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "gathering": gathering,
        "source": reports.source(gathering),
        "page": page,
        **paging.links(request, page),
    }
    return render(request, "consultations/gatherings/entries.html", context)

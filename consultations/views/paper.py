"""Typing paper forms: each by two persons who do not see each other's text."""

from typing import TYPE_CHECKING, Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ciudad_global.common import paging
from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Refused
from ciudad_global.common.refusal import refused
from consultations.actions import paper as actions
from consultations.gathering_forms import FormNumberForm, PaperTypingForm
from consultations.models import Gathering, PaperForm
from consultations.permissions.gathering import may_record, may_settle, may_type
from consultations.reports import gatherings as reports
from consultations.views import gathering as gatherings

if TYPE_CHECKING:
    from ciudad_global.users.models import User

PAGE_SIZE = 50


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forms(request: HtmxRequest, pk: int) -> HttpResponse:
    """List the forms of a batch; POST goes to the one with this number."""
    gathering = gatherings.get(pk)
    if not gathering.is_paper:
        raise Http404
    if not (answer := may_record(request.user, gathering)):
        return refused(request, answer, gathering.consultation.get_absolute_url())
    form = FormNumberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect("consultations:paper_form", pk, form.cleaned_data["number"])
    found = gathering.forms.select_related("proposal").order_by("number")
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("pagina"))
    context = {
        "gathering": gathering,
        "source": reports.source(gathering),
        "form": form,
        "page": page,
        **paging.links(request, page),
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/gatherings/paper.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HtmxRequest, pk: int, number: int) -> HttpResponse:
    """Type a form, or say what the paper says where two persons typed it differently."""
    gathering = gatherings.get(pk)
    if not gathering.is_paper or not 0 < number < 1_000_000:
        raise Http404
    if not (answer := may_record(request.user, gathering)):
        return refused(request, answer, gathering.consultation.get_absolute_url())
    paper = gathering.forms.filter(number=number).select_related("gathering").first()
    if paper and paper.state == PaperForm.State.DIFFERENT:
        return _settle(request, paper)
    # What was sent is looked at first: nothing that was typed is answered with a bare no.
    typing = PaperTypingForm(gathering.consultation, request.POST or None)
    if request.method == "POST" and typing.is_valid():
        try:
            paper = actions.type_in(
                by=cast("User", request.user),
                gathering=gathering,
                number=number,
                typed=typing.typed(),
            )
        except Refused as refusal:
            typing.add_error(None, str(refusal))
        else:
            return _done(request, paper)
    elif request.method != "POST" and paper and not (answer := may_type(request.user, paper)):
        return refused(request, answer, request.path.rsplit("/", 2)[0] + "/")
    return _page(request, gathering, number, typing, second=paper is not None)


def _settle(request: HtmxRequest, paper: PaperForm) -> HttpResponse:
    answer = may_settle(request.user, paper)
    if not answer:
        return refused(request, answer, request.path.rsplit("/", 2)[0] + "/")
    gathering, second = paper.gathering, cast("dict[str, Any]", paper.second)
    typing = PaperTypingForm(gathering.consultation, request.POST or None, typed=paper.first)
    if request.method == "POST" and typing.is_valid():
        try:
            paper = actions.settle(by=cast("User", request.user), form=paper, typed=typing.typed())
        except Refused as refusal:
            typing.add_error(None, str(refusal))
        else:
            return _done(request, paper)
    labels = {name: field.label for name, field in typing.fields.items()}
    names = {"theme": dict(typing.fields["theme"].choices)} if "theme" in typing.fields else {}  # type: ignore[attr-defined]
    names["language"] = dict(typing.fields["language"].choices)  # type: ignore[attr-defined]
    context = {
        "different": [
            {
                "label": labels[name],
                "first": _shown(paper.first.get(name, ""), names.get(name)),
                "second": _shown(second.get(name, ""), names.get(name)),
            }
            for name in actions.differences(paper.first, second)
            if name in labels
        ]
    }
    return _page(request, gathering, paper.number, typing, **context)


def _shown(value: str, names: dict[Any, Any] | None) -> str:
    """Return what was typed, in words where it is a choice."""
    if names is None:
        return value
    return str(next((label for key, label in names.items() if str(key) == value), value))


def _done(request: HtmxRequest, paper: PaperForm) -> HttpResponse:
    """Say what became of a form, and go on with the next one."""
    facts = {"number": paper.number, "why": paper.why}
    if paper.state == PaperForm.State.ONCE:
        said = _("Formulario %(number)d: guardado. Falta que otra persona lo capture.")
    elif paper.state == PaperForm.State.DIFFERENT:
        messages.warning(
            request,
            _("Formulario %(number)d: las dos capturas difieren. Revísalo con el papel.") % facts,
        )
        return redirect(request.path)
    elif paper.is_recorded:
        said = _("Formulario %(number)d: las dos capturas coinciden. Ya es una propuesta.")
    else:
        said = _("Formulario %(number)d: no se recibió. %(why)s Las capturas se guardaron.")
    (messages.success if paper.state != PaperForm.State.REFUSED else messages.warning)(
        request, said % facts
    )
    return redirect("consultations:paper", paper.gathering_id)


def _page(
    request: HtmxRequest,
    gathering: Gathering,
    number: int,
    form: PaperTypingForm,
    **context: Any,
) -> HttpResponse:
    context |= {
        "gathering": gathering,
        "source": reports.source(gathering),
        "number": number,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/gatherings/paper_form.html", context, status=status)

"""The draft of a session's minutes, for those who were there: to read and to correct."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from ciudad_global.common import keyset
from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Refused
from ciudad_global.common.refusal import refused
from dialogues.actions import minutes as actions
from dialogues.minutes_forms import CorrectionForm
from dialogues.models import Minutes
from dialogues.permissions import minutes as permissions
from dialogues.reports import minutes as reports


@never_cache
@require_http_methods(["GET", "POST"])
def draft(request: HtmxRequest, key: uuid.UUID) -> HttpResponse:
    """Show the draft with the form for a correction; once it is final, lead to the session."""
    minutes = get_object_or_404(Minutes.objects.select_related("encounter"), encounter=key)
    page = minutes.encounter.page
    if page is None:
        raise Http404
    back = page.get_url(request)
    if minutes.is_final:
        return redirect(f"{back}#relatoria")
    readable = permissions.may_read_draft(request.user, minutes)
    if not readable:
        return refused(request, readable, back)
    answer = permissions.may_correct(request.user, minutes)
    form = CorrectionForm(
        request.POST or None,
        minutes=minutes,
        initial={"statement": _asked(request.GET.get("intervencion", ""))},
    )
    if request.method == "POST" and request.user.is_authenticated:
        if not answer:
            return refused(request, answer, request.path)
        if form.is_valid():
            try:
                actions.propose(by=request.user, minutes=minutes, **form.cleaned_data)
            except Refused as refusal:
                return refused(request, refusal.answer, request.path)
            messages.success(request, _("Gracias. La revisan y te avisamos."))
            return redirect(f"{request.path}#mis-correcciones")
    said = keyset.page(
        minutes.statements.all().prefetch_related("tags"),
        by="sort_order",
        size=reports.PAGE_SIZE,
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    mine = minutes.corrections.filter(author=request.user.pk).order_by("-pk")
    context = {
        "minutes": minutes,
        "session": page,
        "statements": said.rows,
        **keyset.links(said),
        "form": form,
        "answer": answer,
        "mine": mine.select_related("statement")[: permissions.MOST_CORRECTIONS],
        "crumbs": [{"label": page.title, "url": back}],
    }
    return render(request, "dialogues/minutes_draft.html", context)


def _asked(number: str) -> str:
    """Return the id of the statement that a link chose; anything else chooses none."""
    return number if number.isdecimal() and len(number) < 10 else ""

"""Reporting what breaks a rule."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from django_htmx.http import push_url

from ciudad_global.common.http import HtmxRequest
from ciudad_global.common.permissions import Refused
from ciudad_global.common.refusal import go_to, in_place, refused
from ciudad_global.moderation import actions
from ciudad_global.moderation.forms import FlagForm
from consultations import permissions
from consultations.models import Comment, Proposal
from consultations.views import comment as comments
from consultations.views import proposal as proposals


@never_cache
@require_http_methods(["GET", "POST"])
def proposal(request: HtmxRequest, pk: int) -> HttpResponse:
    """Report a proposal."""
    return _flag(request, proposals.get(request, pk))


@never_cache
@require_http_methods(["GET", "POST"])
def comment(request: HtmxRequest, pk: int) -> HttpResponse:
    """Report a comment."""
    return _flag(request, comments.get(request, pk))


def _flag(request: HtmxRequest, content: Proposal | Comment) -> HttpResponse:
    if not content.is_published:
        return proposals.gone(request, content)
    user, back = request.user, content.get_absolute_url()
    answer = permissions.may_participate(user)
    if not answer or not user.is_authenticated:
        return refused(request, answer, back)
    form = FlagForm(request.POST or None, auto_id=f"reportar-{content.pk}-%s")
    if request.method == "POST" and form.is_valid():
        try:
            actions.flag(by=user, content=content, **form.cleaned_data)
        except Refused as refusal:
            return refused(request, refusal.answer, back)
        thanks = _("Gracias: una persona lo revisa.")
        if request.htmx:
            notice = {"level": "success", "text": thanks, "live": True}
            return push_url(render(request, "components/notice.html", notice), False)
        messages.success(request, thanks)
        return go_to(request, back)
    context = {
        "form": form,
        "content": content,
        "is_comment": isinstance(content, Comment),
        "action": request.path,
        "cancel_url": back,
        "submit_label": _("Enviar reporte"),
    }
    return in_place(request, "components/comment_form.html", "consultations/flag.html", context)

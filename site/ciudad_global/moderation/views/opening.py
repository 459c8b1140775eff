"""From where something is read to its case."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions, queue
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.views.team import team_only
from ciudad_global.users.models import User

# As they stand in the address.
KINDS = {"propuesta": "proposal", "comentario": "comment", "pregunta": "question"}


@team_only
@require_http_methods(["GET", "HEAD", "POST"])
def open_case(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """Lead to the content's case; where there is none, ask whether to open one (POST does)."""
    if kind not in KINDS:
        raise Http404
    user = cast("User", request.user)
    name = KINDS[kind]
    model: Any = Case._meta.get_field(name).related_model
    content = get_object_or_404(model._base_manager.select_related("author"), pk=pk)
    case = queue.visible_to(user).filter(**{name: content}).first()
    if case is None and request.method == "POST":
        try:
            case = actions.open_case(by=user, content=content)
        except Refused as refused:
            raise PermissionDenied(str(refused)) from refused
    if case:
        return redirect("moderation:case", case.pk)
    may_open = actions.may_open(user, content)
    context = {"content": content, "may_open": may_open}
    return render(request, "moderation/open.html", context, status=200 if may_open else 403)

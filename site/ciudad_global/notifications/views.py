"""A person's notices; in the demonstration, the mail that the site sends."""

import re
from typing import cast

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from ciudad_global.common import paging
from ciudad_global.notifications.models import Mail, Notice
from ciudad_global.notifications.words import words
from ciudad_global.users.models import User

PAGE = 20
MAILS = 100
_CODE = re.compile(r"(?<!\S)\d{6}(?!\S)")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def notices(request: HttpRequest) -> HttpResponse:
    """List a person's notices, unread first; POST marks all of them as read."""
    user = cast("User", request.user)
    if request.method == "POST":
        Notice.objects.unread_by(user).update(read_at=timezone.now())
        return redirect("notifications:list")
    newest = Notice.objects.filter(user=user).annotate(unread=Q(read_at__isnull=True))
    page = Paginator(newest.order_by("-unread", "-pk"), PAGE).get_page(request.GET.get("pagina"))
    with translation.override(user.language):
        items = [(notice, words(notice.kind, notice.facts)) for notice in page]
    context = {
        "items": items,
        "page": page,
        **paging.links(request, page),
    }
    return render(request, "notifications/list.html", context)


@login_required
@require_POST
def open_notice(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one's own notice as read and go where it leads."""
    notice = get_object_or_404(Notice, pk=pk, user=request.user)
    Notice.objects.filter(pk=pk, read_at__isnull=True).update(read_at=timezone.now())
    return redirect(notice.url or "notifications:list")


@never_cache
@require_GET
def mails(request: HttpRequest) -> HttpResponse:
    """List the latest mails. Routed in the demonstration only."""
    latest = Mail.objects.order_by("-pk").only("to", "subject", "created_at", "sent_at", "text")
    items = [(mail, _code(mail)) for mail in latest[:MAILS]]
    return render(request, "notifications/mails.html", {"items": items})


@never_cache
@require_GET
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one mail as its text. Routed in the demonstration only."""
    found = get_object_or_404(Mail, pk=pk)
    return render(request, "notifications/mail.html", {"mail": found, "code": _code(found)})


def _code(mail: Mail) -> str:
    """Return the six-digit code that the mail brings, or ""."""
    found = _CODE.search(mail.text)
    return found.group() if found else ""

"""What the header says about notices."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ciudad_global.notifications.models import Notice


def unread(request: HttpRequest) -> dict[str, Any]:
    """Return `unread_count` for a signed-in person; counted only where a page shows it."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return {}
    user = request.user
    return {"unread_count": SimpleLazyObject(lambda: Notice.objects.unread_by(user).count())}

"""Whether this machine can answer."""

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


def database_answers() -> bool:
    """Return whether the database can be read."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def cache_answers() -> bool:
    """Return whether the cache keeps what it is given."""
    try:
        cache.set("health", True, 10)
        return cache.get("health") is True
    except Exception:  # each cache has its own errors
        return False


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 when database and cache do, else 503, and say which one does not."""
    parts = {"database": database_answers(), "cache": cache_answers()}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)

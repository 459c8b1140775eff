"""Sessions by year, and those to come, of all dialogues in one language."""

from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractYear
from django.utils import timezone
from wagtail.models import Locale

from dialogues.models import SessionPage


def public() -> QuerySet[SessionPage]:
    """Return each public session once: its page in the active language, else another one."""
    active = Locale.get_active()
    spoken = SessionPage.objects.live().filter(locale=active).values("translation_key")
    return SessionPage.objects.live().filter(Q(locale=active) | ~Q(translation_key__in=spoken))


def coming() -> QuerySet[SessionPage]:
    """Return the sessions that are not over, soonest first."""
    return public().filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")


def past(year: int) -> QuerySet[SessionPage]:
    """Return the sessions of a year (in the city's time) that are over, latest first."""
    over = public().filter(ends_at__lte=timezone.now(), starts_at__year=year)
    return over.order_by("-starts_at", "-pk")


def years() -> list[int]:
    """Return the years that have sessions that are over, latest first (one query)."""
    over = SessionPage.objects.live().filter(ends_at__lte=timezone.now())
    found = over.annotate(year=ExtractYear("starts_at")).values_list("year", flat=True)
    return sorted(set(found.distinct()), reverse=True)

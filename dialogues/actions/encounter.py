"""Keeping the row of a session as its public page says."""

import uuid
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Case, Value, When

from dialogues.actions import registration
from dialogues.models import Encounter, SessionPage


def follow(key: uuid.UUID) -> Encounter | None:
    """Make the encounter of this translation key say what its live pages say, and return it.

    Of several translations the one in the site's first language decides. A session whose last
    page went offline is cancelled. Returns None while none was ever public.
    """
    with transaction.atomic():
        encounter = Encounter.objects.select_for_update().filter(pk=key).first()
        page = _deciding(key)
        if page is None:
            if encounter and not encounter.is_cancelled:
                _change(encounter, state=Encounter.State.CANCELLED)
            return encounter
        facts = _facts(page)
        if encounter is None:
            # Two languages may go live at once: the second finds the row of the first.
            return Encounter.objects.get_or_create(pk=key, defaults=facts)[0]
        _change(encounter, **facts)
        return encounter


def _deciding(key: uuid.UUID) -> SessionPage | None:
    first = Case(
        When(locale__language_code=settings.LANGUAGE_CODE, then=Value(0)), default=Value(1)
    )
    return SessionPage.objects.live().filter(translation_key=key).order_by(first, "pk").first()


def _facts(page: SessionPage) -> dict[str, Any]:
    return {
        "title": page.title,
        "starts_at": page.starts_at,
        "ends_at": page.ends_at,
        "place": ", ".join(filter(None, [page.venue, page.address])),
        "capacity": page.capacity,
        "state": Encounter.State.CANCELLED if page.is_cancelled else Encounter.State.SCHEDULED,
    }


def _change(encounter: Encounter, **facts: Any) -> None:
    """Write what differs. All but the title and the number of seats moves people's plans."""
    changed = {name for name, value in facts.items() if getattr(encounter, name) != value}
    if not changed:
        return
    for name in changed:
        setattr(encounter, name, facts[name])
    if not changed <= {"title", "capacity"}:
        encounter.sequence += 1
    encounter.save()
    registration.tell_of_change(encounter, changed)

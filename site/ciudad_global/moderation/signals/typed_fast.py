"""Sent sooner than a person types it."""

from django.utils.translation import gettext as _

from ciudad_global.moderation.signals.kind import Facts, Kind, Post

SECONDS = 3
# Whoever agrees in two words needs no more.
LENGTH = 40


def look(post: Post) -> Facts | None:
    """Return the seconds that a longer text took, where they are too few."""
    seconds = post.arrival.seconds
    if seconds is None or seconds >= SECONDS or len(post.text) < LENGTH:
        return None
    return {"seconds": round(seconds, 1)}


def sentence(facts: Facts) -> str:
    """Say how long it took."""
    return _("Se envió %(seconds)s segundos después de abrir el formulario.") % facts


KIND = Kind("typed_fast", 5, look, sentence, of_arrival=True)

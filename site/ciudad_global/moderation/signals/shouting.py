"""Mostly capitals."""

from django.utils.translation import gettext as _

from ciudad_global.moderation.signals.kind import Facts, Kind, Post

# Shorter ones are names and acronyms.
LETTERS = 40
PER_CENT = 70


def look(post: Post) -> Facts | None:
    """Return the share of capitals where they are most of a text's letters."""
    letters = [letter for letter in post.text if letter.isalpha()]
    if len(letters) < LETTERS:
        return None
    per_cent = 100 * sum(letter.isupper() for letter in letters) // len(letters)
    return {"per_cent": per_cent} if per_cent >= PER_CENT else None


def sentence(facts: Facts) -> str:
    """Say how much is written in capitals."""
    return _("Está casi todo en mayúsculas (%(per_cent)d %%).") % facts


KIND = Kind("shouting", 3, look, sentence)

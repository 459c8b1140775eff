"""Beginning a consultation: process, phases, themes and page at once, all of them drafts."""

from collections.abc import Iterable
from datetime import datetime
from itertools import count

from django.db import transaction
from django.utils.text import slugify
from wagtail.log_actions import log

from ciudad_global.common.permissions import require
from ciudad_global.users.models import User
from consultations.models import Consultation, ConsultationIndexPage, ConsultationPage, Theme
from consultations.patterns import Pattern
from consultations.permissions.preparation import may_begin

_SLUG = Consultation._meta.get_field("slug").max_length or 80


def begin(
    *,
    by: User,
    below: ConsultationIndexPage,
    pattern: Pattern,
    question: str,
    introduction: str,
    opens_at: datetime,
    closes_at: datetime,
    moderators: Iterable[User] = (),
    themes: Iterable[tuple[str, str]] = (),
    who_decides: str = "",
    what_next: str = "",
) -> ConsultationPage:
    """Write drafts of a consultation and its page; return the page. Raises Refused.

    People take part from `opens_at` to `closes_at`; `themes` are names in Spanish and English.
    """
    require(may_begin(by, below))
    with transaction.atomic():
        consultation = Consultation(
            title=question,
            slug=_free_slug(question, below),
            ballot=pattern.ballot,
            supports_limit=pattern.supports_limit,
            totals=pattern.totals,
        )
        consultation.phases.set(pattern.phases(opens_at, closes_at))
        consultation.themes.set(_themes(themes))
        consultation.save()
        consultation.moderators.set(moderators)
        log(consultation, "wagtail.create", user=by)
        page = ConsultationPage(
            consultation=consultation,
            title=question,
            slug=consultation.slug,
            introduction=introduction,
            who_decides=who_decides,
            what_next=what_next,
            locale=below.locale,
            owner=by,
            live=False,
        )
        below.add_child(instance=page)
        page.save_revision(user=by, log_action=True)
    return page


def _themes(names: Iterable[tuple[str, str]]) -> list[Theme]:
    themes: dict[str, Theme] = {}
    for spanish, english in names:
        slug = slugify(spanish)[:60] or f"tema-{len(themes) + 1}"
        themes.setdefault(
            slug, Theme(slug=slug, name_es=spanish, name_en=english, order=len(themes) + 1)
        )
    return list(themes.values())


def _free_slug(question: str, below: ConsultationIndexPage) -> str:
    """Return an address that neither a consultation nor a page beside the new one has."""
    wanted = slugify(question)[: _SLUG - 4].strip("-") or "consulta"
    taken = {
        *Consultation.objects.filter(slug__startswith=wanted).values_list("slug", flat=True),
        *below.get_children().filter(slug__startswith=wanted).values_list("slug", flat=True),
    }
    return next(
        slug
        for number in count(1)
        if (slug := wanted if number == 1 else f"{wanted}-{number}") not in taken
    )

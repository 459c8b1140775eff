"""The closed consultation that an import fills, with its phase and its page."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.validators import slug_re
from wagtail.rich_text import RichText

from ciudad_global.common.html import render
from consultations.actions import recount
from consultations.imports.rows import ImportFailed, shorten
from consultations.models import Consultation, ConsultationIndexPage, ConsultationPage, Phase

SLUG_LIMIT = 80
DESCRIPTION_LIMIT = 20_000


def check_options(slug: str, language: str) -> None:
    """Raise ImportFailed unless the slug is one and the site has the language."""
    if not slug_re.fullmatch(slug) or len(slug) > SLUG_LIMIT:
        raise ImportFailed(f"«{slug}» no puede ser una dirección: usa letras, números y guiones.")
    known = [code for code, _name in settings.LANGUAGES]
    if language not in known:
        raise ImportFailed(f"Idioma desconocido: «{language}». Puede ser {' o '.join(known)}.")


def is_there(slug: str, source: str) -> bool:
    """Return whether this was imported before; raise ImportFailed if the slug is another's."""
    there = Consultation.objects.filter(slug=slug).values_list("source", flat=True).first()
    if there is not None and there != source:
        raise ImportFailed(f"Ya hay otra consulta con la dirección «{slug}».")
    return there is not None


def open_for_import(
    *,
    slug: str,
    title: str,
    source: str,
    ballot: Consultation.Ballot,
    starts_at: datetime,
    ends_at: datetime,
) -> Consultation:
    """Create the consultation, closed, with the one phase that its data lasted."""
    consultation = Consultation.objects.create(
        title=shorten(title, 160),
        slug=slug,
        state=Consultation.State.CLOSED,
        ballot=ballot,
        published_at=starts_at,
        closed_at=ends_at,
        source=shorten(source, 300),
    )
    Phase.objects.create(
        consultation=consultation,
        kind=Phase.Kind.RESULTS,
        starts_at=starts_at,
        ends_at=max(ends_at, starts_at + timedelta(seconds=1)),
    )
    return consultation


def finish(
    consultation: Consultation, *, title: str, description: str, language: str
) -> ConsultationPage | None:
    """Count what was imported and publish the page; None where the site has no list of pages.

    The description's first paragraph introduces the page, the others explain it.
    """
    recount.fix(consultation)
    index = ConsultationIndexPage.objects.filter(locale__language_code=language).first()
    if index is None:
        return None
    if index.get_children().filter(slug=consultation.slug).exists():
        raise ImportFailed(f"Ya hay otra página con la dirección «{consultation.slug}».")
    first, _, rest = description.partition("\n\n")
    page = ConsultationPage(
        title=shorten(title, 255),
        slug=consultation.slug,
        locale=index.locale,
        consultation=consultation,
        introduction=shorten(first or consultation.source, 500),
        body=[("text", RichText(render(rest, limit=DESCRIPTION_LIMIT)))] if rest else [],
    )
    index.add_child(instance=page)
    page.save_revision().publish()
    return page

"""How far a page is translated: one answer for lists, panels, reports and check-lists."""

from typing import Any

from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page
from wagtail_localize.models import StringSegment, StringTranslation


class Translated(models.TextChoices):
    """Where the twin of a page stands, from nothing to ready."""

    MISSING = "missing", _("falta")
    INCOMPLETE = "incomplete", _("incompleta")
    OUTDATED = "outdated", _("desactualizada")
    DRAFT = "draft", _("en borrador")
    CURRENT = "current", _("al día")


def with_twin(pages: "QuerySet[Any]", language: str) -> "QuerySet[Any]":
    """Annotate pages with their twin in a language: `twin` (its id) and `translated`.

    A twin is outdated when what it was written from was published again since; whether it was
    written by hand or with wagtail-localize makes no difference. An alias says nothing in the
    other language, so it is none.
    """
    twins = Page.objects.filter(
        translation_key=OuterRef("translation_key"),
        locale__language_code=language,
        alias_of=None,
    )
    done = StringTranslation.objects.filter(
        translation_of=OuterRef("string"),
        context=OuterRef("context"),
        locale__language_code=language,
        has_error=False,
    )
    untranslated = StringSegment.objects.filter(
        ~Exists(done),
        source__object=OuterRef("translation_key"),
        source__locale=OuterRef("locale"),
        source__translations__enabled=True,
        source__translations__target_locale__language_code=language,
    )
    return pages.annotate(
        twin=Subquery(twins.values("pk")[:1]),
        twin_live=Subquery(twins.values("live")[:1]),
        twin_written_at=Subquery(twins.values("latest_revision_created_at")[:1]),
        written_at=Coalesce("last_published_at", "latest_revision_created_at"),
    ).annotate(
        translated=Case(
            When(twin=None, then=Value(Translated.MISSING)),
            When(Exists(untranslated), then=Value(Translated.INCOMPLETE)),
            When(Q(written_at__gt=F("twin_written_at")), then=Value(Translated.OUTDATED)),
            When(twin_live=False, then=Value(Translated.DRAFT)),
            default=Value(Translated.CURRENT),
            output_field=models.CharField(choices=Translated.choices),
        )
    )

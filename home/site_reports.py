"""Reports of the whole site: how far pages are translated, which pictures say nothing."""

from typing import TYPE_CHECKING, Any, ClassVar

import django_filters
from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.models import Page
from wagtail.permissions import policy_registry

from ciudad_global.common.backoffice.reports import TeamReportView
from ciudad_global.common.translations import Translated, with_twin
from home.models import Picture

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from ciudad_global.users.models import User


def other_language(language: str) -> str:
    """Return the language that pages in this one are translated into."""
    return next(code for code, _name in settings.LANGUAGES if code != language)


class TranslationsFilter(WagtailFilterSet):
    translated = django_filters.ChoiceFilter(label=_("Traducción"), choices=Translated.choices)

    class Meta:
        model = Page
        fields = ("live",)


class TranslationsReport(TeamReportView):
    """Pages in the site's first language, of one's own sections, with the state of their twin."""

    slug = "traducciones"
    permission = "wagtail_localize.submit_translation"
    page_title = _("Estado de las traducciones")
    header_icon = "site"
    model = Page
    filterset_class = TranslationsFilter
    columns: ClassVar = [
        TitleColumn("title", label=_("Página"), url_name="wagtailadmin_pages:edit"),
        Column("type", label=_("Tipo"), accessor="page_type_display_name"),
        TitleColumn(
            "translated",
            label=_("Traducción"),
            accessor=lambda page: Translated(page.translated).label.capitalize(),
            get_url=lambda page: _address(page),
        ),
        DateColumn("written_at", label=_("Publicada")),
        DateColumn("twin_written_at", label=_("Traducida")),
    ]
    list_export: ClassVar = ["title", "url_path", "translated", "written_at", "twin_written_at"]
    export_headings: ClassVar = {
        "title": _("Página"),
        "url_path": _("Dirección"),
        "translated": _("Traducción"),
        "written_at": _("Publicada"),
        "twin_written_at": _("Traducida"),
    }

    def get_queryset(self) -> "QuerySet[Page]":
        policy = policy_registry.get_by_type(Page)
        mine = policy.instances_user_has_permission_for(self.request.user, "change")
        first = settings.LANGUAGE_CODE
        pages = Page.objects.filter(
            depth__gt=1, locale__language_code=first, alias_of=None, pk__in=mine.values("pk")
        )
        return with_twin(pages, other_language(first)).order_by("path")


def _address(page: Any) -> str:
    """Return where the translation is written, or begun."""
    if page.twin:
        return reverse("wagtailadmin_pages:edit", args=[page.twin])
    return reverse("wagtail_localize:submit_page_translation", args=[page.pk])


class PicturesFilter(WagtailFilterSet):
    spanish = django_filters.BooleanFilter(
        label=_("Sin descripción en español"), field_name="description", lookup_expr="exact",
        method="without",
    )  # fmt: skip

    class Meta:
        model = Picture
        fields = ("collection",)

    def without(self, rows: "QuerySet[Picture]", _name: str, empty: bool) -> "QuerySet[Picture]":
        return rows.filter(description="") if empty else rows.exclude(description="")


class PicturesReport(TeamReportView):
    """Pictures that lack their description in a language."""

    slug = "imagenes-sin-descripcion"
    page_title = _("Imágenes sin descripción")
    header_icon = "image"
    model = Picture
    filterset_class = PicturesFilter
    columns: ClassVar = [
        TitleColumn("title", label=_("Imagen"), url_name="wagtailimages:edit"),
        Column("missing", label=_("Falta"), accessor=lambda picture: _missing(picture)),
        Column("collection", label=_("Colección")),
        DateColumn("created_at", label=_("Subida")),
    ]
    list_export: ClassVar = ["title", "description", "description_en", "collection.name"]
    export_headings: ClassVar = {
        "title": _("Imagen"),
        "description": _("Descripción en español"),
        "description_en": _("Descripción en inglés"),
        "collection.name": _("Colección"),
    }

    @classmethod
    def may(cls, user: "User | AnonymousUser") -> bool:
        """Return whether this person changes pictures of any collection."""
        policy = policy_registry.get_by_type(Picture)
        return bool(policy.user_has_permission(user, "change"))

    def get_queryset(self) -> "QuerySet[Picture]":
        mine = policy_registry.get_by_type(Picture).instances_user_has_permission_for(
            self.request.user, "change"
        )
        return (
            mine.filter(Q(description="") | Q(description_en=""))
            .select_related("collection")
            .order_by("-pk")
        )


def _missing(picture: Picture) -> str:
    missing = {_("español"): picture.description, _("inglés"): picture.description_en}
    return ", ".join(str(name) for name, text in missing.items() if not text)


REPORTS = (TranslationsReport, PicturesReport)

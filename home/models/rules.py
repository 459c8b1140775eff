"""The community rules."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageLogEntry, Revision
from wagtail.search import index

from ciudad_global.common.blocks import StoryField
from ciudad_global.common.pages import ContextFromView, FourEyesPage
from home.blocks import RulesBlock


class RulesForm(WagtailAdminPageForm):
    """Asks what changes once there is a version that people know."""

    def clean(self) -> dict[str, Any]:
        """Refuse a version that says nothing, or what the one before it said; not a draft."""
        clean: dict[str, Any] = super().clean()
        if self.is_deferred_validation:
            return clean
        known = RulesPage.objects.filter(
            pk=self.instance.pk, first_published_at__isnull=False
        ).first()
        if known and clean.get("what_changed", "") in ("", known.what_changed):
            why = _("Di qué cambia en esta versión: se lee en el historial de las reglas.")
            self.add_error("what_changed", str(why))
        return clean


class RulesPage(FourEyesPage, ContextFromView, Page):
    """What may not be written here. Each time it is published is a version that stays public."""

    introduction = models.TextField(_("introducción"), max_length=500, blank=True)
    body = StoryField(RulesBlock(), verbose_name=_("reglas"))
    what_changed = models.CharField(
        _("qué cambia"),
        max_length=300,
        blank=True,
        help_text=_("En una frase, para quien conocía la versión anterior. Se publica con ella."),
    )

    base_form_class = RulesForm
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    context_from = "home.views.rules.page_context"
    template = "home/rules.html"
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
        FieldPanel("what_changed"),
    ]

    class Meta:
        verbose_name = _("reglas de la comunidad")
        verbose_name_plural = _("reglas de la comunidad")

    def versions(self) -> "list[PageLogEntry]":
        """Return when which revision was published, the newest first (one query)."""
        published = PageLogEntry.objects.filter(page=self.pk, action="wagtail.publish")
        # The log outlives what it speaks of: a revision may have been purged.
        kept = published.filter(revision__in=Revision.objects.all())
        return list(kept.select_related("revision").order_by("-pk"))

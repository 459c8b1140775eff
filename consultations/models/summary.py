"""The page that says what came out of a consultation."""

from typing import Any, ClassVar

from django.db import models
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from ciudad_global.common.blocks import StoryField
from ciudad_global.common.pages import ContextFromView, FourEyesPage


class SummaryPage(FourEyesPage, ContextFromView, Page):
    """Presents one frozen snapshot with the editor's words. Newer figures never slip in."""

    snapshot = models.ForeignKey(
        "consultations.Snapshot",
        verbose_name=_("corte de cifras"),
        null=True,
        on_delete=models.PROTECT,
        related_name="pages",
        editable=False,
    )
    introduction = models.TextField(
        _("qué salió"), max_length=600, help_text=_("Lo más importante, en tres frases sencillas.")
    )
    body = StoryField(verbose_name=_("texto"), blank=True)

    parent_page_types: ClassVar = ["consultations.ConsultationPage"]
    subpage_types: ClassVar[list[str]] = []
    context_from = "consultations.views.summary.page_context"
    figures_from = "consultations.actions.snapshot.take"
    template = "consultations/summary.html"
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]
    translatable_fields: ClassVar = [
        TranslatableField("title"),
        TranslatableField("slug"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        SynchronizedField("snapshot"),
        TranslatableField("introduction"),
        TranslatableField("body"),
    ]

    class Meta:
        verbose_name = _("resumen")
        verbose_name_plural = _("resúmenes")

    @classmethod
    def can_create_at(cls, parent: Page) -> bool:
        """Return whether the consultation above is over: figures must not move any more."""
        return super().can_create_at(parent) and parent.specific.consultation.is_over()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Bind a new page to figures counted now; no later save counts again."""
        if self._state.adding:
            consultation = self.get_parent().specific.consultation
            # A translation brings the snapshot of its original.
            if self.snapshot is None or self.snapshot.consultation_id != consultation.pk:
                self.snapshot = import_string(self.figures_from)(consultation=consultation)
        super().save(*args, **kwargs)

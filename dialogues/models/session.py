"""One encounter of a dialogue."""

from datetime import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from ciudad_global.common.blocks import StoryBlock
from ciudad_global.common.pages import ContextFromView, FourEyesPage


class SessionPage(FourEyesPage, ContextFromView, Page):
    """A table, workshop, forum or talk: when, where, who, and afterwards its minutes."""

    class Kind(models.TextChoices):
        TABLE = "table", _("mesa")
        WORKSHOP = "workshop", _("taller")
        FORUM = "forum", _("foro")
        TALK = "talk", _("conferencia")

    kind = models.CharField(_("tipo"), max_length=10, choices=Kind)
    starts_at = models.DateTimeField(_("empieza"))
    ends_at = models.DateTimeField(_("termina"))
    introduction = models.TextField(_("introducción"), max_length=500)
    venue = models.CharField(_("lugar"), max_length=160, blank=True)
    address = models.CharField(_("domicilio"), max_length=250, blank=True)
    alcaldia = models.ForeignKey(
        "agenda.Alcaldia",
        verbose_name=_("alcaldía"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    stream_url = models.URLField(_("transmisión"), blank=True)
    accessibility = models.CharField(_("accesibilidad del lugar"), max_length=300, blank=True)
    programme = StreamField(StoryBlock(), verbose_name=_("programa"), blank=True)
    minutes = StreamField(StoryBlock(), verbose_name=_("relatoría"), blank=True)

    parent_page_types: ClassVar = ["dialogues.DialoguePage"]
    subpage_types: ClassVar[list[str]] = []
    context_from = "dialogues.views.session.page_context"
    template = "dialogues/session.html"
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("venue"),
        index.SearchField("address"),
        index.SearchField("programme"),
        index.SearchField("minutes"),
        index.RelatedFields(
            "speakers",
            [
                index.SearchField("name"),
                index.SearchField("role"),
                index.SearchField("organisation"),
            ],
        ),
    ]
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")], heading=_("Cuándo")),
        FieldPanel("introduction"),
        MultiFieldPanel(
            [
                FieldPanel("venue"),
                FieldPanel("address"),
                FieldPanel("alcaldia"),
                FieldPanel("accessibility"),
                FieldPanel("stream_url"),
            ],
            heading=_("Dónde"),
        ),
        InlinePanel("speakers", heading=_("Quién participa"), label=_("persona")),
        FieldPanel("programme"),
        FieldPanel("minutes"),
    ]
    translatable_fields: ClassVar = [
        TranslatableField("title"),
        TranslatableField("slug"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        SynchronizedField("kind"),
        SynchronizedField("starts_at"),
        SynchronizedField("ends_at"),
        TranslatableField("introduction"),
        SynchronizedField("venue"),
        SynchronizedField("address"),
        SynchronizedField("alcaldia"),
        TranslatableField("accessibility"),
        SynchronizedField("stream_url"),
        TranslatableField("speakers"),
        TranslatableField("programme"),
        TranslatableField("minutes"),
    ]

    class Meta:
        verbose_name = _("sesión")
        verbose_name_plural = _("sesiones")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="session_ends_after_it_starts",
            ),
        )
        indexes = (models.Index(fields=["starts_at"], name="session_calendar"),)

    def clean(self) -> None:
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("La sesión debe terminar después de empezar.")})

    def is_over(self, at: datetime | None = None) -> bool:
        """Return whether the session has ended at this moment (now if none is given)."""
        return self.ends_at <= (at or timezone.now())


class Speaker(TranslatableMixin, Orderable):
    """A person who speaks at a session."""

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(_("nombre"), max_length=120)
    role = models.CharField(_("cargo"), max_length=160, blank=True)
    organisation = models.CharField(_("organización"), max_length=160, blank=True)
    portrait = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("retrato"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels: ClassVar = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("organisation"),
        FieldPanel("portrait"),
    ]
    translatable_fields: ClassVar = [
        SynchronizedField("name"),
        TranslatableField("role"),
        TranslatableField("organisation"),
        SynchronizedField("portrait"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("ponente")
        verbose_name_plural = _("ponentes")

    def __str__(self) -> str:
        return self.name

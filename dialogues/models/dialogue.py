"""Themed programmes of encounters."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from ciudad_global.agenda.forms import GoalsPageForm
from ciudad_global.common.blocks import StoryField
from ciudad_global.common.pages import ContextFromView, FourEyesPage
from dialogues.models.person import Person


class DialogueIndexPage(FourEyesPage, ContextFromView, Page):
    """All dialogues, with their next sessions."""

    introduction = models.TextField(_("introducción"), blank=True)

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["dialogues.DialoguePage"]
    max_count_per_parent = 1
    context_from = "dialogues.views.index.page_context"
    template = "dialogues/index.html"
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("introduction"),
    ]
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("lista de diálogos")
        verbose_name_plural = _("listas de diálogos")


class DialoguePage(FourEyesPage, ContextFromView, Page):
    """One dialogue: its question, its story, its sessions, the consultations it feeds."""

    question = models.CharField(_("pregunta"), max_length=200)
    introduction = models.TextField(_("introducción"), max_length=500)
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("imagen"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StoryField(verbose_name=_("historia"), blank=True)
    goals = ParentalManyToManyField(
        "agenda.Goal", verbose_name=_("objetivos"), blank=True, related_name="dialogues"
    )
    cities = ParentalManyToManyField(
        "agenda.City", verbose_name=_("ciudades"), blank=True, related_name="dialogues"
    )
    networks = ParentalManyToManyField(
        "agenda.Network", verbose_name=_("redes"), blank=True, related_name="dialogues"
    )
    consultations = ParentalManyToManyField(
        "consultations.Consultation",
        verbose_name=_("consultas"),
        blank=True,
        related_name="dialogues",
    )

    parent_page_types: ClassVar = ["dialogues.DialogueIndexPage"]
    subpage_types: ClassVar = ["dialogues.SessionPage"]
    context_from = "dialogues.views.dialogue.page_context"
    template = "dialogues/dialogue.html"
    base_form_class = GoalsPageForm
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("question"),
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("question"),
        FieldPanel("introduction"),
        FieldPanel("picture"),
        FieldPanel("body"),
        InlinePanel("hosts", heading=_("Quién convoca"), label=_("persona")),
        InlinePanel("partners", heading=_("Con quién se organiza"), label=_("organización")),
        MultiFieldPanel(
            [
                FieldPanel("consultations"),
                FieldPanel("goals"),
                FieldPanel("cities"),
                FieldPanel("networks"),
            ],
            heading=_("Con qué se enlaza"),
        ),
    ]
    translatable_fields: ClassVar = [
        TranslatableField("title"),
        TranslatableField("slug"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        TranslatableField("question"),
        TranslatableField("introduction"),
        SynchronizedField("picture"),
        TranslatableField("body"),
        TranslatableField("hosts"),
        TranslatableField("partners"),
        SynchronizedField("goals"),
        SynchronizedField("cities"),
        SynchronizedField("networks"),
        SynchronizedField("consultations"),
    ]

    class Meta:
        verbose_name = _("diálogo")
        verbose_name_plural = _("diálogos")


class Host(Person):
    """A person who calls people to a dialogue and answers for it."""

    dialogue = ParentalKey(DialoguePage, on_delete=models.CASCADE, related_name="hosts")

    class Meta(Person.Meta):
        verbose_name = _("persona que convoca")
        verbose_name_plural = _("personas que convocan")


class Partner(TranslatableMixin, Orderable):
    """An organisation that carries a dialogue together with the city."""

    dialogue = ParentalKey(DialoguePage, on_delete=models.CASCADE, related_name="partners")
    name = models.CharField(_("nombre"), max_length=160)
    url = models.URLField(_("sitio"), blank=True)

    panels: ClassVar = [FieldPanel("name"), FieldPanel("url")]
    translatable_fields: ClassVar = [TranslatableField("name"), SynchronizedField("url")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("organización")
        verbose_name_plural = _("organizaciones")

    def __str__(self) -> str:
        return self.name

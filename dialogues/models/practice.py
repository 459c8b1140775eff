"""Practices: what works here or elsewhere, told so that another city can use it."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from ciudad_global.agenda.forms import GoalsPageForm
from ciudad_global.common.blocks import StoryField
from ciudad_global.common.pages import ContextFromView, FourEyesPage


class Practice(models.Model):
    """One practice, once, whatever the languages of its pages: what proposals cite.

    Its key is the translation key of the pages that tell it. It stays when they are gone.
    """

    key = models.UUIDField(primary_key=True, editable=False)

    class Meta:
        verbose_name = _("experiencia")
        verbose_name_plural = _("experiencias")

    def __str__(self) -> str:
        return str(self.key)


class PracticeIndexPage(FourEyesPage, ContextFromView, Page):
    """All practices, narrowed down by direction, city and goal."""

    introduction = models.TextField(_("introducción"), max_length=500, blank=True)

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["dialogues.PracticePage"]
    max_count_per_parent = 1
    context_from = "dialogues.views.practices.page_context"
    template = "dialogues/practices.html"
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("introduction")]
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("lista de experiencias")
        verbose_name_plural = _("listas de experiencias")


class LinkBlock(blocks.StructBlock):
    """Something on another site that shows it."""

    title = blocks.CharBlock(label=_("qué es"), max_length=160)
    url = blocks.URLBlock(label=_("dirección"))

    class Meta:
        icon = "link"
        label = _("enlace")


class PracticePage(FourEyesPage, ContextFromView, Page):
    """One practice: whose, which problem, what was done, what came of it, whom to ask."""

    class Direction(models.TextChoices):
        SHARED = "shared", _("lo que la ciudad comparte")
        SOUGHT = "sought", _("lo que la ciudad quiere aprender")

    class Cost(models.TextChoices):
        LOW = "low", _("menos de 1 millón de pesos")
        MEDIUM = "medium", _("de 1 a 10 millones de pesos")
        HIGH = "high", _("de 10 a 100 millones de pesos")
        HIGHEST = "highest", _("más de 100 millones de pesos")

    direction = models.CharField(_("sentido"), max_length=10, choices=Direction)
    city = models.ForeignKey(
        "agenda.City",
        verbose_name=_("ciudad"),
        on_delete=models.PROTECT,
        related_name="practices",
        help_text=_("Donde ya funciona."),
    )
    introduction = models.TextField(_("en pocas palabras"), max_length=300)
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("imagen"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    problem = models.TextField(_("problema"), max_length=1500)
    solution = models.TextField(_("solución"), max_length=1500)
    results = models.TextField(_("resultados"), max_length=1500, blank=True)
    cost = models.CharField(_("costo"), max_length=10, choices=Cost, blank=True)
    office = models.CharField(_("oficina de contacto"), max_length=160, blank=True)
    email = models.EmailField(_("correo de la oficina"), blank=True)
    goals = ParentalManyToManyField(
        "agenda.Goal", verbose_name=_("objetivos"), blank=True, related_name="practices"
    )
    evidence = StreamField(
        [("link", LinkBlock()), ("document", DocumentChooserBlock(label=_("documento")))],
        verbose_name=_("evidencia"),
        blank=True,
    )
    body = StoryField(verbose_name=_("historia"), blank=True)

    parent_page_types: ClassVar = ["dialogues.PracticeIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    context_from = "dialogues.views.practice.page_context"
    template = "dialogues/practice.html"
    base_form_class = GoalsPageForm
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("problem"),
        index.SearchField("solution"),
        index.SearchField("results"),
        index.SearchField("body"),
        index.RelatedFields(
            "city",
            [
                index.SearchField("name_es"),
                index.SearchField("name_en"),
                index.SearchField("country_es"),
                index.SearchField("country_en"),
            ],
        ),
    ]
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("direction"), FieldPanel("city")], heading=_("De quién")),
        FieldPanel("introduction"),
        FieldPanel("picture"),
        FieldPanel("problem"),
        FieldPanel("solution"),
        FieldPanel("results"),
        FieldPanel("body"),
        FieldPanel("evidence"),
        MultiFieldPanel(
            [FieldPanel("cost"), FieldPanel("office"), FieldPanel("email")],
            heading=_("Para quien la quiera usar"),
        ),
        FieldPanel("goals"),
    ]
    translatable_fields: ClassVar = [
        TranslatableField("title"),
        TranslatableField("slug"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        SynchronizedField("direction"),
        SynchronizedField("city"),
        TranslatableField("introduction"),
        SynchronizedField("picture"),
        TranslatableField("problem"),
        TranslatableField("solution"),
        TranslatableField("results"),
        SynchronizedField("cost"),
        TranslatableField("office"),
        SynchronizedField("email"),
        SynchronizedField("goals"),
        TranslatableField("evidence"),
        TranslatableField("body"),
    ]

    class Meta:
        verbose_name = _("página de experiencia")
        verbose_name_plural = _("páginas de experiencias")

    def clean(self) -> None:
        """Refuse what could not be true: what works here is shared, not learnt."""
        super().clean()
        if self.city_id and self.direction == self.Direction.SOUGHT and self.city.is_here:
            why = _("Lo que la ciudad quiere aprender funciona en otra: elige esa ciudad.")
            raise ValidationError({"city": why})

"""One encounter of a dialogue."""

from datetime import datetime
from typing import ClassVar

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from ciudad_global.common.blocks import StoryField
from ciudad_global.common.pages import ContextFromView, FourEyesPage
from dialogues.models.person import Person


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
    capacity = models.PositiveIntegerField(
        _("cupo"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Cuántas personas caben. Vacío: se entra sin inscripción."),
    )
    door_staff = ParentalManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("quién recibe en la entrada"),
        blank=True,
        related_name="+",
        limit_choices_to={"groups__isnull": False},
        help_text=_(
            "Personas del equipo que registran la llegada. Solo ellas ven quién viene y qué "
            "necesita."
        ),
    )
    languages = models.CharField(
        _("idiomas"), max_length=160, blank=True, help_text=_("Por ejemplo: español e inglés.")
    )
    interpretation = models.CharField(
        _("interpretación"),
        max_length=200,
        blank=True,
        help_text=_("Por ejemplo: lengua de señas mexicana y simultánea al inglés."),
    )
    cancelled_because = models.CharField(
        _("se cancela porque"),
        max_length=300,
        blank=True,
        help_text=_("Escríbelo solo si la sesión ya no se celebra: la página lo dice así."),
    )
    cities = ParentalManyToManyField(
        "agenda.City", verbose_name=_("ciudades"), blank=True, related_name="sessions"
    )
    networks = ParentalManyToManyField(
        "agenda.Network", verbose_name=_("redes"), blank=True, related_name="sessions"
    )
    programme = StoryField(verbose_name=_("programa"), blank=True)
    documents = StreamField(
        [("document", DocumentChooserBlock(label=_("documento")))],
        verbose_name=_("documentos"),
        blank=True,
    )
    minutes = StoryField(verbose_name=_("relatoría"), blank=True)
    recording_url = models.URLField(_("grabación"), blank=True)
    transcript = RichTextField(
        _("transcripción"),
        blank=True,
        features=["h3", "bold", "italic", "ol", "ul", "link"],
        help_text=_("Lo que se dice en la grabación, para quien no la puede oír."),
    )

    on_record = models.Q(first_published_at__isnull=False)
    kept_because = _(
        "La sesión ya se anunció y puede haber personas inscritas: no se borra. Si no va a ser, "
        "cancélala; se sigue pudiendo leer."
    )
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
        index.SearchField("transcript"),
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
                FieldPanel("capacity"),
                FieldPanel("door_staff", widget=forms.CheckboxSelectMultiple),
            ],
            heading=_("Dónde"),
        ),
        FieldPanel("cancelled_because"),
        FieldRowPanel(
            [FieldPanel("languages"), FieldPanel("interpretation")], heading=_("Idiomas")
        ),
        InlinePanel("speakers", heading=_("Quién participa"), label=_("persona")),
        MultiFieldPanel(
            [FieldPanel("cities"), FieldPanel("networks")], heading=_("Con quién en el mundo")
        ),
        FieldPanel("programme"),
        FieldPanel("documents"),
        FieldPanel("minutes"),
        MultiFieldPanel(
            [FieldPanel("recording_url"), FieldPanel("transcript")], heading=_("Grabación")
        ),
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
        SynchronizedField("capacity"),
        SynchronizedField("door_staff"),
        TranslatableField("languages"),
        TranslatableField("interpretation"),
        TranslatableField("cancelled_because"),
        SynchronizedField("cities"),
        SynchronizedField("networks"),
        TranslatableField("speakers"),
        TranslatableField("programme"),
        SynchronizedField("documents"),
        TranslatableField("minutes"),
        SynchronizedField("recording_url"),
        TranslatableField("transcript"),
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

    @property
    def is_cancelled(self) -> bool:
        return bool(self.cancelled_because)

    def is_over(self, at: datetime | None = None) -> bool:
        """Return whether the session has ended at this moment (now if none is given)."""
        return self.ends_at <= (at or timezone.now())


class Speaker(Person):
    """A person who speaks at a session."""

    session = ParentalKey(SessionPage, on_delete=models.CASCADE, related_name="speakers")

    class Meta(Person.Meta):
        verbose_name = _("ponente")
        verbose_name_plural = _("ponentes")

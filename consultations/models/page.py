"""The publication of consultations: one page per language, all on the same process."""

from typing import TYPE_CHECKING, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from ciudad_global.common.blocks import StoryField
from ciudad_global.common.pages import ContextFromView, FourEyes, FourEyesPage
from consultations.models.consultation import Consultation
from consultations.models.phase import Phase

if TYPE_CHECKING:
    from ciudad_global.users.models import User


class ConsultationIndexPage(FourEyesPage, ContextFromView, Page):
    """All consultations: what is open, what comes, what came out."""

    introduction = models.TextField(_("introducción"), blank=True)

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar = ["consultations.ConsultationPage"]
    max_count_per_parent = 1
    context_from = "consultations.views.index.page_context"
    template = "consultations/index.html"
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("introduction"),
    ]
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("lista de consultas")
        verbose_name_plural = _("listas de consultas")


class _PublicRecord(FourEyes):
    """A page is part of the public record once its consultation is public."""

    def can_copy(self) -> bool:
        """Return no: a copy would be a second page of the same consultation."""
        return False

    def can_unpublish(self) -> bool:
        """Return whether something to read is left of a consultation that is public."""
        if not super().can_unpublish():
            return False
        page = self.page.specific
        others = page.consultation.pages.live().exclude(pk=page.pk)
        return page.consultation.state == Consultation.State.DRAFT or others.exists()


class ConsultationPage(FourEyesPage, ContextFromView, Page):
    """A consultation as people of one language read it. The title is the question."""

    consultation = models.ForeignKey(
        "consultations.Consultation",
        verbose_name=_("consulta"),
        on_delete=models.PROTECT,
        related_name="pages",
    )
    introduction = models.TextField(
        _("introducción"),
        max_length=500,
        help_text=_("Qué se pregunta y qué cambia con la respuesta, en dos o tres frases."),
    )
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("imagen"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    who_decides = models.CharField(_("quién decide"), max_length=300, blank=True)
    what_next = models.CharField(_("qué pasa después"), max_length=300, blank=True)
    body = StoryField(verbose_name=_("explicación"), blank=True)

    parent_page_types: ClassVar = ["consultations.ConsultationIndexPage"]
    subpage_types: ClassVar = ["consultations.SummaryPage"]
    on_record = ~models.Q(consultation__state=Consultation.State.DRAFT)
    kept_because = _(
        "Su consulta ya se publicó: es parte del registro público. Puedes cerrarla y archivarla; "
        "se sigue pudiendo leer."
    )
    context_from = "consultations.views.consultation.page_context"
    preview_from = "consultations.views.preview.during"
    template = "consultations/consultation.html"
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("who_decides"),
        index.SearchField("what_next"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("consultation"),
        FieldPanel("introduction"),
        FieldPanel("picture"),
        FieldPanel("who_decides"),
        FieldPanel("what_next"),
        FieldPanel("body"),
    ]
    translatable_fields: ClassVar = [
        TranslatableField("title"),
        TranslatableField("slug"),
        TranslatableField("seo_title"),
        TranslatableField("search_description"),
        SynchronizedField("consultation"),
        TranslatableField("introduction"),
        SynchronizedField("picture"),
        TranslatableField("who_decides"),
        TranslatableField("what_next"),
        TranslatableField("body"),
    ]

    class Meta:
        verbose_name = _("página de consulta")
        verbose_name_plural = _("páginas de consulta")

    def clean(self) -> None:
        """Refuse to let the page leave by itself: what was public stays to be read."""
        super().clean()
        if self.expire_at:
            why = _("La página de una consulta no caduca: la consulta se cierra y se archiva.")
            raise ValidationError({"expire_at": why})

    @property
    def preview_modes(self) -> list[tuple[str, str]]:
        """Return the page as it is now for whoever looks, and for a resident in each phase."""
        phases = Phase.objects.filter(consultation=self.consultation_id).in_order()
        return [
            ("", str(_("Como está ahora"))),
            *(
                (f"fase-{phase.pk}", _("Residente, en «%(phase)s»") % {"phase": phase.name})
                for phase in phases
            ),
        ]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Show the page in the phase that the mode names; as it is now where none is known."""
        number = mode_name.removeprefix("fase-")
        phase = (
            number.isdecimal()
            and Phase.objects.filter(consultation=self.consultation_id, pk=number).first()
        )
        if phase:
            response: HttpResponse = import_string(self.preview_from)(request, self, phase)
            return response
        return super().serve_preview(request, mode_name)

    def permissions_for_user(self, user: "User") -> _PublicRecord:
        """Return what this person may do with the page."""
        return _PublicRecord(user, self)

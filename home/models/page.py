"""The first page and the standing ones."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest
from django.urls import resolve
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index
from wagtail.url_routing import RouteResult

from ciudad_global.common.blocks import StoryField
from ciudad_global.common.pages import ContextFromView, FourEyesPage


class HomePage(FourEyesPage, ContextFromView, Page):
    """What is open now, the latest dialogues, what came out."""

    introduction = models.TextField(_("introducción"), max_length=300)
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("imagen"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StoryField(verbose_name=_("texto"), blank=True)

    parent_page_types: ClassVar = ["wagtailcore.Page"]
    subpage_types: ClassVar = [
        "consultations.ConsultationIndexPage",
        "dialogues.DialogueIndexPage",
        "dialogues.PracticeIndexPage",
        "home.StandardPage",
        "home.RulesPage",
    ]
    context_from = "home.views.home.page_context"
    template = "home/home.html"
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("introduction"),
        index.SearchField("body"),
    ]
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("introduction"),
        FieldPanel("picture"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("página de inicio")
        verbose_name_plural = _("páginas de inicio")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page at any depth in two queries, where Wagtail takes two a level.

        No page here routes for its children.
        """
        if not path_components:
            return super().route(request, path_components)
        path = self.url_path + "".join(f"{part}/" for part in path_components)
        page = Page.objects.live().filter(url_path=path).first()
        if page is None:
            raise Http404
        return RouteResult(page.specific)


class StandardPage(FourEyesPage, Page):
    """A standing page: about, privacy, accessibility, contact."""

    introduction = models.TextField(_("introducción"), max_length=500, blank=True)
    body = StoryField(verbose_name=_("texto"), blank=True)

    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    template = "home/standard.html"
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

    class Meta:
        verbose_name = _("página fija")
        verbose_name_plural = _("páginas fijas")

    def clean(self) -> None:
        """Refuse an address that the site answers itself: nobody would ever see the page."""
        super().clean()
        if self.slug and resolve(f"/{get_language()}/{self.slug}/").url_name != "wagtail_serve":
            raise ValidationError({"slug": _("El sitio ya usa esta dirección: elige otra.")})

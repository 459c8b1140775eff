"""People as pages name them."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField


class Person(TranslatableMixin, Orderable):
    """Somebody with a role and an organisation, and perhaps a portrait."""

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
        abstract = True

    def __str__(self) -> str:
        return self.name

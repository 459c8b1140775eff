"""Pictures that say whose they are."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class Picture(AbstractImage):
    """An image with its credit. Its description is the alternative text that pages start from."""

    description_en = models.CharField(
        _("descripción en inglés"),
        max_length=255,
        blank=True,
        help_text=_("Lo que se ve, para quien no la ve y lee el sitio en inglés."),
    )
    credit = models.CharField(_("crédito"), max_length=160, blank=True)

    admin_form_fields: ClassVar = (*Image.admin_form_fields, "description_en", "credit")

    class Meta(AbstractImage.Meta):
        verbose_name = _("imagen")
        verbose_name_plural = _("imágenes")
        permissions = (("choose_image", _("Puede elegir imágenes")),)

    @property
    def default_alt_text(self) -> str:
        """Return what the picture shows, in the language of the page where there is a text."""
        english = self.description_en if get_language() == "en" else ""
        return english or self.description or self.title


class Rendition(AbstractRendition):
    """A picture at the size that a page shows."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="rendition_once"
            ),
        )

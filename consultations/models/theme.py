"""Themes that order a consultation's proposals."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from ciudad_global.common.text import Translated


class Theme(models.Model):
    """What proposals of one consultation can be about."""

    consultation = ParentalKey(
        "consultations.Consultation", on_delete=models.CASCADE, related_name="themes"
    )
    slug = models.SlugField(_("dirección"), max_length=60)
    name_es = models.CharField(_("nombre en español"), max_length=80)
    name_en = models.CharField(_("nombre en inglés"), max_length=80, blank=True)
    order = models.PositiveSmallIntegerField(_("orden"), default=0)
    name = Translated()

    class Meta:
        verbose_name = _("tema")
        verbose_name_plural = _("temas")
        constraints = (
            models.UniqueConstraint(fields=["consultation", "slug"], name="theme_slug_once"),
        )

    def __str__(self) -> str:
        return self.name

"""What the editors' pages say, to be searched."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PageText(models.Model):
    """The words of one live page, from its `search_fields`; `search_index.keep` writes it.

    Their bodies are JSON spread over a table a page type: no index could read them there.
    """

    page = models.OneToOneField(
        "wagtailcore.Page", primary_key=True, on_delete=models.CASCADE, related_name="page_text"
    )
    title = models.CharField(max_length=255)
    text = models.TextField(blank=True)

    class Meta:
        verbose_name = _("texto de página")
        verbose_name_plural = _("textos de páginas")

    def __str__(self) -> str:
        return self.title

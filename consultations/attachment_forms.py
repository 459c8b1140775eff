"""Images and documents that residents may send, and how they describe them."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from consultations.forms import LineField
from consultations.models import Attachment

TEXT_LIMIT = Attachment._meta.get_field("text").max_length
FILE_NAME = re.compile(r"[^\s]+\.(jpe?g|png|webp|gif|heic|pdf)", re.IGNORECASE)
TOO_LONG = _("Tiene %(show_value)d caracteres y caben %(limit_value)d: acórtalo.")


class ImageTextForm(forms.Form):
    """What a person who cannot see the image is told."""

    text = LineField(
        label=_("Qué se ve en la imagen"),
        help_text=_(
            "Cuéntalo como por teléfono, a quien no la puede ver. Por ejemplo: «Una persona en "
            "silla de ruedas espera en una esquina sin rampa»."
        ),
        max_length=TEXT_LIMIT,
        error_messages={
            "required": _("Escribe qué se ve, para quien no puede ver la imagen."),
            "max_length": TOO_LONG,
        },
    )

    def clean_text(self) -> str:
        """Refuse the name of a file, which tells nobody anything."""
        text: str = self.cleaned_data["text"]
        if FILE_NAME.fullmatch(text):
            raise forms.ValidationError(
                _("Ese es el nombre de un archivo: escribe con palabras qué contiene.")
            )
        return text


class DocumentTextForm(ImageTextForm):
    """The title of a document."""

    text = LineField(
        label=_("Título del documento"),
        help_text=_("Por ejemplo: «Conteo de peatones en el Eje Central, marzo de 2026»."),
        max_length=TEXT_LIMIT,
        error_messages={"required": _("Escribe el título."), "max_length": TOO_LONG},
    )


def _file(label: Any, accept: str, required: Any) -> forms.FileField:
    return forms.FileField(
        label=label,
        widget=forms.FileInput(attrs={"accept": accept}),
        error_messages={
            "required": required,
            "invalid": required,
            "missing": required,
            "empty": _("El archivo está vacío: elige otro."),
        },
    )


class ImageForm(ImageTextForm):
    """An image with what is seen on it."""

    kind = Attachment.Kind.IMAGE
    added = _("Agregamos la imagen.")
    file = _file(
        _("Imagen en JPG, PNG, WebP o GIF"),
        "image/jpeg,image/png,image/webp,image/gif",
        _("Elige una imagen."),
    )
    field_order = ("file", "text")

    def __init__(self, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, auto_id=f"{self.kind}-%s")

    def clean(self) -> dict[str, Any]:
        """Remind of the file when it is the text that has to be corrected."""
        if self.errors and "file" not in self.errors:
            self.add_error("file", _("Elige el archivo otra vez: tu navegador no lo guarda."))
        return super().clean() or {}


class DocumentForm(DocumentTextForm, ImageForm):
    """A document with its title."""

    kind = Attachment.Kind.DOCUMENT
    added = _("Agregamos el documento.")
    file = _file(_("Documento en PDF"), "application/pdf", _("Elige un PDF."))


TEXT_FORMS = {"image": ImageTextForm, "document": DocumentTextForm}
FORMS = {"image": ImageForm, "document": DocumentForm}

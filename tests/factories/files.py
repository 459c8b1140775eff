"""Files that people send: pictures and documents, harmless by default."""

from io import BytesIO
from typing import Any

import factory
import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from consultations.files import Remade
from consultations.models import Attachment
from tests.factories.consultations import ProposalFactory
from tests.factories.hostile import HOSTILE


def picture(
    size: tuple[int, int] = (60, 40), form: str = "JPEG", colour: str = "red", **how: Any
) -> bytes:
    """Return an image of one colour as a file of this form."""
    out = BytesIO()
    Image.new(how.pop("mode", "RGB"), size, colour).save(out, form, **how)
    return out.getvalue()


def saved(pdf: pikepdf.Pdf, **how: Any) -> bytes:
    """Return the document as a file."""
    out = BytesIO()
    pdf.save(out, **how)
    return out.getvalue()


def paper(pages: int = 1) -> pikepdf.Pdf:
    """Return a document of pages that say "Hola"."""
    pdf = pikepdf.Pdf.new()
    for _number in range(pages):
        page = pdf.add_blank_page(page_size=(200, 100)).obj
        page.Resources = pikepdf.Dictionary(
            Font={"/F1": pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
            )}
        )  # fmt: skip
        page.Contents = pdf.make_stream(b"BT /F1 20 Tf 20 50 Td (Hola) Tj ET")
    return pdf


def document(pages: int = 1) -> bytes:
    """Return the same as a file."""
    return saved(paper(pages))


def sent(data: bytes, name: str = "foto.jpg") -> SimpleUploadedFile:
    """Return what a form brings."""
    return SimpleUploadedFile(name, data, content_type="text/html")


class AttachmentFactory(factory.django.DjangoModelFactory):
    """An image (or `kind="document"`) that is stored already."""

    class Meta:
        model = Attachment

    proposal = factory.SubFactory(ProposalFactory, state="pending")
    kind = "image"
    position = 1
    text = factory.Sequence(lambda n: f"Una esquina sin rampa {n} {HOSTILE}")

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Attachment:
        attachment = Attachment(**kwargs)
        image = attachment.is_image
        attachment.store(
            Remade(b"grande", b"chica", 1600, 1200) if image else Remade(b"%PDF-1.7 documento")
        )
        attachment.save()
        return attachment

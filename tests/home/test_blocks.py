"""What editors' blocks look like to a browser."""

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import translation
from wagtail.documents.models import Document
from wagtail.images.tests.utils import get_test_image_file

from home.models import Picture
from tests.factories import pages
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


def picture(number: int = 1, **fields: str) -> Picture:
    return Picture.objects.create(
        title=f"Imagen {number}",
        file=get_test_image_file(filename=f"imagen-{number}.png", size=(1600, 900)),
        credit="Ana",
        **fields,
    )


# Wagtail leaves the temporary files of the renditions it makes to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_every_block_is_shown_and_harmless(client: Client) -> None:
    home = pages.home()
    document = Document(title=f"Acta {HOSTILE}", file_size=2048)
    document.file.save("acta.pdf", ContentFile(b"%PDF-"))
    image = {"image": picture().pk, "alt_text": "Un mapa", "decorative": False}
    target = pages.standing(home, slug="destino")
    page = pages.standing(
        home,
        slug="bloques",
        body=[
            {"type": "heading", "value": f"Título {HOSTILE}"},
            {"type": "text", "value": "<p>Hola <b>mundo</b></p>"},
            {"type": "picture", "value": {"image": image, "caption": f"Pie {HOSTILE}"}},
            {"type": "quote", "value": {"text": HOSTILE, "person": HOSTILE, "role": HOSTILE}},
            {"type": "figure", "value": {"number": "12", "text": HOSTILE, "source": HOSTILE}},
            {"type": "question", "value": {"question": f"¿{HOSTILE}?", "answer": "<p>Sí</p>"}},
            {"type": "call_to_act", "value": {"text": "Ir", "page": target.pk}},
            {"type": "documents", "value": [document.pk]},
        ],
    )
    html = client.get(page.get_url()).content.decode()
    assert HOSTILE not in html
    for piece in (
        "<p>Hola <b>mundo</b></p>",
        'alt="Un mapa"',
        "srcset=",
        'height="270"',
        'href="/es/destino/"',
        "2.0",
        f'href="/documentos/{document.pk}/acta',
        "¿",
    ):
        assert piece in html


def test_a_link_to_a_page_that_is_gone_is_not_shown(client: Client) -> None:
    home = pages.home()
    target = pages.standing(home, slug="destino", live=False)
    call = {"type": "call_to_act", "value": {"text": "Ir ya", "page": target.pk}}
    page = pages.standing(home, slug="bloques", body=[call])
    assert "Ir ya" not in client.get(page.get_url()).content.decode()


def test_a_picture_is_described_in_the_language_of_the_page() -> None:
    described = picture(description="Un volcán", description_en="A volcano")
    spanish_only = picture(description="Una barca")
    assert (described.default_alt_text, picture(2).default_alt_text) == ("Un volcán", "Imagen 2")
    with translation.override("en"):
        assert described.default_alt_text == "A volcano"
        assert spanish_only.default_alt_text == "Una barca"

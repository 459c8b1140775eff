"""What editors' blocks look like to a browser."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import translation
from wagtail.documents.models import Document
from wagtail.images.tests.utils import get_test_image_file

from ciudad_global.common.blocks import PictureBlock, StoryBlock
from home.models import Picture, StandardPage
from tests.factories import pages
from tests.factories.hostile import HOSTILE
from tests.factories.people import in_role

pytestmark = pytest.mark.django_db


def picture(number: int = 1, **fields: str) -> Picture:
    return Picture.objects.create(
        title=f"Imagen {number}",
        file=get_test_image_file(filename=f"imagen-{number}.png", size=(1600, 900)),
        credit="Ana",
        **fields,
    )


def moment(page: int | None) -> dict[str, object]:
    return {"when": f"Hoy {HOSTILE}", "title": HOSTILE, "text": HOSTILE, "page": page}


def person(portrait: int | None) -> dict[str, object]:
    return {"name": f"Ana {HOSTILE}", "role": HOSTILE, "portrait": portrait}


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
            {"type": "gallery", "value": [{"image": image, "caption": HOSTILE}] * 2},
            {"type": "timeline", "value": [moment(target.pk), moment(None)]},
            {"type": "people", "value": [person(None), person(image["image"])]},
            {"type": "embed", "value": {"url": f"https://youtu.be/{'a' * 11}", "title": HOSTILE}},
            {"type": "related", "value": [target.pk]},
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
        '<a href="/media/images/imagen-1',
        'data-embed="https://www.youtube-nocookie.com/embed/aaaaaaaaaaa?autoplay=1"',
        'width="104"',
        '<p class="moment__title"><a href="/es/destino/">',
    ):
        assert piece in html


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("number", [2, 4])
def test_a_gallery_and_people_cost_the_same_however_many_they_are(
    client: Client, django_assert_num_queries: Any, number: int
) -> None:
    shown = [picture(n) for n in range(number)]
    image = {"alt_text": "Un mapa", "decorative": False}
    page = pages.standing(
        pages.home(),
        body=[
            {
                "type": "gallery",
                "value": [{"image": image | {"image": one.pk}, "caption": ""} for one in shown],
            },
            {"type": "people", "value": [person(one.pk) for one in shown]},
        ],
    )
    client.get(page.get_url())
    with django_assert_num_queries(11):
        client.get(page.get_url())


def test_a_picture_needs_a_description_unless_it_is_decoration() -> None:
    block = PictureBlock()
    bare = {"image": picture().pk, "alt_text": "", "decorative": False}
    with pytest.raises(ValidationError):
        block.clean(block.to_python({"image": bare, "caption": ""}))
    decoration = block.to_python({"image": bare | {"decorative": True}, "caption": ""})
    assert block.clean(decoration) == decoration


def test_blocks_can_be_previewed_where_editors_choose_them(client: Client) -> None:
    client.force_login(in_role("editor"))
    blocks = [block for block in StoryBlock().child_blocks.values() if block.is_previewable]
    assert [block.name for block in blocks] == [
        "heading", "text", "quote", "figure", "question", "timeline", "people", "embed",
    ]  # fmt: skip
    for block in StandardPage.body.field.stream_block.child_blocks.values():
        if block.is_previewable:
            address = reverse("wagtailadmin_block_preview")
            answer = client.get(address, {"id": block.definition_prefix})
            assert f'<div class="story__{block.name}">' in answer.content.decode()


def test_blocks_add_nothing_to_migrations() -> None:
    _name, path, args, kwargs = StandardPage.body.field.deconstruct()
    assert (path, args) == ("ciudad_global.common.blocks.StoryField", [])
    assert set(kwargs) == {"blank", "verbose_name"}


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

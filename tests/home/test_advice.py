"""Advice on the words of a page, which its preview carries to the editor."""

import pytest
from django.test import Client
from django.urls import reverse

from ciudad_global.common.templatetags.advice import passages
from home.models import StandardPage
from tests.factories import in_role, pages
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


def page_with(*paragraphs: str) -> StandardPage:
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    body = [{"type": "text", "value": text}]
    page = pages.standing(pages.home(), introduction="Hola.", body=body)
    page.save_revision()
    return page


def preview(client: Client, page: StandardPage) -> str:
    client.force_login(in_role("editor"))
    address = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
    return client.get(address).content.decode()


def advice(html: str) -> str:
    return html.partition("<template data-reading-advice>")[2].partition("</template>")[0]


def test_a_preview_says_how_easily_it_is_read(client: Client) -> None:
    said = advice(preview(client, page_with("La gente bebe agua limpia. " * 12)))
    assert "Lectura: muy fácil (94 de 100)" in said
    assert "consejo" not in said


def test_it_names_long_sentences(client: Client) -> None:
    said = advice(preview(client, page_with(f"{HOSTILE.replace('<', '&lt;')} {'agua ' * 40}")))
    assert "1 frase pasa de 30 palabras" in said
    assert HOSTILE not in said


def test_readers_get_neither_advice_nor_the_userbar(client: Client) -> None:
    page = page_with("agua " * 60)
    assert "wagtail-userbar" in preview(client, page)
    html = client.get(page.get_url()).content.decode()
    assert "data-reading-advice" not in html
    assert "wagtail-userbar" not in html


def test_the_panel_of_checks_has_a_place_for_it(client: Client) -> None:
    page = page_with("agua")
    client.force_login(in_role("editor"))
    html = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "data-reading-panel" in html
    assert "backoffice/advice.js" in html
    assert "data-checks-panel" in html


def test_paragraphs_and_items_of_lists_stay_apart() -> None:
    body = [
        {"type": "text", "value": "<p>Uno<br/>dos</p><ul><li>tres &amp; más</li></ul>"},
        {"type": "heading", "value": "Título"},
        {"type": "question", "value": {"question": "¿Sí?", "answer": "<p>Claro</p>"}},
    ]
    page = pages.standing(pages.home(), introduction="Hola", body=body)
    words = [line for line in passages(page).splitlines() if line]
    assert words == ["Hola", "Uno", "dos", "tres & más", "Claro"]

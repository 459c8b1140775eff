"""The pictures of shared links: of what is public, and of nothing else."""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from ciudad_global.common.share_picture import digest
from consultations.models import Consultation
from home.models import HomePage
from tests.factories import ConsultationFactory, ProposalFactory, consultation_pages, pages

pytestmark = pytest.mark.django_db


def address(kind: str, thing: Any) -> str:
    return f"/compartir/{kind}/{thing.pk}-{digest(thing.title)}.png"


def test_a_public_page_has_a_picture_that_is_kept_for_good(client: Client) -> None:
    page = pages.standing(pages.home())
    response = client.get(address("pagina", page))
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies


def test_it_is_drawn_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    page = pages.standing(pages.home())
    first = client.get(address("pagina", page)).content
    monkeypatch.delattr("home.views.share_picture.draw")
    assert client.get(address("pagina", page)).content == first


def test_other_words_are_not_drawn(client: Client) -> None:
    page = pages.standing(pages.home(), title="Agua")
    assert client.get(f"/compartir/pagina/{page.pk}-{digest('Sol')}.png").status_code == 404
    assert client.get(address("nada", page)).status_code == 404


def test_a_new_title_has_a_new_picture(client: Client) -> None:
    page = pages.standing(pages.home(), title="Agua")
    old = address("pagina", page)
    page.title = "Sol"
    page.save()
    assert [client.get(one).status_code for one in (old, address("pagina", page))] == [404, 200]


def test_what_is_not_public_has_no_picture(client: Client) -> None:
    draft = ConsultationFactory(state=Consultation.State.DRAFT)
    hidden = [
        address("pagina", consultation_pages.publish(draft)),
        address("propuesta", ProposalFactory(consultation=draft)),
    ]
    home = HomePage.objects.get(slug="portada")
    hidden.append(address("pagina", pages.standing(home, live=False)))
    waits = ProposalFactory(state="pending")
    hidden.append(address("propuesta", waits))
    assert [client.get(one).status_code for one in hidden] == [404] * 4

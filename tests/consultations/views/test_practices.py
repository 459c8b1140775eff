"""Citing practices in a proposal: choosing, looking for more, showing."""

from typing import Any

import pytest
from django.test import Client

from consultations.models import Proposal
from dialogues.models import PracticePage
from home import search_index
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory, pages
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db
URL = "/es/consultas/abierta/proponer/"


@pytest.fixture
def practices() -> list[PracticePage]:
    """Ten public practices."""
    ConsultationFactory(slug="abierta")
    index = pages.practices(pages.home())
    found = [pages.practice(index, number) for number in range(10)]
    for page in found:
        search_index.keep(page)
    return found


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(ResidentFactory())
    return client


def written(*chosen: PracticePage | str, **fields: Any) -> dict[str, Any]:
    """Return a proposal as the form sends it."""
    keys = [getattr(each, "translation_key", each) for each in chosen]
    return {
        "title": "Más sombra en las paradas",
        "body": "Con árboles.",
        "language": "es",
        "practices": [str(key) for key in keys],
        "do": "send",
    } | fields


def test_the_form_offers_some(signed_in: Client, practices: list[PracticePage]) -> None:
    html = signed_in.get(URL).content.decode()
    assert "¿Ya funciona en otra parte?" in html
    assert html.count('name="practices"') == 8
    assert HOSTILE not in html


def test_without_practices_the_form_does_not_ask(signed_in: Client) -> None:
    ConsultationFactory(slug="abierta")
    assert "¿Ya funciona en otra parte?" not in signed_in.get(URL).content.decode()


def test_a_proposal_cites_practices(signed_in: Client, practices: list[PracticePage]) -> None:
    signed_in.post(URL, written(practices[9], practices[2]))
    proposal = Proposal.objects.get()
    cited = set(proposal.practices.values_list("pk", flat=True))
    assert cited == {practices[9].translation_key, practices[2].translation_key}
    html = signed_in.get(proposal.get_absolute_url()).content.decode()
    assert "Esto ya funciona en…" in html
    assert f'href="{practices[9].get_url()}"' in html
    assert HOSTILE not in html


def test_a_fourth_is_refused_and_nothing_is_lost(
    signed_in: Client, practices: list[PracticePage]
) -> None:
    html = signed_in.post(URL, written(*practices[:4])).content.decode()
    assert "Elegiste 4 experiencias y caben 3" in html
    assert html.count("checked") == 4
    assert not Proposal.objects.exists()


@pytest.mark.parametrize("key", ["x", "1", "5f0c2a1e-7b1d-4a52-9c0e-2f6f0e1d3b47"])
def test_what_is_not_a_public_practice_is_refused(
    signed_in: Client, practices: list[PracticePage], key: str
) -> None:
    assert signed_in.post(URL, written(key)).status_code == 200
    practices[0].unpublish()
    signed_in.post(URL, written(practices[0]))
    assert not Proposal.objects.exists()


def test_looking_for_more_keeps_what_was_typed(
    signed_in: Client, practices: list[PracticePage]
) -> None:
    sent = written(practices[9], do="practices", practices_q="experiencia 3")
    html = signed_in.post(URL, sent).content.decode()
    assert html.count('name="practices"') == 2
    assert html.count("checked") == 1
    assert "Más sombra en las paradas" in html
    assert not Proposal.objects.exists()


def test_a_script_looks_for_more(client: Client, practices: list[PracticePage]) -> None:
    found = client.get(
        "/es/consultas/abierta/experiencias/",
        {"practices": [str(practices[9].translation_key), "x"], "practices_q": "EXPERIENCIA 3"},
    ).content.decode()
    assert found.count('name="practices"') == 2
    assert found.count("checked") == 1
    none = client.get("/es/consultas/abierta/experiencias/?practices_q=nada").content.decode()
    assert "No encontramos experiencias" in none


def test_a_draft_keeps_what_is_chosen(signed_in: Client, practices: list[PracticePage]) -> None:
    signed_in.post(URL, written(practices[4], do="save"))
    draft = Proposal.objects.get()
    assert draft.practices.count() == 0  # a draft keeps what was typed as it was typed
    html = signed_in.get(draft.draft_url).content.decode()
    assert html.count("checked") == 1
    signed_in.post(URL, written(practices[4], draft=draft.pk))
    assert list(Proposal.objects.get().practices.values_list("pk", flat=True)) == [
        practices[4].translation_key
    ]


def test_an_author_changes_them_until_somebody_has_voted(
    client: Client, practices: list[PracticePage]
) -> None:
    author = ResidentFactory()
    proposal = ProposalFactory(author=author)
    proposal.practices.add(practices[0].translation_key)
    client.force_login(author)
    url = f"/es/propuestas/{proposal.pk}/editar/"
    assert client.get(url).content.decode().count("checked") == 1
    seen = {"seen": proposal.fingerprint()}
    looked = client.post(url, written(practices[1], do="practices", **seen)).content.decode()
    assert looked.count("checked") == 1
    client.post(url, written(practices[1], do="save", **seen))
    assert list(proposal.practices.values_list("pk", flat=True)) == [practices[1].translation_key]
    Proposal.objects.update(agree_count=1)
    proposal.refresh_from_db()
    assert 'name="practices"' not in client.get(url).content.decode()
    client.post(url, written(practices[2], do="save", body="b", seen=proposal.fingerprint()))
    assert list(proposal.practices.values_list("pk", flat=True)) == [practices[1].translation_key]


def test_a_practice_that_is_no_longer_public_is_not_shown(
    client: Client, practices: list[PracticePage]
) -> None:
    proposal = ProposalFactory()
    proposal.practices.add(practices[0].translation_key)
    practices[0].unpublish()
    assert "Esto ya funciona en" not in client.get(proposal.get_absolute_url()).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_a_proposal_costs_the_same_for_any_number(
    client: Client, django_assert_num_queries, practices: list[PracticePage], count: int
) -> None:
    proposal = ProposalFactory()
    proposal.practices.set([page.translation_key for page in practices[:count]])
    client.get(proposal.get_absolute_url())
    with django_assert_num_queries(7):
        client.get(proposal.get_absolute_url())

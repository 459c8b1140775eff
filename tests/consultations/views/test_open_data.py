"""A consultation's open data."""

import io
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from ciudad_global.common import signing
from ciudad_global.moderation.states import State
from consultations.actions import snapshot
from consultations.models import Consultation, Export
from tests.factories import ConsultationFactory, ProposalFactory
from tests.factories.consultation_pages import publish
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation(run_tasks: Any) -> Consultation:
    consultation: Consultation = publish(slug="agua").consultation
    ProposalFactory(consultation=consultation)
    snapshot.take(consultation=consultation)
    run_tasks()
    return consultation


def address(consultation: Consultation, name: str = "datos/") -> str:
    return f"/es/consultas/{consultation.slug}/{name}"


def test_it_works(client: Client, consultation: Consultation) -> None:
    response = client.get(address(consultation))
    html = response.content.decode()
    assert Export.objects.get(excel=False).sha256 in html
    assert consultation.snapshots.get().sha256 in html
    assert "imported_against" in html
    assert HOSTILE not in html


def test_the_file_is_the_one_whose_hash_is_shown(
    client: Client, consultation: Consultation
) -> None:
    export = Export.objects.get(excel=False)
    response = client.get(address(consultation, "datos.zip"))
    content = b"".join(response.streaming_content)
    assert response["Content-Type"] == "application/zip"
    assert f"datos-{consultation.slug}.zip" in response["Content-Disposition"]
    assert "manifest.sig" in ZipFile(io.BytesIO(content)).namelist()
    assert response["ETag"] == f'"{export.sha256}"'
    unchanged = client.get(
        address(consultation, "datos.zip"), headers={"If-None-Match": response["ETag"]}
    )
    assert unchanged.status_code == 304


def test_spreadsheets_get_their_own(client: Client, consultation: Consultation) -> None:
    response = client.get(address(consultation, "datos.zip?excel=1"))
    assert response["ETag"] == f'"{Export.objects.get(excel=True).sha256}"'
    assert b"".join(response.streaming_content)


def test_what_was_taken_down_is_gone_at_once(client: Client, consultation: Consultation) -> None:
    consultation.proposals.get().move_to(State.HELD)
    assert client.get(address(consultation, "datos.zip")).status_code == 404
    assert "Todavía no hay datos" in client.get(address(consultation)).content.decode()


def test_hidden_totals_are_given_to_nobody(client: Client, consultation: Consultation) -> None:
    Consultation.objects.update(totals=Consultation.Totals.AFTER_CLOSING)
    assert client.get(address(consultation, "datos.zip")).status_code == 404
    assert "al cerrar, y los datos también" in client.get(address(consultation)).content.decode()


def test_a_draft_has_none(client: Client) -> None:
    draft = ConsultationFactory(state=Consultation.State.DRAFT)
    assert client.get(address(draft)).status_code == 404
    assert client.get(address(draft, "datos.zip")).status_code == 404


def test_the_key_is_published(client: Client) -> None:
    response = client.get(signing.KEY_PATH)
    assert (response.status_code, response.content) == (200, signing.public_key())


def test_the_page_costs_the_same_for_any_number(
    client: Client, consultation: Consultation, django_assert_num_queries: Any
) -> None:
    client.get(address(consultation))
    with django_assert_num_queries(4):
        client.get(address(consultation))

"""The transparency report, as everybody reads it."""

import csv
import io

import pytest
from django.test import Client
from django.utils import timezone

from ciudad_global.common import spreadsheet
from ciudad_global.moderation.models import Case
from tests.factories import (
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    consultation_pages,
)
from tests.factories.decisions import decide

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return consultation_pages.publish()


def take_down(consultation, number: int = 1) -> None:
    moderator = ModeratorFactory(display_name="Quien Modera")
    consultation.moderators.add(moderator)
    for _number in range(number):
        case = Case.objects.create(
            consultation=consultation,
            proposal=ProposalFactory(consultation=consultation, title="Lo que se retiró"),
            cause="flag",
            waiting_since=timezone.now(),
        )
        decide(by=moderator, case=case, outcome="removed", reason="spam", text="Es publicidad.")


def rows(client: Client, address: str) -> list[list[str]]:
    response = client.get(address)
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))


def test_it_tells_numbers_and_neither_texts_nor_people(client, page) -> None:
    take_down(page.consultation, 5)
    for address in ("/es/transparencia/", f"/es/transparencia/{page.consultation.slug}/"):
        html = client.get(address).content.decode()
        assert "publicidad o mensajes repetidos" in html
        for secret in ("Lo que se retiró", "Quien Modera", "Es publicidad."):
            assert secret not in html


def test_a_small_number_is_not_told(client, page) -> None:
    take_down(page.consultation, 3)
    address = f"/es/transparencia/{page.consultation.slug}"
    html = client.get(f"{address}/").content.decode()
    assert "menos de 5" in html
    assert "publicidad" not in html.partition("<main")[2].partition("</main")[0]
    found = {(when, what): number for when, what, number in rows(client, f"{address}.csv")}
    assert found["todos", "No publicadas o retiradas"] == "<5"


def test_the_table_has_the_figures(client, page) -> None:
    take_down(page.consultation, 6)
    month = timezone.localdate().strftime("%Y-%m")
    found = rows(client, f"/es/transparencia/{page.consultation.slug}.csv")
    assert found[0] == ["mes", "dato", "cuántas"]
    assert [month, "No publicadas o retiradas", "6"] in found
    assert ["todos", "Propuestas recibidas", "6"] in found
    assert [
        "todos",
        "No publicadas o retiradas: publicidad o mensajes repetidos",
        "6",
    ] in found
    assert rows(client, "/en/transparencia.csv")[0] == ["month", "figure", "how many"]


def test_it_speaks_both_languages(client, page) -> None:
    html = client.get("/en/transparencia/").content.decode()
    assert "Transparency of moderation" in html


def test_it_is_the_same_for_everybody_and_may_be_kept(client, page) -> None:
    take_down(page.consultation, 5)
    address = f"/es/transparencia/{page.consultation.slug}/"
    assert client.get(address).content == Client().get(address).content
    assert client.get(address).cookies == {}
    assert client.get("/es/transparencia.csv")["Cache-Control"] == "public, max-age=300"


def test_consultations_lead_to_it_and_it_to_them(client, page) -> None:
    address = f"/es/transparencia/{page.consultation.slug}/"
    assert address in client.get(page.url).content.decode()
    assert address in client.get("/es/transparencia/").content.decode()
    assert page.url in client.get(address).content.decode()
    assert "/es/transparencia/" in client.get(page.url).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow(client, django_assert_num_queries, number) -> None:
    index = consultation_pages.index()
    for _number in range(number):
        take_down(consultation_pages.publish(parent=index).consultation, number)
    client.get("/es/buscar/")  # menus
    with django_assert_num_queries(10):
        client.get("/es/transparencia/")
    with django_assert_num_queries(2):
        client.get("/es/transparencia/")
    with django_assert_num_queries(0):
        client.get("/es/transparencia.csv")


def test_a_consultation_without_a_page_has_one(client) -> None:
    consultation = ConsultationFactory()
    assert client.get(f"/es/transparencia/{consultation.slug}/").status_code == 200


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@a", "\tx", "\rx"])
def test_no_cell_is_calculated(cell) -> None:
    assert spreadsheet.harmless(cell) == f"'{cell}"

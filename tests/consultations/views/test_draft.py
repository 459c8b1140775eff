"""The draft that saves itself: for residents on the server, for visitors until they sign in."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from consultations.actions import draft as drafts
from consultations.models import Consultation, Proposal
from tests.factories import (
    ConsultationFactory,
    GoalFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    in_role,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db

TYPED = {
    "title": "  Corta",
    "summary": HOSTILE,
    "body": "Un renglón\r\ny otro" + " más" * 3_000,
    "language": "es",
    "goals": ["1", "2"],
    "alcaldias": [],
    "practices": [],
    "practices_q": "",
    "theme": "",
    "window": "",
}
IN_PLACE = {"HX-Request": "true"}


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory()


@pytest.fixture
def address(consultation: Consultation) -> str:
    return f"/es/consultas/{consultation.slug}/proponer/"


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(ResidentFactory())
    return client


def save(client: Client, address: str, in_place: bool = False, **fields: Any) -> Any:
    headers = IN_PLACE if in_place else {}
    return client.post(address, TYPED | {"do": "save"} | fields, headers=headers)


def test_it_works(signed_in: Client, address: str) -> None:
    response = save(signed_in, address, in_place=True)
    draft = Proposal.objects.get()
    assert draft.typed == TYPED
    html = response.content.decode()
    assert "Guardado hace un momento" in html
    assert f'name="draft" value="{draft.pk}"' in html
    assert f'name="seen" value="{draft.fingerprint()}"' in html
    assert response["HX-Replace-Url"] == f"{address}?borrador={draft.pk}"


def test_without_script_a_button_saves(signed_in: Client, address: str) -> None:
    response = save(signed_in, address)
    draft = Proposal.objects.get()
    assert response.url == f"{address}?borrador={draft.pk}"
    assert "Guardamos tu borrador" in signed_in.get(response.url).content.decode()


def test_it_continues_on_another_device(address: str) -> None:
    GoalFactory()
    person, phone, computer = ResidentFactory(), Client(), Client()
    phone.force_login(person)
    save(phone, address)
    computer.force_login(person)
    html = computer.get("/es/mi-participacion/?ver=borradores").content.decode()
    draft = Proposal.objects.get()
    assert f'href="{draft.draft_url}"' in html
    assert "Corta" in html
    response = computer.get(draft.draft_url)
    form = response.context["form"]
    assert form["body"].value() == TYPED["body"]
    assert form["goals"].value() == TYPED["goals"]
    # Nobody is blamed for a text that is not finished.
    assert "Falta corregir algo" not in response.content.decode()
    assert "<script>alert" not in response.content.decode()


def test_the_newest_one_is_found_without_its_number(signed_in: Client, address: str) -> None:
    assert signed_in.get(f"{address}?borrador=ultimo").url == address
    save(signed_in, address)
    save(signed_in, address, title="La segunda")
    newest = Proposal.objects.get(typed__title="La segunda")
    assert signed_in.get(f"{address}?borrador=ultimo").url == newest.draft_url


def test_an_empty_form_is_not_kept(signed_in: Client, address: str) -> None:
    response = save(signed_in, address, in_place=True, title="", summary="", body="")
    assert "No se guardó." in response.content.decode()
    assert not Proposal.objects.exists()


def test_the_other_drafts_are_offered(signed_in: Client, address: str) -> None:
    save(signed_in, address)
    html = signed_in.get(address).content.decode()
    assert "Tus borradores en esta consulta" in html
    assert Proposal.objects.get().draft_url in html


def test_a_refusal_in_place_says_why_and_keeps_its_place(signed_in: Client, address: str) -> None:
    for number in range(drafts.LIMIT):
        save(signed_in, address, title=f"Número {number}")
    response = save(signed_in, address, in_place=True)
    assert response.status_code == 200
    assert "Ya tienes 5 borradores" in response.content.decode()
    response = save(signed_in, address)
    assert response.status_code == 403
    assert response.context["form"]["body"].value() == TYPED["body"]


def test_two_windows_keep_both_texts(signed_in: Client, address: str) -> None:
    save(signed_in, address)
    draft = Proposal.objects.get()
    where = {"draft": draft.pk, "seen": draft.fingerprint()}
    save(signed_in, address, title=f"En el teléfono {HOSTILE}", **where)
    in_place = save(signed_in, address, in_place=True, title="En la compu", **where)
    assert "cambió en otra ventana" in in_place.content.decode()
    response = save(signed_in, address, title="En la compu", **where)
    html = response.content.decode()
    assert response.status_code == 409
    assert response.context["form"]["title"].value() == "En la compu"
    assert "En el teléfono &lt;script&gt;" in html
    draft.refresh_from_db()
    assert draft.typed["title"].startswith("En el teléfono")
    # Sending it again is the person's word.
    where["seen"] = response.context["seen"]
    assert save(signed_in, address, title="En la compu", **where).status_code == 302
    draft.refresh_from_db()
    assert draft.typed["title"] == "En la compu"


def test_an_old_window_does_not_send_over_a_newer_text(signed_in: Client, address: str) -> None:
    save(signed_in, address)
    draft = Proposal.objects.get()
    where = {"draft": draft.pk, "seen": draft.fingerprint()}
    save(signed_in, address, title="En el teléfono", **where)
    sent = TYPED | {"title": "Más sombra en las paradas", "body": "b", "goals": []} | where
    response = signed_in.post(address, sent)
    assert response.status_code == 409
    assert Proposal.objects.get().state == "draft"


def test_sending_it_ends_the_draft(signed_in: Client, address: str) -> None:
    save(signed_in, address)
    draft = Proposal.objects.get()
    sent = {
        "title": "Más sombra en las paradas",
        "body": "b",
        "language": "es",
        "draft": draft.pk,
        "seen": draft.fingerprint(),
    }
    response = signed_in.post(address, sent)
    proposal = Proposal.objects.get()
    assert (proposal.pk, proposal.state, proposal.typed) == (draft.pk, "pending", None)
    assert signed_in.post(address, sent).url == response.url == proposal.get_absolute_url()
    assert Proposal.objects.count() == 1
    # What an old window still wants to save finds that it was sent.
    late = save(signed_in, address, in_place=True, draft=draft.pk, seen="0")
    assert "Ya la enviaste" in late.content.decode()
    assert signed_in.get(f"{address}?borrador={draft.pk}").url == proposal.get_absolute_url()


def test_the_text_stays_readable_when_time_is_over(
    signed_in: Client, consultation: Consultation, address: str
) -> None:
    save(signed_in, address)
    consultation.phases.update(ends_at=timezone.now())
    assert signed_in.get(address).status_code == 403
    response = signed_in.get(Proposal.objects.get().draft_url)
    assert response.status_code == 200
    assert "El plazo para proponer terminó" in response.content.decode()
    assert response.context["form"]["body"].value() == TYPED["body"]
    assert save(signed_in, address, draft=Proposal.objects.get().pk).status_code == 403


@pytest.mark.parametrize("role", ["auditor", "administrator", "moderator", "editor"])
def test_nobody_else_reads_it(client: Client, address: str, role: str) -> None:
    moderator = ModeratorFactory() if role == "moderator" else in_role(role)
    draft = ProposalFactory(
        consultation=ConsultationFactory(moderators=[moderator]),
        state="draft",
        title="",
        typed={"title": "Secreta"},
    )
    client.force_login(moderator)
    for url in (f"/es/propuestas/{draft.pk}/", draft.draft_url):
        assert client.get(url).status_code == 404
    for url in ("/es/moderacion/", "/es/buscar/?q=secreta", "/sitemap-propuestas.xml"):
        assert b"Secreta" not in client.get(url).content


def test_a_visitor_writes_before_signing_in_and_nothing_is_lost(
    client: Client, address: str
) -> None:
    assert client.get(address).status_code == 200
    assert not client.cookies
    response = save(client, address, in_place=True)
    assert "Está en este navegador" in response.content.decode()
    assert not Proposal.objects.exists()
    response = client.get(address)
    assert response.context["form"]["body"].value() == TYPED["body"]
    assert "Guardamos lo que habías escrito" in response.content.decode()
    person = ResidentFactory()
    client.force_login(person)
    draft = Proposal.objects.get()
    assert (draft.author, draft.typed) == (person, TYPED)
    response = client.get(f"{address}?borrador=ultimo", follow=True)
    assert response.redirect_chain == [(draft.draft_url, 302)]
    assert "cuando esté lista, envíala" in response.content.decode()
    assert client.get(address).context["form"]["body"].value() is None


def test_a_visitor_who_sends_is_led_to_sign_in_and_back_to_the_draft(
    client: Client, address: str
) -> None:
    response = client.post(address, {"title": "Más sombra en las paradas", "body": "b"})
    assert response.status_code == 200  # the language is missing: it says so before anything else
    sent = {"title": "Más sombra en las paradas", "body": "b", "language": "es"}
    response = client.post(address, sent)
    assert response.url == f"/es/cuenta/login/?next={address}%3Fborrador%3Dultimo"
    client.force_login(ResidentFactory())
    draft = Proposal.objects.get()
    assert draft.typed["title"] == sent["title"]
    where = {"draft": draft.pk, "seen": draft.fingerprint()}
    client.post(address, sent | where)
    assert Proposal.objects.get().state == "pending"


def test_a_visitor_throws_away_what_was_kept(client: Client, address: str) -> None:
    save(client, address)
    client.post(address, {"do": "discard"})
    assert not client.get(address).context["restored"]


def test_the_link_of_a_draft_asks_a_visitor_to_sign_in(client: Client, address: str) -> None:
    response = client.get(f"{address}?borrador=7")
    assert response.url == f"/es/cuenta/login/?next={address}%3Fborrador%3D7"


def test_a_session_that_ends_while_writing_loses_nothing(address: str) -> None:
    person, client = ResidentFactory(), Client()
    client.force_login(person)
    save(client, address)
    draft = Proposal.objects.get()
    where = {"draft": draft.pk, "seen": draft.fingerprint()}
    client.logout()
    save(client, address, title="Escrita sin sesión", **where)
    client.force_login(person)
    draft.refresh_from_db()
    assert draft.typed["title"] == "Escrita sin sesión"
    assert Proposal.objects.count() == 1


def test_signing_in_keeps_a_text_that_was_changed_elsewhere_too(address: str) -> None:
    person, client = ResidentFactory(), Client()
    client.force_login(person)
    save(client, address)
    draft = Proposal.objects.get()
    where = {"draft": draft.pk, "seen": draft.fingerprint()}
    client.logout()
    save(client, address, title="Escrita sin sesión", **where)
    drafts.save(by=person, consultation=draft.consultation, typed={"title": "Otra"}, pk=draft.pk)
    client.force_login(person)
    titles = {draft.typed["title"] for draft in Proposal.objects.all()}
    assert titles == {"Escrita sin sesión", "Otra"}


def test_what_does_not_fit_waits_in_the_session(client: Client, address: str) -> None:
    person, other = ResidentFactory(), Client()
    other.force_login(person)
    for number in range(drafts.LIMIT):
        save(other, address, title=f"Número {number}")
    save(client, address, title="La sexta")
    client.force_login(person)
    assert Proposal.objects.count() == drafts.LIMIT
    assert client.get(address).context["form"]["title"].value() == "La sexta"


def test_what_is_too_long_is_refused_to_visitors_too(client: Client, address: str) -> None:
    response = save(client, address, body="a" * drafts.LONGEST)
    assert response.status_code == 403
    assert "demasiado largo" in response.content.decode()
    assert "drafts" not in client.session


def test_one_network_does_not_fill_the_table_of_sessions(address: str, settings: Any) -> None:
    # A new dictionary: `|=` would change the one that the fixture puts back.
    settings.ACCOUNT_RATE_LIMITS = settings.ACCOUNT_RATE_LIMITS | {"keep_text": "2/h/ip"}
    patient, *others = [Client() for _visitor in range(3)]
    for visitor in (patient, patient, patient, others[0]):
        assert save(visitor, address, in_place=True).context["saved"] is True
    response = save(others[1], address, in_place=True)
    assert response.context["why"].startswith("Desde tu red se guardaron muchos textos")
    response = others[1].post(address, TYPED | {"do": "save"})
    assert (response.status_code, response.context["form"]["title"].value()) == (403, "  Corta")


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(
    signed_in: Client,
    address: str,
    django_assert_num_queries: Any,
    django_assert_max_num_queries: Any,
    number: int,
) -> None:
    for n in range(number):
        save(signed_in, address, title=f"Número {n}")
    signed_in.get(address)
    with django_assert_num_queries(12):
        signed_in.get(address)
    url = Proposal.objects.select_related("consultation").order_by("pk")[0].draft_url
    with django_assert_max_num_queries(16):  # what is like the title is asked for, too
        signed_in.get(url)
    signed_in.get("/es/mi-participacion/?ver=borradores")
    with django_assert_num_queries(6):
        signed_in.get("/es/mi-participacion/?ver=borradores")

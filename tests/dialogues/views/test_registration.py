"""A person's place in a session, from the page to the door."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from dialogues.models import Encounter, Registration, SessionPage
from dialogues.reports import registrations
from dialogues.views.door import PAGE_SIZE
from tests.consultations.test_taps import sign_in
from tests.factories import RegistrationFactory, ResidentFactory, in_role, pages
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> SessionPage:
    receiver = in_role("moderator")
    above = pages.dialogue(pages.dialogues(pages.home()))
    return pages.session(above, capacity=2, door_staff=[receiver])


@pytest.fixture
def encounter(session: SessionPage) -> Encounter:
    return Encounter.objects.get(pk=session.translation_key)


@pytest.fixture
def receiver(session: SessionPage, client: Client) -> Any:
    user = session.door_staff.get()
    client.force_login(user)
    return user


def address(encounter: Encounter, part: str = "inscripcion") -> str:
    return f"/es/sesiones/{encounter.pk}/{part}/"


def said(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def read(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    html = response.content.decode()
    assert HOSTILE not in html
    return html


def test_the_page_says_how_many_seats_are_left(
    client: Client, session: SessionPage, encounter: Encounter
) -> None:
    assert "Quedan 2 lugares de 2." in read(client, session.get_url())
    RegistrationFactory.create_batch(2, encounter=encounter)
    RegistrationFactory(encounter=encounter, state="waiting")
    assert "Está llena, y 1 persona espera lugar." in read(client, session.get_url())


def test_a_resident_registers_and_sees_the_pass(
    client: Client, session: SessionPage, encounter: Encounter
) -> None:
    resident = ResidentFactory()
    client.force_login(resident)
    response = client.post(address(encounter), {"needs": f"Rampa {HOSTILE}"})
    assert said(response) == ["Tienes lugar. Te mandamos tu pase por correo."]
    mine = Registration.objects.get()
    assert (mine.user, mine.needs) == (resident, f"Rampa {HOSTILE}")
    assert f"/es/pase/{mine.token}/" in read(client, session.get_url())
    assert "Tienes lugar" in read(client, address(encounter))
    assert "<svg" in read(client, f"/es/pase/{mine.token}/")
    assert f"/es/pase/{mine.token}/" in read(client, "/es/mi-participacion/?ver=sesiones")


def test_who_waits_sees_the_place(
    client: Client, session: SessionPage, encounter: Encounter
) -> None:
    RegistrationFactory.create_batch(2, encounter=encounter)
    RegistrationFactory(encounter=encounter, state="waiting")
    mine = RegistrationFactory(encounter=encounter, state="waiting")
    client.force_login(mine.user)
    for url in (session.get_url(), address(encounter)):
        assert "Estás en lista de espera, lugar 2" in read(client, url)
    assert client.get(f"/es/pase/{mine.token}/").url == address(encounter)


def test_a_visitors_wish_is_kept_and_carried_out(client: Client, encounter: Encounter) -> None:
    response = client.post(
        address(encounter), {"needs": "Rampa."}, headers={"sec-fetch-site": "same-origin"}
    )
    assert response.url == f"/es/cuenta/login/?next={address(encounter)}"
    assert Registration.objects.count() == 0
    sign_in(client, "vecina@example.org")
    mine = Registration.objects.get()
    assert (mine.user.email, mine.needs, mine.has_seat) == ("vecina@example.org", "Rampa.", True)


def test_what_a_person_needs_can_be_changed_and_taken_back(
    client: Client, encounter: Encounter
) -> None:
    mine = RegistrationFactory(encounter=encounter)
    client.force_login(mine.user)
    for needs in ("Intérprete.", ""):
        client.post(address(encounter), {"needs": needs})
        mine.refresh_from_db()
        assert mine.needs == needs


def test_too_long_a_text_is_kept_in_the_form(client: Client, encounter: Encounter) -> None:
    client.force_login(ResidentFactory())
    html = client.post(address(encounter), {"needs": "a" * 501}).content.decode()
    assert "a" * 501 in html
    assert Registration.objects.count() == 0


def test_cancelling_asks_first(client: Client, encounter: Encounter) -> None:
    mine = RegistrationFactory(encounter=encounter)
    client.force_login(mine.user)
    asking = address(encounter, "inscripcion/cancelar")
    assert "¿Cancelar tu inscripción?" in read(client, asking)
    response = client.post(asking)
    assert said(response) == ["Cancelaste tu inscripción. Gracias por dejar el lugar."]
    mine.refresh_from_db()
    assert (mine.state, mine.needs) == ("cancelled", "")


def test_a_pass_is_nobody_elses(client: Client, encounter: Encounter) -> None:
    url = f"/es/pase/{RegistrationFactory(encounter=encounter).token}/"
    for user in (ResidentFactory(), in_role("administrator")):
        client.force_login(user)
        assert client.get(url).status_code == 404


def test_the_door_opens_by_the_pass_once(
    client: Client, encounter: Encounter, receiver: Any
) -> None:
    row = RegistrationFactory(encounter=encounter)
    url = f"/es/pase/{row.token}/"
    html = read(client, url)
    assert "Dejar entrar" in html
    assert "Rampa" in html
    client.post(url)
    row.refresh_from_db()
    assert row.checked_in_by == receiver
    assert "Ya había entrado, a las" in read(client, url)
    client.post(url, {"undo": "1"})
    row.refresh_from_db()
    assert row.is_present is False


def test_the_door_is_searched_without_accents(
    client: Client, encounter: Encounter, receiver: Any
) -> None:
    for name in ("José Núñez", "Ana Ruiz"):
        RegistrationFactory(encounter=encounter, user=ResidentFactory(display_name=name))
    html = read(client, f"{address(encounter, 'acceso')}?q=nunez")
    assert ("José Núñez" in html, "Ana Ruiz" in html) == (True, False)


def test_the_list_of_needs_names_who_needs_something(
    client: Client, encounter: Encounter, receiver: Any
) -> None:
    RegistrationFactory(encounter=encounter, user=ResidentFactory(display_name="Ana Ruiz"))
    RegistrationFactory(encounter=encounter, user=ResidentFactory(display_name="Eva Sol"), needs="")
    html = read(client, address(encounter, "acceso/necesidades"))
    assert ("Ana Ruiz" in html, "Eva Sol" in html) == (True, False)


@pytest.mark.parametrize("count", [1, PAGE_SIZE + 1])
def test_the_door_costs_the_same_for_any_number(
    client: Client,
    encounter: Encounter,
    receiver: Any,
    django_assert_max_num_queries: Any,
    count: int,
) -> None:
    RegistrationFactory.create_batch(count, encounter=encounter)
    client.get(address(encounter, "acceso"))
    with django_assert_max_num_queries(14):
        response = client.get(address(encounter, "acceso"))
    assert len(response.context["page"].object_list) == min(count, PAGE_SIZE)
    assert bool(response.context["next_url"]) is (count > PAGE_SIZE)


def test_the_team_reads_counts(encounter: Encounter) -> None:
    RegistrationFactory(encounter=encounter)
    came = RegistrationFactory(encounter=encounter)
    Registration.objects.filter(pk=came.pk).update(checked_in_at=encounter.starts_at)
    RegistrationFactory(encounter=encounter, state="waiting")
    (row,) = registrations.by_encounter(Encounter.objects.all())
    assert (row["registered"], row["waiting"], row["present"]) == (2, 1, 1)
    assert registrations.was_present(came.user, encounter) is True
    assert registrations.is_registered(ResidentFactory(), encounter) is False

"""One entry: an e-mail, a code, in."""

import re
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import mail
from django.test import Client

from ciudad_global.users.models import User
from tests.factories import ResidentFactory, UserFactory, pages

pytestmark = pytest.mark.django_db

ENTRY = "/es/cuenta/login/"
CONFIRM = "/es/cuenta/login/code/confirm/"
WAY = "/es/propuestas/1/voto/?value=agree"


def sent_code() -> str:
    match = re.search(r"^\s+(\d{6})$", mail.outbox[-1].body, re.MULTILINE)
    assert match
    return match[1]


def ask(client: Client, email: str, **more: str):
    return client.post(ENTRY, {"email": email, **more})


def test_it_works_for_a_known_address(client: Client) -> None:
    user = ResidentFactory()
    answer = ask(client, user.email)
    assert (answer.status_code, answer["Location"]) == (302, CONFIRM)
    answer = client.post(CONFIRM, {"code": sent_code()})
    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_an_unknown_address_gets_an_account_that_its_code_verifies(client: Client) -> None:
    ask(client, "Nueva.Persona@Example.org")
    user = User.objects.get()
    assert (user.email, user.is_verified, user.has_usable_password()) == (
        "nueva.persona@example.org",
        False,
        False,
    )
    client.post(CONFIRM, {"code": sent_code()})
    assert client.session["_auth_user_id"] == str(user.pk)
    assert User.objects.get().is_verified is True


def test_known_and_unknown_addresses_are_answered_alike() -> None:
    known = ResidentFactory(email="a@example.org").email
    suspended = ResidentFactory(email="b@example.org", is_active=False).email
    answers = []
    for email in (known, suspended, "c@example.org"):
        client = Client()
        first = ask(client, email)
        page = client.get(first["Location"]).content.decode().replace(email, "")
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)
        answers.append((first.status_code, first["Location"], page))
    assert answers[0] == answers[1] == answers[2]
    assert len(mail.outbox) == 3


def test_a_suspended_person_gets_no_code(client: Client) -> None:
    ask(client, ResidentFactory(is_active=False).email)
    assert re.findall(r"\d{6}", mail.outbox[0].body) == []
    assert client.post(CONFIRM, {"code": ""}).status_code == 200
    assert "_auth_user_id" not in client.session


def test_the_same_new_address_twice_makes_one_account() -> None:
    ask(Client(), "nueva@example.org")
    ask(Client(), "NUEVA@example.org")
    assert User.objects.count() == EmailAddress.objects.count() == 1


def test_the_way_is_kept_to_the_end(client: Client) -> None:
    user = ResidentFactory()
    page = client.get(ENTRY, {"next": WAY}).content.decode()
    assert 'name="next" value="/es/propuestas/1/voto/?value=agree"' in page
    answer = ask(client, user.email, next=WAY)
    page = client.get(answer["Location"]).content.decode()
    assert 'name="next" value="/es/propuestas/1/voto/?value=agree"' in page
    answer = client.post(CONFIRM, {"code": sent_code(), "next": WAY})
    assert answer["Location"] == WAY


def test_a_way_out_of_the_site_is_not_taken(client: Client) -> None:
    ask(client, ResidentFactory().email)
    answer = client.post(CONFIRM, {"code": sent_code(), "next": "https://example.net/"})
    assert answer["Location"] == "/"


def test_the_first_time_asks_for_a_name_and_goes_on(client: Client) -> None:
    ask(client, "nueva@example.org")
    answer = client.post(CONFIRM, {"code": sent_code(), "next": WAY})
    welcome = "/es/perfil/bienvenida/?next=%2Fes%2Fpropuestas%2F1%2Fvoto%2F%3Fvalue%3Dagree"
    assert answer["Location"] == welcome
    assert f'href="{WAY}"' in client.get(welcome).content.decode()
    answer = client.post(welcome, {"display_name": "Itzel", "next": WAY})
    assert (answer["Location"], User.objects.get().display_name) == (WAY, "Itzel")


def test_the_name_is_asked_for_once(client: Client) -> None:
    for _time in range(2):
        client.logout()
        ask(client, "nueva@example.org")
        answer = client.post(CONFIRM, {"code": sent_code(), "next": WAY})
    assert answer["Location"] == WAY


def test_a_wrong_code_says_so_and_can_be_tried_again(client: Client) -> None:
    user = UserFactory()
    ask(client, user.email)
    code = sent_code()
    wrong = "000000" if code != "000000" else "111111"
    answer = client.post(CONFIRM, {"code": wrong})
    assert answer.status_code == 200
    assert "Ese no es el código" in answer.content.decode()
    client.post(CONFIRM, {"code": f" {code[:3]} {code[3:]} "})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_three_wrong_codes_end_the_attempt(client: Client) -> None:
    ask(client, ResidentFactory().email)
    code = sent_code()
    for _time in range(3):
        answer = client.post(CONFIRM, {"code": "x"})
    assert (
        "Hubo demasiados intentos" in client.get(answer["Location"], follow=True).content.decode()
    )
    client.post(CONFIRM, {"code": code})
    assert "_auth_user_id" not in client.session


def test_another_code_can_be_asked_for(client: Client) -> None:
    user = ResidentFactory()
    ask(client, user.email)
    answer = client.post(CONFIRM, {"action": "resend", "next": WAY})
    assert answer["Location"] == f"{CONFIRM}?{urlencode({'next': WAY})}"
    assert len(mail.outbox) == 2
    client.post(CONFIRM, {"code": sent_code()})
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_person_who_waits_for_a_code_may_give_another_address(client: Client) -> None:
    ask(client, "mal@example.org")
    assert client.get(ENTRY).status_code == 200
    ask(client, "bien@example.org")
    assert mail.outbox[-1].to == ["bien@example.org"]


@pytest.mark.parametrize(
    ("email", "sentence"),
    [("", "Escribe tu correo.</p>"), ("nadie", "Falta algo en el correo.")],
)
def test_an_address_that_cannot_be_is_explained(client: Client, email: str, sentence: str) -> None:
    answer = ask(client, email)
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert User.objects.count() == 0


def test_the_mail_speaks_the_persons_language(client: Client) -> None:
    user = ResidentFactory(language="en")
    with_code = ask(client, user.email)
    assert with_code.status_code == 302
    html = mail.outbox[0].alternatives[0][0]
    assert '<html lang="en">' in html
    assert f"<h1>{sent_code()}</h1>" in html


def test_a_new_account_speaks_the_language_of_the_page(client: Client) -> None:
    client.post("/en/cuenta/login/", {"email": "new@example.org"})
    assert User.objects.get().language == "en"


def test_too_many_addresses_from_one_place_are_refused(client: Client) -> None:
    answers = [ask(client, f"p{n}@example.org").status_code for n in range(21)]
    assert answers == [302] * 20 + [429]


@pytest.mark.parametrize(
    "address", ["signup/", "login/code/", "confirm-email/", "password/reset/", "password/change/"]
)
def test_pages_about_passwords_lead_to_the_one_entry(client: Client, address: str) -> None:
    assert client.get(f"/es/cuenta/{address}")["Location"] == ENTRY


def test_signing_out_needs_a_post(client: Client) -> None:
    pages.home()
    client.force_login(ResidentFactory())
    assert client.get("/es/cuenta/logout/").status_code == 200
    assert "_auth_user_id" in client.session
    client.post("/es/cuenta/logout/")
    assert "_auth_user_id" not in client.session


def test_the_code_never_goes_to_a_lookalike_address(client: Client) -> None:
    """Small letters of "K" (Kelvin) are "k": the classic way to somebody else's account."""
    ResidentFactory(email="mike@example.org")
    answer = ask(client, "mi\u212ae@example.org")
    assert answer.status_code == 200
    assert mail.outbox == []


def test_a_code_cannot_be_asked_for_all_day(client: Client) -> None:
    """A patient guesser has three tries a code: twelve codes an hour for one address."""
    assert settings.ACCOUNT_RATE_LIMITS["request_login_code"].split(",")[2] == "12/h/key"


@pytest.mark.parametrize("address", ["/admin/", "/admin/login/?next=/admin/", "/es/_util/login/"])
def test_wagtails_doors_lead_to_the_one_entry(client: Client, address: str) -> None:
    answer = client.get(address, follow=True)
    assert answer.request["PATH_INFO"] == ENTRY
    assert 'type="password"' not in answer.content.decode()
    client.force_login(ResidentFactory())
    answer = client.get(address, follow=True)
    assert answer.status_code == 403


def test_a_password_opens_no_door_of_wagtail(client: Client) -> None:
    boss = User.objects.create_superuser("boss@example.org", "a long password indeed")
    form = {"username": boss.email, "password": "a long password indeed"}
    for address in ("/admin/login/", "/es/_util/login/"):
        client.post(address, form)
        assert "_auth_user_id" not in client.session

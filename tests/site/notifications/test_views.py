"""A person's notices, and the demonstration's mail."""

import importlib
from typing import Any

import pytest
from django.urls import Resolver404, clear_url_caches, resolve, reverse

from ciudad_global import urls
from ciudad_global.notifications import outbox
from ciudad_global.notifications.actions import notify
from ciudad_global.notifications.models import Mail, Notice
from tests.factories import ResidentFactory
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db
NOTICES = "/es/avisos/"


@pytest.fixture
def resident() -> object:
    return ResidentFactory()


def told(user: Any, **facts: Any) -> Notice:
    facts = {"what": "proposal", "passage": HOSTILE, "explanation": HOSTILE} | facts
    return notify(user=user, kind="content_published", facts=facts, url="/es/mi-participacion/")


def test_it_works(client, resident) -> None:
    notice = told(resident)
    told(ResidentFactory())
    client.force_login(resident)
    response = client.get(NOTICES)
    assert [item for item, _words in response.context["items"]] == [notice]
    assert "Tu propuesta ya está publicada" in response.text
    assert "Avisos (1)" in response.text


def test_a_visitor_is_asked_to_sign_in(client) -> None:
    response = client.get(NOTICES)
    assert response["Location"] == f"{reverse('account_login')}?next={NOTICES}"


def test_opening_one_reads_it_and_goes_where_it_leads(client, resident) -> None:
    notice = told(resident)
    client.force_login(resident)
    response = client.post(f"{NOTICES}{notice.pk}/")
    notice.refresh_from_db()
    assert (response["Location"], notice.read_at is None) == ("/es/mi-participacion/", False)


def test_nobody_opens_what_another_person_was_told(client, resident) -> None:
    notice = told(resident)
    client.force_login(ResidentFactory())
    assert client.post(f"{NOTICES}{notice.pk}/").status_code == 404
    assert Notice.objects.unread_by(resident).count() == 1


def test_a_get_reads_nothing(client, resident) -> None:
    notice = told(resident)
    client.force_login(resident)
    client.get(NOTICES)
    assert client.get(f"{NOTICES}{notice.pk}/").status_code == 405
    assert Notice.objects.unread_by(resident).count() == 1


def test_all_are_read_at_once(client, resident) -> None:
    other = ResidentFactory()
    for user in (resident, resident, other):
        told(user)
    client.force_login(resident)
    client.post(NOTICES)
    assert [Notice.objects.unread_by(user).count() for user in (resident, other)] == [0, 1]
    assert "Avisos (" not in client.get(NOTICES).text


def test_the_unread_ones_stand_first(client, resident) -> None:
    old, new, newest = told(resident), told(resident), told(resident)
    client.force_login(resident)
    client.post(f"{NOTICES}{newest.pk}/")
    listed = [item for item, _words in client.get(NOTICES).context["items"]]
    assert listed == [new, old, newest]


def test_hostile_text_is_shown_and_never_run(client, resident) -> None:
    told(resident)
    client.force_login(resident)
    page = client.get(NOTICES).text
    assert "<script>alert" not in page
    assert "<b onmouseover" not in page
    assert page.count("&lt;script&gt;alert") == 2


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_do_not_grow_with_the_notices(
    client, resident, django_assert_num_queries, number
) -> None:
    for _notice in range(number):
        told(resident)
    client.force_login(resident)
    client.get(NOTICES)
    with django_assert_num_queries(5):
        client.get(NOTICES)


def test_the_demonstration_shows_a_code_that_was_mailed(client) -> None:
    mail = outbox.put(
        to="ana@example.org", subject=f"Tu código {HOSTILE}", text=f"Es:\n\n    123456\n\n{HOSTILE}"
    )
    for address in ("/correo/", f"/correo/{mail.pk}/"):
        page = client.get(address).text
        assert '<p class="code">123456</p>' in page
        assert "ana@example.org" in page
        assert "<script>alert" not in page


def test_the_demonstration_lists_the_latest_mails_first(client, monkeypatch) -> None:
    monkeypatch.setattr("ciudad_global.notifications.views.MAILS", 2)
    mails = [outbox.put(to="a@b.mx", subject="Hola", text="") for _mail in range(3)]
    items = client.get("/correo/").context["items"]
    assert [mail for mail, _code in items] == [mails[2], mails[1]]


def test_outside_the_demonstration_the_mail_has_no_address(settings) -> None:
    settings.DEMONSTRATION = False
    try:
        importlib.reload(urls)
        clear_url_caches()
        for address in ("/correo/", "/correo/1/"):
            with pytest.raises(Resolver404):
                resolve(address)
    finally:
        settings.DEMONSTRATION = True
        importlib.reload(urls)
        clear_url_caches()
    assert Mail.objects.count() == 0

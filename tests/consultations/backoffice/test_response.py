"""The city's answer: written by one person, published by another."""

import pytest
from django.urls import reverse

from ciudad_global.notifications.models import Notice
from consultations.models import Response
from tests.factories import ProposalFactory, in_role
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db
NAMES = "wagtailsnippets_consultations_response"


@pytest.fixture
def written():
    return Response.objects.create(
        proposal=ProposalFactory(), status="accepted", office="SEDEMA", body="Sí.", body_html="Sí."
    )


def post(client, role, name, *args, **data):
    client.force_login(in_role(role))
    return client.post(reverse(f"{NAMES}:{name}", args=args), data)


@pytest.mark.parametrize("role", ["official", "editor"])
def test_it_works(client, role) -> None:
    proposal = ProposalFactory()
    post(
        client, role, "add",
        proposal=proposal.pk, status="partly", office="SEDEMA", body=f"**Sí**, en 2027. {HOSTILE}",
    )  # fmt: skip
    response = Response.objects.get()
    assert "<strong>Sí</strong>" in response.body_html
    assert "<script" not in response.body_html
    assert response.written_by is not None
    assert response.published_at is None


def test_what_is_missing_is_said_in_good_spanish(client) -> None:
    answer = post(client, "official", "add", status="partly")
    assert "No se guardó: corrige lo que está marcado." in answer.content.decode()


@pytest.mark.parametrize("role", ["publisher", "moderator", "auditor", "administrator"])
def test_others_do_not_write(client, role) -> None:
    proposal = ProposalFactory()
    post(client, role, "add", proposal=proposal.pk, status="partly", office="X", body="Y")
    assert Response.objects.count() == 0


def test_publishing_tells_the_author(client, written) -> None:
    post(client, "publisher", "publish", written.pk)
    written.refresh_from_db()
    assert written.published_at is not None
    notice = Notice.objects.get()
    assert notice.user == written.proposal.author
    assert notice.url == f"{written.proposal.get_absolute_url()}#respuesta"


@pytest.mark.parametrize("role", ["official", "editor", "moderator", "administrator"])
def test_others_do_not_publish(client, written, role) -> None:
    post(client, role, "publish", written.pk)
    written.refresh_from_db()
    assert written.published_at is None


def test_publishing_twice_tells_once(client, written) -> None:
    post(client, "publisher", "publish", written.pk)
    post(client, "publisher", "publish", written.pk)
    assert Notice.objects.count() == 1


def test_nobody_publishes_their_own(client, written) -> None:
    writer = in_role("publisher")
    Response.objects.update(written_by=writer)
    client.force_login(writer)
    client.post(reverse(f"{NAMES}:publish", args=[written.pk]))
    written.refresh_from_db()
    assert written.published_at is None


def test_a_published_answer_changes_only_after_taking_it_back(client, written) -> None:
    change = {
        "proposal": written.proposal_id, "status": "rejected", "office": "SEDEMA", "body": "No.",
    }  # fmt: skip
    post(client, "publisher", "publish", written.pk)
    post(client, "official", "edit", written.pk, **change)
    written.refresh_from_db()
    assert written.body == "Sí."
    post(client, "publisher", "take_back", written.pk)
    post(client, "official", "edit", written.pk, **change)
    written.refresh_from_db()
    assert (written.body, written.published_at) == ("No.", None)


def test_too_long_a_text_is_refused_in_the_form(client) -> None:
    response = post(
        client, "official", "add",
        proposal=ProposalFactory().pk, status="partly", office="X", body="a" * 8_001,
    )  # fmt: skip
    assert "Son 8001 caracteres; caben 8000." in response.content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client, number, django_assert_num_queries) -> None:
    client.force_login(in_role("official"))
    for _each in range(number):
        Response.objects.create(proposal=ProposalFactory(), status="accepted", office="X")
    url = reverse(f"{NAMES}:list")
    client.get(url)
    with django_assert_num_queries(11):
        client.get(url)


@pytest.mark.parametrize("state", ["pending", "rejected", "removed", "withdrawn"])
def test_the_chooser_tells_no_title_that_the_public_may_not_read(client, state) -> None:
    proposal = ProposalFactory(state=state, title="Lo que nadie debe leer")
    client.force_login(in_role("official"))
    one = client.get(f"/admin/elegir-propuesta/chosen/{proposal.pk}/", follow=True)
    assert one.status_code == 404
    several = client.get("/admin/elegir-propuesta/chosen-multiple/", {"id": proposal.pk})
    assert "nadie debe leer" not in several.content.decode()

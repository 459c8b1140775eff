"""Reporting over HTTP."""

import pytest

from ciudad_global.moderation.models import Case, Flag
from ciudad_global.moderation.states import State
from tests.factories import CommentFactory, ProposalFactory, ResidentFactory, UserFactory, in_role

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def resident(client) -> object:
    """Return a resident who is signed in."""
    resident = ResidentFactory()
    client.force_login(resident)
    return resident


def url(content) -> str:
    name = "comentarios" if content._meta.model_name == "comment" else "propuestas"
    return f"/es/{name}/{content.pk}/reportar/"


@pytest.mark.parametrize("factory", [ProposalFactory, CommentFactory])
def test_it_works(client, resident, factory) -> None:
    content = factory()
    page = client.get(url(content)).content.decode()
    assert "<script>alert" not in page
    response = client.post(url(content), {"reason": "spam", "text": "Vende algo."})
    assert response["Location"] == content.get_absolute_url()
    flag = Flag.objects.get()
    assert (flag.case.content, flag.reporter, flag.reason) == (content, resident, "spam")
    assert Case.objects.waiting().count() == 1


def test_a_thank_you_is_said(client, resident) -> None:
    response = client.post(url(ProposalFactory()), {"reason": "spam"}, follow=True)
    assert "Gracias: una persona lo revisa." in response.content.decode()


def test_with_htmx_the_form_comes_alone_and_the_thanks_in_its_place(client, resident) -> None:
    comment = CommentFactory()
    page = client.get(url(comment), headers=HTMX).content.decode()
    assert page.strip().startswith("<form")
    page = client.post(url(comment), {"reason": "spam"}, headers=HTMX).content.decode()
    assert "Gracias: una persona lo revisa." in page
    assert "<html" not in page


def test_a_reason_is_needed_and_what_was_typed_is_kept(client, resident) -> None:
    response = client.post(url(ProposalFactory()), {"text": "Esto no va."})
    page = response.content.decode()
    assert response.status_code == 200
    assert "Elige una razón." in page
    assert "Esto no va." in page
    assert Flag.objects.count() == 0


def test_another_reason_needs_words(client, resident) -> None:
    response = client.post(url(ProposalFactory()), {"reason": "other"})
    assert "Dinos con tus palabras qué pasa." in response.content.decode()
    assert Flag.objects.count() == 0


def test_a_second_report_changes_nothing(client, resident) -> None:
    proposal = ProposalFactory()
    for reason in ("spam", "threat"):
        assert client.post(url(proposal), {"reason": reason}).status_code == 302
    assert list(Flag.objects.values_list("reason", flat=True)) == ["spam"]


def test_ones_own_cannot_be_reported(client) -> None:
    proposal = ProposalFactory()
    client.force_login(proposal.author)
    response = client.post(url(proposal), {"reason": "spam"})
    assert response.status_code == 403
    assert "Es tuyo: si quieres, retíralo." in response.content.decode()


@pytest.mark.parametrize(
    ("person", "why"),
    [
        (UserFactory, "Confirma tu correo para participar."),
        (lambda: in_role("editor"), "Las cuentas del equipo no participan"),
    ],
)
def test_only_verified_residents_report(client, person, why) -> None:
    client.force_login(person())
    proposal = ProposalFactory()
    response = client.post(url(proposal), {"reason": "spam"})
    assert response.status_code == 403
    assert why in response.content.decode()
    assert why in client.get(url(proposal), headers=HTMX).content.decode()
    assert Flag.objects.count() == 0


@pytest.mark.parametrize(("state", "status"), [(State.REMOVED, 410), (State.PENDING, 404)])
def test_what_is_not_published_needs_no_report(client, resident, state, status) -> None:
    assert client.get(url(ProposalFactory(state=state))).status_code == status

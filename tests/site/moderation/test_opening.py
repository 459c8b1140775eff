"""Opening a case from where something is read."""

import pytest

from ciudad_global.moderation import actions
from ciudad_global.moderation.models import Case
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
    in_role,
)

pytestmark = pytest.mark.django_db
OPEN = "/es/moderacion/abrir"


@pytest.fixture
def moderator() -> object:
    return ModeratorFactory()


@pytest.fixture
def proposal(moderator) -> object:
    return ProposalFactory(consultation=ConsultationFactory(moderators=[moderator]))


def test_it_works(client, moderator, proposal) -> None:
    comment = CommentFactory(proposal=proposal)
    client.force_login(moderator)
    for address, content in (
        (f"{OPEN}/propuesta/{proposal.pk}/", proposal),
        (f"{OPEN}/comentario/{comment.pk}/", comment),
    ):
        assert f'href="{address}"' in client.get(proposal.get_absolute_url()).text
        page = client.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert not hasattr(content, "case")
        response = client.post(address)
        case = Case.objects.get(**{content._meta.model_name: content})
        assert response["Location"] == f"/es/moderacion/{case.pk}/"
        assert case.waiting_since is None
        # From then on the link leads there at once.
        assert client.get(address)["Location"] == response["Location"]
    assert "Decidir" in client.get(response["Location"]).text


@pytest.mark.parametrize("state", ["held", "rejected", "removed", "pending"])
def test_what_is_not_published_is_opened_too(client, moderator, proposal, state) -> None:
    content = ProposalFactory(consultation=proposal.consultation, state=state)
    client.force_login(moderator)
    assert client.post(f"{OPEN}/propuesta/{content.pk}/").status_code == 302


@pytest.mark.parametrize("state", ["draft", "withdrawn", "erased", "merged"])
def test_what_is_no_longer_there_is_not_opened(client, moderator, proposal, state) -> None:
    content = ProposalFactory(consultation=proposal.consultation, state=state)
    client.force_login(moderator)
    address = f"{OPEN}/propuesta/{content.pk}/"
    assert [client.get(address).status_code, client.post(address).status_code] == [403, 403]
    assert "Ya no hay nada que decidir." in client.get(address).text
    assert Case.objects.count() == 0


def test_neither_ones_own_nor_what_others_moderate(client, moderator, proposal) -> None:
    mine = ProposalFactory(consultation=proposal.consultation, author=moderator)
    theirs = ProposalFactory()
    client.force_login(moderator)
    for content in (mine, theirs):
        assert f"{OPEN}/propuesta/{content.pk}/" not in client.get(content.get_absolute_url()).text
        assert client.post(f"{OPEN}/propuesta/{content.pk}/").status_code == 403
    assert Case.objects.count() == 0


@pytest.mark.parametrize("person", [None, ResidentFactory, lambda: in_role("editor")])
def test_others_see_no_way_to_it(client, proposal, person) -> None:
    CommentFactory(proposal=proposal)
    if person:
        client.force_login(person())
    assert "/moderacion/abrir/" not in client.get(proposal.get_absolute_url()).text


def test_what_was_removed_still_leads_there(client, moderator, proposal) -> None:
    case = actions.open_case(by=moderator, content=proposal)
    decide(by=moderator, case=case, outcome="removed", reason="spam", text="Es publicidad.")
    address = proposal.get_absolute_url()
    assert "/moderacion/" not in client.get(address).text
    client.force_login(moderator)
    assert f"{OPEN}/propuesta/{proposal.pk}/" in client.get(address).text


def test_an_unknown_kind_is_not_found(client, moderator) -> None:
    client.force_login(moderator)
    assert client.get(f"{OPEN}/consulta/1/").status_code == 404
    assert client.get(f"{OPEN}/propuesta/1/").status_code == 404

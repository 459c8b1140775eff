"""The city's answer: written by one person, published by another."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from ciudad_global.notifications.models import Follow, Mail, Notice
from consultations.models import Proposal, Response
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory, in_role
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


BULK = "/admin/bulk/consultations/response/publicar-respuestas/"


def waiting(count=1, **fields):
    return [
        Response.objects.create(
            proposal=ProposalFactory(**fields), status="accepted", office="SEDEMA", body_html="Sí."
        )
        for _each in range(count)
    ]


def chosen(responses):
    return f"{BULK}?{'&'.join(f'id={response.pk}' for response in responses)}"


def test_what_waits_to_be_published_is_listed_first(client) -> None:
    waits, public = waiting(2)
    Response.objects.filter(pk=public.pk).update(published_at=timezone.now())
    client.force_login(in_role("publisher"))
    listed = client.get("/admin/snippets/consultations/response/").context["object_list"]
    assert list(listed) == [waits, public]


def test_a_batch_is_published_together_and_each_author_told_once(client, run_tasks) -> None:
    responses = waiting(3)
    client.force_login(in_role("publisher"))
    page = client.get(chosen(responses)).content.decode()
    assert "Se publicarán 3 respuestas juntas" in page
    assert HOSTILE not in page
    assert Response.objects.published().count() == 0  # a GET publishes nothing
    client.post(chosen(responses))
    run_tasks()
    assert Response.objects.published().count() == 3
    authors = [response.proposal.author_id for response in responses]
    assert sorted(Notice.objects.values_list("user", flat=True)) == sorted(authors)
    assert ModelLogEntry.objects.filter(action="publicar").count() == 3


def test_ones_own_and_what_is_public_are_left_out_of_a_batch_with_the_reason(client) -> None:
    own, public, gone, good = waiting(4)
    publisher = in_role("publisher")
    Response.objects.filter(pk=own.pk).update(written_by=publisher)
    Response.objects.filter(pk=public.pk).update(published_at=timezone.now())
    Proposal.objects.filter(pk=gone.proposal_id).update(state="withdrawn")
    client.force_login(publisher)
    page = client.get(chosen([own, public, gone, good])).content.decode()
    for why in ("La escribiste tú", "Ya se publicó", "ya no está publicada", "1 respuesta"):
        assert why in page
    client.post(chosen([own, public, gone, good]))
    assert set(Response.objects.published()) == {public, good}


@pytest.mark.parametrize("role", ["official", "editor", "moderator", "auditor", "administrator"])
def test_others_publish_no_batch(client, role) -> None:
    responses = waiting(2)
    client.force_login(in_role(role))
    client.post(chosen(responses))
    assert Response.objects.published().count() == 0


def test_all_that_waits_can_be_chosen_at_once(client) -> None:
    waiting(2)
    client.force_login(in_role("publisher"))
    client.post(f"{BULK}?id=all")
    assert Response.objects.published().count() == 2


def test_nothing_to_publish_says_so(client) -> None:
    client.force_login(in_role("publisher"))
    for asked in ("id=all", "id=x", f"id={'9' * 30}", ""):
        assert "Ninguna de las respuestas" in client.get(f"{BULK}?{asked}").content.decode()


def test_a_batch_that_fails_publishes_nothing(client, monkeypatch) -> None:
    responses = waiting(2)
    client.force_login(in_role("publisher"))
    told = []

    def fail_the_second(**words):
        told.append(words)
        if len(told) == 2:
            raise ZeroDivisionError

    monkeypatch.setattr("consultations.actions.response.notify", fail_the_second)
    with pytest.raises(ZeroDivisionError):
        client.post(chosen(responses))
    assert Response.objects.published().count() == 0


def test_followers_hear_of_each_proposal_and_once_of_the_whole_consultation(
    client, run_tasks
) -> None:
    consultation = ConsultationFactory()
    responses = waiting(2, consultation=consultation)
    of_one, of_all = ResidentFactory(), ResidentFactory()
    Follow.objects.create(user=of_one, proposal=responses[0].proposal)
    Follow.objects.create(user=of_all, consultation=consultation)
    client.force_login(in_role("publisher"))
    client.post(chosen(responses))
    run_tasks()
    kinds = [
        list(Notice.objects.filter(user=user).values_list("kind", flat=True))
        for user in (of_one, of_all)
    ]
    assert kinds == [["response_followed"], ["responses"]]
    subject = Mail.objects.get(user=of_all).subject
    assert subject == "La Ciudad respondió a 2 propuestas de una consulta que sigues"


def test_one_answer_is_told_to_the_consultations_followers_as_it_is(client, run_tasks) -> None:
    (response,) = waiting()
    user = ResidentFactory()
    Follow.objects.create(user=user, proposal=response.proposal)
    Follow.objects.create(user=user, consultation=response.proposal.consultation)
    post(client, "publisher", "publish", response.pk)
    run_tasks()
    assert Notice.objects.get(user=user).kind == "response_followed"


def test_the_author_who_follows_is_told_once(client, run_tasks) -> None:
    (response,) = waiting()
    Follow.objects.create(user=response.proposal.author, proposal=response.proposal)
    post(client, "publisher", "publish", response.pk)
    run_tasks()
    assert Notice.objects.get().kind == "response"


def test_what_answers_nothing_public_is_not_published(client, written) -> None:
    Proposal.objects.update(state="removed")
    post(client, "publisher", "publish", written.pk)
    assert Response.objects.published().count() == 0
    assert Notice.objects.count() == 0

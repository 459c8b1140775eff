"""Commitments in Wagtail: written by officials and editors, published by publishers."""

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from consultations.models import Commitment, CommitmentUpdate
from tests.factories import (
    CommentFactory,
    CommitmentFactory,
    CommitmentUpdateFactory,
    ConsultationFactory,
    ProposalFactory,
    in_role,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db
COMMITMENT = "wagtailsnippets_consultations_commitment"
UPDATE = "wagtailsnippets_consultations_commitmentupdate"


def post(client, role, name, *args, **data):
    client.force_login(in_role(role))
    return client.post(reverse(name, args=args), data)


def typed(consultation, **fields):
    return {
        "consultation": consultation.pk,
        "title": "Abrir cuatro ventanillas",
        "office": "SECTEI",
        "due_on": "2027-06-30",
        "body": f"**Sí** {HOSTILE}",
    } | fields


def stepped(commitment, **fields):
    return {
        "commitment": commitment.pk,
        "status": "under_way",
        "progress": "40",
        "note": f"Se abrieron **dos** {HOSTILE}",
        "evidence_label": "Acta",
        "evidence_url": "https://example.org/acta",
    } | fields


@pytest.mark.parametrize("role", ["official", "editor"])
def test_it_works(client, role) -> None:
    proposal = ProposalFactory()
    other = ProposalFactory(consultation=proposal.consultation)
    comment = CommentFactory(proposal=proposal)
    post(
        client, role, f"{COMMITMENT}:add",
        **typed(
            proposal.consultation,
            proposals=[proposal.pk, "", other.pk, ""],
            comments=["", comment.pk],
        ),
    )  # fmt: skip
    commitment = Commitment.objects.get()
    assert set(commitment.proposals.all()) == {proposal, other}
    assert list(commitment.comments.all()) == [comment]
    assert "<strong>Sí</strong>" in commitment.body_html
    assert "<script" not in commitment.body_html
    assert commitment.written_by is not None
    assert commitment.published_at is None
    form = client.get(reverse(f"{COMMITMENT}:edit", args=[commitment.pk])).content.decode()
    assert form.count(f'value="{proposal.pk}"') >= 1
    assert HOSTILE not in form


@pytest.mark.parametrize("role", ["publisher", "moderator", "auditor", "administrator"])
def test_others_do_not_write(client, role) -> None:
    post(client, role, f"{COMMITMENT}:add", **typed(ConsultationFactory()))
    post(client, role, f"{UPDATE}:add", **stepped(CommitmentFactory()))
    assert Commitment.objects.count() == 1
    assert CommitmentUpdate.objects.count() == 0


def test_what_was_said_elsewhere_or_in_secret_is_refused(client) -> None:
    consultation = ConsultationFactory()
    elsewhere = ProposalFactory()
    for source in (
        {"proposals": [elsewhere.pk]},
        {"comments": [CommentFactory(proposal=elsewhere).pk]},
        {"proposals": [ProposalFactory(consultation=consultation, state="pending").pk]},
        {"proposals": ["9" * 30]},
        {"proposals": ["x"]},
        {"proposals": [""] * 3 + list(range(1, 52))},
    ):
        response = post(client, "official", f"{COMMITMENT}:add", **typed(consultation, **source))
        assert "No se guardó" in response.content.decode()
    assert Commitment.objects.count() == 0


def test_what_was_withdrawn_meanwhile_shows_no_title(client) -> None:
    proposal = ProposalFactory(title="Lo que ya no dice")
    commitment = CommitmentFactory(
        consultation=proposal.consultation, published_at=None, proposals=[proposal]
    )
    proposal.move_to("withdrawn")
    client.force_login(in_role("official"))
    assert (
        "ya no dice"
        not in client.get(reverse(f"{COMMITMENT}:edit", args=[commitment.pk])).content.decode()
    )


def test_an_update_is_written_and_published_by_another(client) -> None:
    commitment = CommitmentFactory()
    post(client, "official", f"{UPDATE}:add", **stepped(commitment))
    update = CommitmentUpdate.objects.get()
    assert "<strong>dos</strong>" in update.note_html
    assert "<script" not in update.note_html
    post(client, "publisher", f"{UPDATE}:publish", update.pk)
    commitment.refresh_from_db()
    assert (commitment.status, commitment.progress) == ("under_way", 40)
    assert ModelLogEntry.objects.filter(action="publicar").count() == 1
    post(client, "publisher", f"{UPDATE}:take_back", update.pk)
    commitment.refresh_from_db()
    assert (commitment.status, commitment.progress) == ("planned", 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"evidence_url": "ftp://example.org/acta"},
        {"evidence_url": "javascript:alert(1)"},
        {"evidence_url": "https://example.org/" + "a" * 200},
        {"evidence_label": ""},
        {"progress": "101"},
        {"progress": "-1"},
        {"status": "done"},
        {"status": "x"},
        {"note": "a" * 2_001},
    ],
)
def test_an_update_that_says_nothing_checkable_is_refused(client, wrong) -> None:
    post(client, "official", f"{UPDATE}:add", **stepped(CommitmentFactory(), **wrong))
    assert CommitmentUpdate.objects.count() == 0


def test_publishing_asks_first(client) -> None:
    commitment = CommitmentFactory(published_at=None)
    client.force_login(in_role("publisher"))
    url = reverse(f"{COMMITMENT}:publish", args=[commitment.pk])
    assert "Sí, publicar" in client.get(url).content.decode()
    assert Commitment.objects.published().count() == 0
    client.post(url)
    assert Commitment.objects.published().count() == 1
    client.post(reverse(f"{COMMITMENT}:take_back", args=[commitment.pk]))
    assert Commitment.objects.published().count() == 0


def test_what_is_public_is_not_edited(client) -> None:
    commitment = CommitmentFactory()
    response = post(
        client, "official", f"{COMMITMENT}:edit", commitment.pk, **typed(commitment.consultation)
    )
    commitment.refresh_from_db()
    assert commitment.office != "SECTEI"
    assert response.url == reverse(f"{COMMITMENT}:inspect", args=[commitment.pk])


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("name", "make"), [(COMMITMENT, CommitmentFactory), (UPDATE, CommitmentUpdateFactory)]
)
def test_queries_do_not_grow(client, name, make, number, django_assert_num_queries) -> None:
    client.force_login(in_role("official"))
    for _each in range(number):
        make()
    url = reverse(f"{name}:list")
    client.get(url)
    with django_assert_num_queries(11):
        client.get(url)


CHOOSERS = {
    "/admin/elegir-propuesta-de-origen/": ProposalFactory,
    "/admin/elegir-comentario-de-origen/": CommentFactory,
}


def test_the_choosers_find_by_words_within_the_consultation(client) -> None:
    proposal = ProposalFactory(title="Rampas en las estaciones")
    comment = CommentFactory(proposal=proposal, body="Faltan elevadores")
    ProposalFactory(title="Rampas en otra consulta")
    client.force_login(in_role("official"))
    of = {"consultation": proposal.consultation_id}
    found = client.get("/admin/elegir-propuesta-de-origen/results/", of | {"q": "rampas"})
    assert [one.pk for one in found.context["results"]] == [proposal.pk]
    found = client.get("/admin/elegir-comentario-de-origen/results/", of | {"q": "elevador"})
    assert [one.pk for one in found.context["results"]] == [comment.pk]
    assert "Faltan elevadores" in found.content.decode()
    assert HOSTILE not in found.content.decode()


@pytest.mark.parametrize(("url", "make"), CHOOSERS.items())
@pytest.mark.parametrize("state", ["pending", "held", "rejected", "removed", "withdrawn"])
def test_the_choosers_tell_nothing_that_the_public_may_not_read(client, url, make, state) -> None:
    hidden = make(state=state, body="Lo que nadie debe leer")
    client.force_login(in_role("official"))
    for answer in (
        client.get(url),
        client.get(f"{url}chosen-multiple/", {"id": hidden.pk}),
        client.get(f"{url}chosen/{hidden.pk}/", follow=True),
    ):
        assert "nadie debe leer" not in answer.content.decode()


@pytest.mark.parametrize("url", CHOOSERS)
@pytest.mark.parametrize("asked", ["x", "9" * 30, "-1", ""])
def test_an_unknown_consultation_breaks_nothing(client, url, asked) -> None:
    client.force_login(in_role("official"))
    assert client.get(url, {"consultation": asked}).status_code == 200


@pytest.mark.parametrize(
    ("name", "make"), [(COMMITMENT, CommitmentFactory), (UPDATE, CommitmentUpdateFactory)]
)
def test_what_waits_to_be_published_is_listed_first(client, name, make) -> None:
    waits, public = make(published_at=None), make()
    client.force_login(in_role("publisher"))
    listed = client.get(reverse(f"{name}:list")).context["object_list"]
    assert list(listed) == [waits, public]


def test_the_list_says_the_day_by_which_it_will_be_done(client) -> None:
    """Wagtail's column would say "just now" of every day to come."""
    CommitmentFactory(due_on="2027-06-30")
    client.force_login(in_role("publisher"))
    assert "30 de junio de 2027" in client.get(reverse(f"{COMMITMENT}:list")).content.decode()


@pytest.mark.parametrize("progress", ["101", "-1", "la mitad"])
def test_a_progress_that_is_none_says_what_one_is(client, progress) -> None:
    page = post(
        client, "official", f"{UPDATE}:add", **stepped(CommitmentFactory(), progress=progress)
    )
    assert "Un número de 0 a 100." in page.content.decode()

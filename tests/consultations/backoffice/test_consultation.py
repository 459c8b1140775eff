"""Preparing a consultation in Wagtail."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from consultations.models import Consultation, ConsultationPage, Vote
from tests.factories import ConsultationFactory, ModeratorFactory, ProposalFactory, in_role
from tests.factories.consultation_pages import publish

pytestmark = pytest.mark.django_db
NAMES = "wagtailsnippets_consultations_consultation"
State = Consultation.State


@pytest.fixture
def draft():
    return ConsultationFactory(state=State.DRAFT)


def sign_in(client, role):
    client.force_login(in_role(role))


def url(name, *args) -> str:
    return reverse(f"{NAMES}:{name}", args=args)


def said(response) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def phase(number=0, **more):
    fields = {
        "kind": "vote",
        "starts_at": "2027-01-01 09:00",
        "ends_at": "2027-02-01 18:00",
        "may_vote": "on",
    } | more
    return {f"phases-{number}-{name}": value for name, value in fields.items()}


def form(**more):
    return {
        "title": "Movilidad humana",
        "slug": "movilidad-humana",
        "ballot": "opinion",
        "totals": "live",
        "own_vote": "on",
        "proposals_review": "before",
        "comments_review": "after",
        "first_contributions": "1",
        "phases-TOTAL_FORMS": 1,
        "phases-INITIAL_FORMS": 0,
        "themes-TOTAL_FORMS": 0,
        "themes-INITIAL_FORMS": 0,
        **phase(),
    } | more


def same(consultation, **more):
    """Return the form that changes nothing but `more`."""
    phases = {"phases-TOTAL_FORMS": 0}
    for number, existing in enumerate(consultation.phases.order_by("pk")):
        phases |= phase(
            number,
            id=existing.pk,
            kind=existing.kind,
            starts_at=typed(existing.starts_at),
            ends_at=typed(existing.ends_at),
            **{"may_vote": ""} | dict.fromkeys(existing.allows, "on"),
        )
        phases["phases-TOTAL_FORMS"] = phases["phases-INITIAL_FORMS"] = number + 1
    return form(title=consultation.title, slug=consultation.slug) | phases | more


def typed(moment) -> str:
    """Return the moment as the form's fields show it."""
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def test_it_works(client) -> None:
    sign_in(client, "editor")
    client.post(url("add"), form())
    consultation = Consultation.objects.get()
    assert consultation.state == State.DRAFT
    assert consultation.phases.get().may_vote is True


def test_a_phase_must_end_after_it_starts(client) -> None:
    sign_in(client, "editor")
    response = client.post(url("add"), form(**phase(ends_at="2026-01-01 09:00")))
    assert "La fase debe terminar después de empezar." in response.content.decode()
    assert Consultation.objects.count() == 0


def test_a_limit_of_supports_needs_their_ballot(client) -> None:
    sign_in(client, "editor")
    response = client.post(url("add"), form(supports_limit=3))
    assert "El límite de apoyos solo va con la boleta de apoyos." in response.content.decode()
    assert Consultation.objects.count() == 0


@pytest.mark.parametrize(
    ("role", "state", "may"),
    [
        ("editor", State.DRAFT, True),
        ("publisher", State.DRAFT, True),
        ("editor", State.PUBLISHED, False),
        ("publisher", State.PUBLISHED, True),
        ("publisher", State.CLOSED, False),
        ("official", State.DRAFT, False),
        ("moderator", State.DRAFT, False),
        ("auditor", State.DRAFT, False),
        ("administrator", State.DRAFT, False),
    ],
)
def test_who_may_change_it_and_when(client, role, state, may) -> None:
    consultation = ConsultationFactory(state=state)
    sign_in(client, role)
    assert (client.get(url("edit", consultation.pk)).status_code == 200) is may
    client.post(url("edit", consultation.pk), same(consultation, title="Otro nombre"))
    consultation.refresh_from_db()
    assert (consultation.title == "Otro nombre") is may


@pytest.mark.parametrize(
    ("field", "value"),
    [("ballot", "support"), ("totals", "after_closing"), ("own_vote", ""), ("proposals_limit", 1)],
)
def test_rules_and_ballot_freeze_with_the_first_vote(client, field, value) -> None:
    consultation = ConsultationFactory()
    Vote.objects.create(
        proposal=ProposalFactory(consultation=consultation),
        voter=consultation.voter_token(1),
        value=1,
        cast_on="2026-11-22",
    )
    before = getattr(consultation, field)
    sign_in(client, "publisher")
    form = client.get(url("edit", consultation.pk)).content.decode()
    assert "Ya hay votos: la boleta, los límites" in form
    response = client.post(url("edit", consultation.pk), same(consultation, **{field: value}))
    assert "Ya hay votos: las reglas y la boleta no cambian." in response.content.decode()
    consultation.refresh_from_db()
    assert getattr(consultation, field) == before


def test_the_address_of_what_is_public_does_not_change(client) -> None:
    consultation = ConsultationFactory()
    sign_in(client, "publisher")
    response = client.post(url("edit", consultation.pk), same(consultation, slug="otra"))
    assert "Ya se publicó: su dirección no cambia." in response.content.decode()


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        ("publish", State.DRAFT, State.PUBLISHED),
        ("close", State.PUBLISHED, State.CLOSED),
        ("archive", State.CLOSED, State.ARCHIVED),
        ("archive", State.SEALED, State.ARCHIVED),
    ],
)
@pytest.mark.parametrize("role", ["editor", "publisher", "official", "moderator", "administrator"])
def test_who_publishes_and_closes(client, role, step, before, after) -> None:
    consultation = ConsultationFactory(state=before, moderators=[ModeratorFactory()])
    sign_in(client, role)
    client.post(url(step, consultation.pk))
    consultation.refresh_from_db()
    assert consultation.state == (after if role == "publisher" else before)


def test_the_log_keeps_who_published_it(client) -> None:
    consultation = ConsultationFactory(state=State.DRAFT, moderators=[ModeratorFactory()])
    client.force_login(publisher := in_role("publisher"))
    client.post(url("publish", consultation.pk))
    kept = ModelLogEntry.objects.for_instance(consultation).values_list("action", "user_id")
    assert list(kept) == [("publicar", publisher.pk)]


@pytest.mark.parametrize("step", ["publish", "close"])
def test_a_get_only_asks(client, step) -> None:
    before = State.DRAFT if step == "publish" else State.PUBLISHED
    consultation = ConsultationFactory(state=before, moderators=[ModeratorFactory()])
    sign_in(client, "publisher")
    assert client.get(url(step, consultation.pk)).status_code == 200
    consultation.refresh_from_db()
    assert consultation.state == before


def test_nothing_without_phases_is_published(client) -> None:
    consultation = ConsultationFactory(state=State.DRAFT, phase=False)
    sign_in(client, "publisher")
    response = client.post(url("publish", consultation.pk))
    assert said(response) == ["Agrega al menos una fase: sin fases nadie puede participar."]


def test_nothing_that_nobody_moderates_is_published(client, draft) -> None:
    sign_in(client, "publisher")
    (why,) = said(client.post(url("publish", draft.pk)))
    assert why.startswith("Elige quién la modera")
    draft.refresh_from_db()
    assert draft.state == State.DRAFT


@pytest.mark.parametrize(
    ("step", "before", "why"),
    [
        ("publish", State.DRAFT, "La escribiste tú: la publica otra persona."),
        ("close", State.PUBLISHED, "La escribiste tú: la cierra otra persona."),
    ],
)
def test_its_only_author_does_not_publish_or_close_it(client, step, before, why) -> None:
    moderator = ModeratorFactory()
    sign_in(client, "publisher")
    client.post(url("add"), form(moderators=[moderator.pk]))
    Consultation.objects.update(state=before)
    consultation = Consultation.objects.get()
    assert said(client.post(url(step, consultation.pk)))[-1] == why
    consultation.refresh_from_db()
    assert consultation.state == before

    # Another publisher may.
    sign_in(client, "publisher")
    assert client.get(url(step, consultation.pk)).status_code == 200


def test_a_closed_one_does_not_open_again(client) -> None:
    consultation = ConsultationFactory(state=State.CLOSED)
    sign_in(client, "publisher")
    assert said(client.post(url("publish", consultation.pk))) == ["Ya se publicó."]


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.DRAFT, "Primero ciérrala"),
        (State.PUBLISHED, "Primero ciérrala"),
        (State.ARCHIVED, "Ya se archivó."),
    ],
)
def test_only_what_is_closed_is_archived(client, state, why) -> None:
    consultation = ConsultationFactory(state=state)
    sign_in(client, "publisher")
    assert said(client.post(url("archive", consultation.pk)))[0].startswith(why)
    consultation.refresh_from_db()
    assert consultation.state == state


def test_a_draft_can_be_deleted(client, draft) -> None:
    sign_in(client, "publisher")
    client.post(url("delete", draft.pk))
    assert Consultation.objects.count() == 0


def test_what_has_proposals_stays(client, draft) -> None:
    ProposalFactory(consultation=draft)
    sign_in(client, "publisher")
    (why,) = said(client.post(url("delete", draft.pk)))
    assert "no se borra" in why
    assert "se archiva" in why
    bulk = reverse("wagtail_bulk_action", args=["consultations", "consultation", "delete"])
    client.post(f"{bulk}?id={draft.pk}")
    assert Consultation.objects.get() == draft


@pytest.mark.parametrize(("state", "left"), [(State.DRAFT, 0), (State.CLOSED, 1)])
def test_its_page_stays_once_it_was_public(client, state, left) -> None:
    page = publish(ConsultationFactory(state=state))
    sign_in(client, "publisher")
    client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    client.post(f"{bulk}?id={page.pk}")
    assert ConsultationPage.objects.count() == left


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client, number, django_assert_num_queries) -> None:
    sign_in(client, "publisher")
    for _each in range(number):
        ConsultationFactory(state=State.DRAFT)
        ConsultationFactory(state=State.PUBLISHED)
    client.get(url("list"))
    with django_assert_num_queries(11):
        client.get(url("list"))


def test_what_it_is_reads_like_a_sentence(client) -> None:
    consultation = ConsultationFactory(own_vote=True, supports_limit=None)
    sign_in(client, "auditor")
    fields = client.get(url("inspect", consultation.pk)).context["fields"]
    said = {field["label"]: field["value"] for field in fields}
    assert said["Se puede votar la propuesta propia"] == "sí"
    assert said["Apoyos por persona"] == "—"
    assert "Fases" in said


def test_two_people_who_publish_seal_it(client) -> None:
    consultation = ConsultationFactory(state=State.CLOSED)
    step = url("seal", consultation.pk)
    sign_in(client, "publisher")
    assert "Proponer que se selle" in client.get(step).content.decode()
    assert said(client.post(step))[0].startswith("Quedó propuesto")
    assert said(client.get(step))[-1].startswith("La propusiste tú")
    sign_in(client, "publisher")
    asked = client.get(step).content.decode()
    assert "Confirmar y sellar para siempre" in asked
    assert "propuso sellarla el" in asked
    assert said(client.post(step))[-1].startswith("La consulta quedó sellada")
    consultation.refresh_from_db()
    assert consultation.state == State.SEALED
    assert ModelLogEntry.objects.for_instance(consultation).filter(action="sellar").count() == 2

"""The panel on Wagtail's home."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ciudad_global.moderation import actions, queue
from ciudad_global.moderation.models import Case
from tests.factories import ConsultationFactory, ProposalFactory, in_role

pytestmark = pytest.mark.django_db


def test_it_says_what_waits_what_is_late_and_what_is_ones_own(client) -> None:
    moderator = in_role("moderator")
    consultations = [ConsultationFactory(moderators=[moderator]), ConsultationFactory()]
    for consultation in (*consultations, consultations[0], consultations[0]):
        actions.ask_review(content=ProposalFactory(consultation=consultation, state="draft"))
    first = Case.objects.order_by("pk")[:1].get()
    actions.claim(by=moderator, case=first)
    since = timezone.now() - timedelta(days=3)
    Case.objects.filter(pk=first.pk).update(waiting_since=since, due_at=since)
    client.force_login(moderator)
    page = client.get("/admin/").text
    for link in (
        '<a href="/es/moderacion/">Esperan 3 casos</a>',
        '<a href="/es/moderacion/?age=late"><strong>1 atrasado</strong></a>',
        '<a href="/es/moderacion/?held=mine">Tomaste 1</a>',
        "El más viejo espera desde hace 3\xa0días",
    ):
        assert link in page
    assert queue.figures(moderator) == queue.Figures(3, 1, 1, since)


def test_it_is_only_for_whoever_has_a_queue(client) -> None:
    client.force_login(in_role("editor"))
    assert "/moderacion/" not in client.get("/admin/").text


def test_nothing_waits(client) -> None:
    moderator = in_role("moderator")
    client.force_login(moderator)
    assert "No hay nada en espera." in client.get("/admin/").text

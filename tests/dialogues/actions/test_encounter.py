"""The row that the pages of a session share."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from dialogues.actions import encounter
from dialogues.models import Encounter, SessionPage
from tests.factories import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> SessionPage:
    return pages.session(pages.dialogue(pages.dialogues(pages.home())), capacity=50)


def row(session: SessionPage) -> Encounter:
    return Encounter.objects.get(pk=session.translation_key)


def publish(page: SessionPage, **fields: Any) -> None:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_public_session_has_its_row(session: SessionPage) -> None:
    kept = row(session)
    assert (kept.starts_at, kept.ends_at) == (session.starts_at, session.ends_at)
    assert (kept.capacity, kept.state, kept.sequence) == (50, "scheduled", 0)
    assert kept.place == f"{session.venue}, {session.address}"


def test_its_translations_share_the_row(session: SessionPage) -> None:
    for page in session.get_ancestors().filter(depth__gt=1).specific():
        pages.translated(page)
    twin = pages.translated(session, title="Session", starts_at=timezone.now())
    assert Encounter.objects.count() == 1
    # What the Spanish page says decides.
    assert row(twin).starts_at == session.starts_at


def test_a_draft_changes_nothing(session: SessionPage) -> None:
    session.starts_at += timedelta(minutes=30)
    session.save_revision()
    assert row(session).starts_at == session.starts_at - timedelta(minutes=30)


def test_a_session_that_was_never_public_has_none(session: SessionPage) -> None:
    other = pages.session(session.get_parent().specific, 2, live=False)
    assert encounter.follow(other.translation_key) is None


@pytest.mark.parametrize(
    ("field", "value", "sequence"),
    [("venue", "Otro lugar", 1), ("cancelled_because", "Llueve.", 1), ("capacity", 80, 0)],
)
def test_what_moves_plans_is_a_new_version_of_the_calendar_entry(
    session: SessionPage, field: str, value: Any, sequence: int
) -> None:
    publish(session, **{field: value})
    assert row(session).sequence == sequence
    publish(session)
    assert row(session).sequence == sequence


def test_a_session_is_cancelled_with_a_reason_and_taken_up_again(session: SessionPage) -> None:
    publish(session, cancelled_because="Llueve.")
    assert row(session).is_cancelled
    publish(session, cancelled_because="")
    assert (row(session).is_cancelled, row(session).sequence) == (False, 2)


@pytest.mark.parametrize("verb", ["unpublish", "delete"])
def test_a_session_whose_page_goes_is_cancelled(session: SessionPage, verb: str) -> None:
    getattr(session, verb)()
    assert row(session).is_cancelled
    assert row(session).page is None


def test_the_row_finds_its_page(session: SessionPage) -> None:
    assert row(session).page == session
    assert row(session).get_absolute_url() == session.get_url()
    assert str(row(session)) == session.title

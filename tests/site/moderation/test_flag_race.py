"""Reports that come at the same moment."""

from functools import partial
from typing import Any

import pytest

from ciudad_global.moderation import actions
from ciudad_global.moderation.models import Case, Flag
from tests.consultations.test_concurrency import at_once
from tests.factories import CommentFactory, ResidentFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_fifty_people_who_report_one_comment_are_fifty_reports() -> None:
    comment = CommentFactory()
    people = ResidentFactory.create_batch(50)
    at_once(partial(actions.flag, by=one, content=comment, reason="spam") for one in people)
    case = Case.objects.get()
    assert (Flag.objects.count(), case.flags_count, case.risk) == (50, 50, 750)


def test_one_person_who_presses_fifty_times_is_one_report() -> None:
    comment, dora = CommentFactory(), ResidentFactory()
    at_once([partial(actions.flag, by=dora, content=comment, reason="spam")] * 50)
    assert (Flag.objects.count(), Case.objects.get().flags_count) == (1, 1)


def test_the_limit_of_a_day_holds_for_fifty_at_once(settings: Any) -> None:
    dora = ResidentFactory()
    comments = CommentFactory.create_batch(50)
    said = at_once(
        partial(actions.flag, by=dora, content=comment, reason="spam") for comment in comments
    )
    assert said.count(None) == Flag.objects.count() == settings.FLAGS_PER_DAY
    assert set(said) == {None, "Hoy ya mandaste 20 reportes: mañana puedes mandar más."}

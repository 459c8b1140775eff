"""A session that goes on now, with its live questions."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from ciudad_global.common.html import render
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from dialogues.models import DialoguePage, Floor, Question, QuestionSupport, SessionPage
from dialogues.models.question import LONGEST
from home.demonstration.people import Resident
from home.demonstration.texts import load

if TYPE_CHECKING:
    from home.demonstration.pages import Publisher

HOURS = 4  # long enough for whoever looks at the demonstration


def publish(
    publisher: "Publisher",
    dialogue: dict[str, DialoguePage],
    moderator: User,
    people: list[Resident],
) -> None:
    """Publish the session below the dialogue, and let people ask in it."""
    facts = load("questions")
    starts_at = timezone.now().replace(minute=0, second=0, microsecond=0)
    session: dict[str, Any] = publisher.add(
        dialogue,
        SessionPage,
        {language: facts[language] for language in ("es", "en")},
        kind=SessionPage.Kind.FORUM,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=HOURS),
        venue=facts["venue"],
        address=facts["address"],
    )
    floor = Floor.objects.create(encounter_id=session["es"].translation_key)
    floor.moderators.add(moderator)
    for number, row in enumerate(facts["questions"]):
        _ask(floor, row, people[number].user, people[number + 1 :], number)


def _ask(
    floor: Floor, row: dict[str, Any], author: User, others: list[Resident], number: int
) -> None:
    now = timezone.now()
    stage = row.get("stage", Question.Stage.WAITING)
    question = Question.objects.create(
        floor=floor,
        author=author,
        state=State.PUBLISHED,
        language=row.get("language", "es"),
        body=row["body"],
        body_html=render(row["body"], limit=LONGEST),
        is_unsigned=row.get("unsigned", False),
        supports_count=row["supports"],
        published_at=now,
        picked_at=None if stage == Question.Stage.WAITING else now - timedelta(minutes=9 - number),
        answered_at=now - timedelta(minutes=2) if stage == Question.Stage.ANSWERED else None,
    )
    QuestionSupport.objects.bulk_create(
        QuestionSupport(question=question, user=person.user) for person in others[: row["supports"]]
    )

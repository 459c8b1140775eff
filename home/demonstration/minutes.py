"""The demonstration's minutes, and what became of one agreement."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from ciudad_global.users.models import User
from consultations.models import Commitment, Consultation
from dialogues.models import Minutes, SessionPage, Statement, Tag
from home.demonstration.contributions import goals
from home.demonstration.people import DOMAIN
from home.demonstration.texts import load

RECORDINGS = f"https://videos.{DOMAIN}/"
KINDS = {
    "dicho": Statement.Kind.STATEMENT,
    "acuerdo": Statement.Kind.AGREEMENT,
    "pregunta": Statement.Kind.QUESTION,
}


def write(team: dict[str, User], processes: dict[str, Consultation]) -> None:
    """Write the published minutes of the sessions that are over."""
    facts = load("minutes")
    tags = {
        name: Tag.objects.create(slug=slugify(name, allow_unicode=True), name_es=name, name_en=en)
        for name, en in facts["tags"].items()
    }
    for row in facts["sessions"]:
        recorded = any("at" in statement for statement in row["statements"])
        for page in SessionPage.objects.filter(slug=row["session"]).order_by("pk"):
            if recorded:
                page.recording_url = f"{RECORDINGS}{page.slug}.mp4"
                page.save_revision(user=page.owner).publish()
        _write(page, row["statements"], tags, team, processes)


def _write(
    page: SessionPage,
    rows: list[dict[str, Any]],
    tags: dict[str, Tag],
    team: dict[str, User],
    processes: dict[str, Consultation],
) -> None:
    published_at = page.ends_at + timedelta(days=9)
    minutes = Minutes.objects.create(
        encounter_id=page.translation_key,
        state=Minutes.State.FINAL,
        corrections_until=(page.ends_at + timedelta(days=7)).date(),
        published_at=published_at,
    )
    minutes.writers.add(team["editora"])
    minutes.editions.create(number=1, published_at=published_at, published_by=team["publicadora"])
    for place, row in enumerate(rows):
        statement = Statement.objects.create(
            minutes=minutes,
            sort_order=place,
            kind=KINDS[row["kind"]],
            text_es=row["es"],
            text_en=row["en"],
            speaker=row.get("who", ""),
            may_be_named="who" in row,
            seconds=row.get("at"),
        )
        statement.tags.set([tags[name] for name in row.get("tags", ())])
        if promise := row.get("promise"):
            commitment = Commitment.objects.create(
                consultation=processes[promise["consultation"]],
                title=promise["title"],
                office=promise["office"],
                due_on=timezone.localdate() + timedelta(days=promise["due"]),
                agreement=statement,
                written_by=team["responde"],
                published_at=published_at,
            )
            commitment.goals.set(goals(promise["goals"]))

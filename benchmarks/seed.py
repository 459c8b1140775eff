"""The data that is measured: seeded, so that every run measures the same."""

from datetime import timedelta
from random import Random

from django.db import connection
from django.utils import timezone

from benchmarks import words
from ciudad_global.common.html import render
from ciudad_global.moderation.states import State
from consultations.models import Consultation, Phase, Proposal

SEED = 20
PROPOSALS = 12_500


def consultation(proposals: int = PROPOSALS) -> Consultation:
    """Return an open consultation with so many published proposals."""
    random, now = Random(SEED), timezone.now()
    made = Consultation.objects.create(title="Medida", slug="medida", state="published")
    Phase.objects.create(
        consultation=made,
        kind=Phase.Kind.VOTE,
        starts_at=now - timedelta(days=1),
        ends_at=now + timedelta(days=30),
        may_propose=True,
        may_comment=True,
        may_vote=True,
    )
    bodies = [words.paragraph(random, random.randint(3, 12)) for _number in range(100)]
    Proposal.objects.bulk_create(
        (
            Proposal(
                consultation=made,
                state=State.PUBLISHED,
                title=words.title(random)[:150],
                summary=words.paragraph(random, 2)[:300],
                body=(body := random.choice(bodies)),
                body_html=render(body, limit=8_000),
                published_at=now,
            )
            for _number in range(proposals)
        ),
        batch_size=500,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # as the database does by itself, sooner or later
    return made

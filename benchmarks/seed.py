"""The data that is measured: seeded, so that every run measures the same."""

from datetime import timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.db import connection
from django.db.models import F
from django.utils import timezone

from benchmarks import words
from ciudad_global.common.html import render
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from consultations.models import (
    Comment,
    Consultation,
    ConsultationIndexPage,
    ConsultationPage,
    Phase,
    Proposal,
)

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


def page(consultation: Consultation) -> ConsultationPage:
    """Return the consultation's page, below the pages that migrations made."""
    index = ConsultationIndexPage.objects.get(locale__language_code="es")
    made: ConsultationPage = index.add_child(
        instance=ConsultationPage(
            consultation=consultation,
            title="¿Qué medimos?",
            slug="medida",
            introduction="Lo que tarda una página.",
        )
    )
    return made


def resident() -> User:
    """Return somebody who may take part."""
    person = User.objects.create_user("residente@example.org", display_name="Residente")
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def comments(proposal: Proposal, number: int, random: Random) -> None:
    """Write so many comments, a third of them on the proposal, the rest below earlier ones."""
    people = User.objects.bulk_create(
        User(email=f"p{proposal.pk}-{each}@example.org", display_name=words.title(random)[:20])
        for each in range(min(number, 300))
    )
    made: list[Comment] = []
    for each in range(1, number + 1):
        parent = random.choice(made) if made and random.random() < 2 / 3 else None
        body = words.paragraph(random, random.randint(1, 5))
        comment = Comment(
            proposal=proposal,
            author=random.choice(people),
            state=State.PUBLISHED,
            body=body,
            body_html=render(body, limit=1_500),
            published_at=timezone.now(),
        )
        comment.place(each, parent)
        comment.save()
        if parent:
            Comment.objects.filter(pk=parent.pk).update(replies_count=F("replies_count") + 1)
        made.append(comment)
    Proposal.objects.filter(pk=proposal.pk).update(comments_count=number, comments_serial=number)

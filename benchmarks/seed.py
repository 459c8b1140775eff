"""The data that is measured: seeded, so that every run measures the same."""

from datetime import timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import connection
from django.db.models import F
from django.utils import timezone

from benchmarks import words
from ciudad_global.common.html import render
from ciudad_global.moderation.models import Case, Flag
from ciudad_global.moderation.states import Reason, State
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


def moderator(consultation: Consultation) -> User:
    """Return somebody who moderates the consultation."""
    person = User.objects.create_user("moderacion@example.org", display_name="Moderación")
    person.groups.add(Group.objects.get(name="moderator"))
    consultation.moderators.add(person)
    return person


def queue(consultation: Consultation, number: int, random: Random) -> None:
    """Let so many texts wait: half proposals, half comments; some reported, some late."""
    now = timezone.now()
    people = list(User.objects.order_by("pk")[:300])
    on = consultation.proposals.order_by("pk")[2:3].get()
    bodies = [words.paragraph(random, random.randint(1, 6)) for _number in range(500)]
    content: list[Proposal | Comment] = []
    for each in range(number):
        body = random.choice(bodies)
        common = {
            "author": random.choice(people),
            "state": State.PENDING,
            "language": "en" if random.random() < 0.05 else "es",
            "body": body,
            "body_html": render(body, limit=1_500),
        }
        if each % 2:
            comment = Comment(proposal=on, **common)
            comment.place(each + 1, None)
            content.append(comment)
        else:
            title = words.title(random)[:150]
            content.append(Proposal(consultation=consultation, title=title, **common))
    Proposal.objects.bulk_create((c for c in content if isinstance(c, Proposal)), batch_size=500)
    Comment.objects.bulk_create((c for c in content if isinstance(c, Comment)), batch_size=500)
    cases = []
    for each in content:
        since = now - timedelta(minutes=random.randint(1, 10_000))
        cases.append(
            Case(
                consultation=consultation,
                cause=Case.Cause.REVIEW,
                waiting_since=since,
                due_at=since + timedelta(hours=24),
                risk=random.choice((0, 0, 0, 10, 15, 25, 100)),
                **{each._meta.model_name or "": each},
            )
        )
    Case.objects.bulk_create(cases, batch_size=500)
    reported = [case for case in cases if case.risk]
    Flag.objects.bulk_create(
        (
            Flag(case=case, reporter=random.choice(people), reason=random.choice(Reason.values))
            for case in reported
        ),
        batch_size=500,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

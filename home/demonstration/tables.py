"""What was said at the demonstration's tables and on paper; what its team still has to write down.

Rows are written as the actions and the moderators would have left them behind.
"""

from datetime import datetime, timedelta
from typing import Any

from ciudad_global.common.html import render
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from consultations.models import (
    Comment,
    Consultation,
    Entry,
    Gathering,
    PaperForm,
    Proposal,
    SessionCount,
)
from dialogues.models import Encounter, SessionPage
from home.demonstration.moments import day
from home.demonstration.texts import load

LIMIT = 8_000
PAUSE = timedelta(minutes=4)  # between two entries of a table


def write(consultations: dict[str, Consultation], recorders: list[User]) -> None:
    """Gather at a session that is over, appoint for one that comes, and begin a batch of paper."""
    facts = load("tables")
    past, coming, paper = facts["past"], facts["coming"], facts["paper"]
    encounter = _encounter(past["session"])
    known = consultations[past["consultation"]].proposals.published()
    discussed = list(known.order_by("-comments_count", "pk")[: len(past["hands"])])
    for table in past["tables"]:
        gathering = _appoint(
            recorders,
            consultation=consultations[past["consultation"]],
            encounter=encounter,
            name=table["name"],
        )
        written = _Table(gathering, recorders[0], encounter.starts_at)
        for proposal, hands in zip(discussed, past["hands"], strict=True):
            written.count(proposal, hands)
        for text in table["proposals"]:
            written.propose(text)
    _appoint(
        recorders,
        consultation=consultations[coming["consultation"]],
        encounter=_encounter(coming["session"]),
        name=coming["name"],
    )
    batch = _appoint(
        recorders,
        consultation=consultations[paper["consultation"]],
        kind=Gathering.Kind.PAPER,
        name=paper["name"],
    )
    for number, text in enumerate(paper["forms"], 1):
        _paper(batch, number, text, *recorders[:2])


def _appoint(recorders: list[User], **facts: Any) -> Gathering:
    gathering = Gathering.objects.create(**facts)
    gathering.recorders.set(recorders)
    return gathering


class _Table:
    """Writes down what a table says, one thing after the other."""

    def __init__(self, gathering: Gathering, by: User, starts_at: datetime) -> None:
        self.gathering, self.by, self.now = gathering, by, starts_at + timedelta(minutes=20)

    def propose(self, text: dict[str, Any]) -> None:
        """Write a proposal, its hands and what was said about it."""
        proposal = _propose(self.gathering, self.by, self.now, text)
        self._enter(Entry.Kind.PROPOSAL, proposal=proposal)
        self._hands(proposal, text["hands"])
        for comment in text["comments"]:
            self._comment(proposal, comment)
        proposal.comments_serial = proposal.comments_count = len(text["comments"])
        proposal.save(update_fields=["comments_serial", "comments_count"])

    def count(self, proposal: Proposal, hands: list[int]) -> None:
        """Write the hands about a proposal that was there before."""
        self._hands(proposal, hands)
        self._enter(Entry.Kind.COUNT, proposal=proposal)

    def _comment(self, proposal: Proposal, text: dict[str, Any]) -> None:
        comment = Comment(
            proposal=proposal,
            gathering=self.gathering,
            recorded_by=self.by,
            body_html=render(text["body"], limit=LIMIT),
            state=State.PUBLISHED,
            created_at=self.now,
            published_at=self.now,
            **text,
        )
        comment.place(proposal.comments.count() + 1, None)
        comment.save()
        self._enter(Entry.Kind.COMMENT, comment=comment)

    def _hands(self, proposal: Proposal, hands: list[int]) -> None:
        in_favour, against, abstained = hands
        SessionCount.objects.create(
            gathering=self.gathering,
            proposal=proposal,
            in_favour=in_favour,
            against=against,
            abstained=abstained,
            counted_by=self.by,
            counted_at=self.now,
        )

    def _enter(self, kind: Entry.Kind, **what: Any) -> None:
        Entry.objects.create(
            gathering=self.gathering,
            kind=kind,
            recorded_by=self.by,
            said_at=self.now,
            received_at=self.now,
            **what,
        )
        self.now += PAUSE


def _propose(
    gathering: Gathering,
    by: User,
    moment: datetime,
    text: dict[str, Any],
    checked_by: User | None = None,
) -> Proposal:
    return Proposal.objects.create(
        consultation=gathering.consultation,
        gathering=gathering,
        origin=gathering.origin,
        recorded_by=by,
        checked_by=checked_by,
        state=State.PUBLISHED,
        title=text["title"],
        body=text["body"],
        body_html=render(text["body"], limit=LIMIT),
        language=text["language"],
        created_at=moment,
        published_at=moment,
    )


def _paper(batch: Gathering, number: int, text: dict[str, Any], one: User, other: User) -> None:
    """Type a form once, twice alike, or twice with a difference."""
    first = {
        "title": text["title"],
        "body": text["body"],
        "theme": "",
        "language": text["language"],
    }
    form = PaperForm(gathering=batch, number=number, first=first, first_by=one)
    if not text.get("once"):
        form.second, form.second_by = first | text.get("second", {}), other
        form.state = PaperForm.State.DIFFERENT
        if form.second == first:
            form.state = PaperForm.State.RECORDED
            form.proposal = _propose(batch, one, day(-3), first, checked_by=other)
    form.save()


def _encounter(session: str) -> Encounter:
    page = SessionPage.objects.filter(slug=session)[:1].get()
    return Encounter.objects.get(pk=page.translation_key)

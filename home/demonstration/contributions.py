"""What residents did in the demonstration: proposals, comments, votes, reports; and the answers.

Rows are written in bulk with the counters that the actions would have left behind.
"""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from django.utils.text import slugify

from ciudad_global.agenda.models import Alcaldia, Goal
from ciudad_global.common.html import render
from ciudad_global.moderation import deadlines, log, risk, signals
from ciudad_global.moderation.actions.signal import hold, notice
from ciudad_global.moderation.models import Case, Flag
from ciudad_global.moderation.states import Outcome, State
from ciudad_global.notifications.actions import notify
from ciudad_global.users.models import User
from consultations.actions.vote import COUNTERS
from consultations.models import (
    Comment,
    Consultation,
    Participation,
    Phase,
    Proposal,
    Response,
    Theme,
    UsefulMark,
    Vote,
)
from home.demonstration import commitments
from home.demonstration.files import attach
from home.demonstration.moments import day
from home.demonstration.people import Resident
from home.demonstration.texts import CommentText, ProposalText, ResponseText

LIMIT = 8_000
PASS_SHARE = 0.07
STATUSES = {
    "aceptada": Response.Status.ACCEPTED,
    "aceptada en parte": Response.Status.PARTLY,
    "no procede": Response.Status.REJECTED,
    "en evaluación": Response.Status.EVALUATING,
}
STANCES = {
    "favor": Comment.Stance.FOR,
    "contra": Comment.Stance.AGAINST,
    "neutral": Comment.Stance.NEUTRAL,
}
EXPLANATION = (
    "Quitamos este texto porque no cumple las reglas de la comunidad. Puedes volver a "
    "participar con otras palabras; si crees que nos equivocamos, apela: lo revisa otra persona."
)


def goals(codes: list[str]) -> list[Goal]:
    """Goals by "FRAMEWORK-CODE"."""
    known = {f"{goal.framework.code}-{goal.code}": goal for goal in Goal.objects.in_order()}
    return [known[code] for code in codes]


def consultation(facts: dict[str, Any], moderators: list[User]) -> Consultation:
    """Create a consultation with its phases and themes, in the state that its dates say."""
    created = Consultation.objects.create(
        title=facts["es"]["title"],
        slug=facts["slug"],
        ballot=facts["ballot"],
        supports_limit=5 if facts["ballot"] == Consultation.Ballot.SUPPORT else None,
        proposals_review=facts["proposals_review"],
        comments_review=facts["comments_review"],
        state=Consultation.State.PUBLISHED,
        published_at=day(facts["phases"][0][1]),
    )
    created.goals.set(goals(facts["goals"]))
    created.moderators.set(moderators)
    for kind, start, end in facts["phases"]:
        Phase.objects.create(
            consultation=created,
            kind=kind,
            starts_at=day(start),
            ends_at=day(end),
            **dict.fromkeys(Phase.PRESETS.get(kind, ()), True),
        )
    for order, (slug, name_es, name_en) in enumerate(facts["themes"]):
        Theme.objects.create(
            consultation=created, slug=slug, name_es=name_es, name_en=name_en, order=order
        )
    results = created.phases.get(kind=Phase.Kind.RESULTS)
    if results.starts_at < timezone.now():
        created.state, created.closed_at = Consultation.State.CLOSED, results.starts_at
        created.save()
    return created


@dataclass
class Contributions:
    """Everything that happened in one consultation, until now or until it closed."""

    consultation: Consultation
    rng: random.Random
    resident: Resident  # the demonstration's own
    people: list[Resident]
    moderator: User
    official: User
    taking_part: dict[int, tuple[User, datetime]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        phases = {phase.kind: phase for phase in self.consultation.phases.all()}
        now = timezone.now() - timedelta(minutes=20)
        propose, vote = phases[Phase.Kind.PROPOSE], phases[Phase.Kind.VOTE]
        self.opens, self.proposing_ends = propose.starts_at, min(propose.ends_at, now)
        self.voting_starts, self.ends = vote.starts_at, min(vote.ends_at, now)

    def load(self, texts: list[ProposalText]) -> None:
        """Write proposals with their votes, comments, cases and answers."""
        rows = self._proposals(texts)
        published = [
            (proposal, text)
            for proposal, text in rows
            if proposal.state == State.PUBLISHED and text.agreement
        ]
        ballots = self._ballots(published) if self.voting_starts < self.ends else {}
        for (place, person), value in ballots.items():
            voted, counter = published[place][0], COUNTERS[value]
            setattr(voted, counter, getattr(voted, counter) + 1)
            self._joined(self.people[person].user, self._moment(self.voting_starts, self.ends))
        comments = [self._thread(proposal, text.comments) for proposal, text in rows]
        Proposal.objects.bulk_create([proposal for proposal, _text in rows])
        self._link(rows)
        self._votes(published, ballots)
        self._write([pair for thread in comments for pair in thread])
        for proposal, text in rows:
            attach(proposal, text)
            self._case(proposal, _mark(proposal.state, text.facts), {"proposal": proposal})
            if text.response:
                self._answer(proposal, text.response)
        Participation.objects.bulk_create(
            Participation(
                consultation=self.consultation,
                user=user,
                alcaldia_id=user.alcaldia_id,
                joined_on=timezone.localdate(moment),
            )
            for user, moment in self.taking_part.values()
        )

    def _moment(self, start: datetime, end: datetime, skew: float = 1.0) -> datetime:
        return start + (end - start) * self.rng.random() ** skew

    def _joined(self, user: User, moment: datetime) -> None:
        known = self.taking_part.get(user.pk)
        if known is None or moment < known[1]:
            self.taking_part[user.pk] = (user, moment)

    def _proposals(self, texts: list[ProposalText]) -> list[tuple[Proposal, ProposalText]]:
        themes = {theme.slug: theme for theme in self.consultation.themes.all()}
        taken: set[int] = set()
        rows = []
        for text in texts:
            author = self._author(text, taken)
            taken.add(author.user.pk)
            state = State(text.facts.get("state", "published").split()[0])
            end = self.proposing_ends
            start = self.opens if state == State.PUBLISHED else end - timedelta(hours=30)
            moment = self._moment(start, end - timedelta(hours=2), 1.4)
            self._joined(author.user, moment)
            proposal = Proposal(
                consultation=self.consultation,
                author=author.user,
                state=state,
                title=text.title,
                summary=text.summary,
                body=text.body,
                body_html=render(text.body, limit=LIMIT),
                theme=themes[slugify(text.facts["theme"])],
                created_at=moment,
            )
            if state == State.PUBLISHED:
                proposal.published_at = moment + timedelta(hours=self.rng.uniform(0.5, 9))
            rows.append((proposal, text))
        return sorted(rows, key=lambda row: row[0].created_at)

    def _author(self, text: ProposalText, taken: set[int]) -> Resident:
        if text.facts.get("author") == "residente":
            return self.resident
        fitting = [
            person
            for person in self.people
            if person.user.pk not in taken
            and person.user.language == "es"
            and person.user.alcaldia
            and person.user.alcaldia.name == text.facts["alcaldia"]
        ]
        same_voice = [p for p in fitting if p.gender == text.facts.get("voice", p.gender)]
        return self.rng.choice(same_voice or fitting)

    def _link(self, rows: list[tuple[Proposal, ProposalText]]) -> None:
        known = {f"{goal.framework.code}-{goal.code}": goal for goal in Goal.objects.in_order()}
        places = {alcaldia.name: alcaldia for alcaldia in Alcaldia.objects.all()}
        to_goals = Proposal.goals.through
        to_places = Proposal.alcaldias.through
        to_goals.objects.bulk_create(
            to_goals(proposal_id=proposal.pk, goal_id=known[code].pk)
            for proposal, text in rows
            for code in text.facts["goals"].split()
        )
        to_places.objects.bulk_create(
            to_places(proposal_id=proposal.pk, alcaldia_id=places[place].pk)
            for proposal, text in rows
            if "places" in text.facts
            for place in text.facts["places"].split(", ")
        )

    def _ballots(
        self, published: list[tuple[Proposal, ProposalText]]
    ) -> dict[tuple[int, int], Vote.Value]:
        """Votes by (place in `published`, place in `people`): three groups and much consensus."""
        ballots = {}
        everybody = range(len(self.people))
        own = self.people.index(self.resident)
        voters = {own, *self.rng.sample(everybody, round(len(self.people) * 0.72))}
        for person in sorted(voters):
            # The demonstration's resident still has something to vote on.
            most = len(published) // 2 if person == own else len(published)
            seen = self.rng.randint(min(9, most), most)
            for place in sorted(self.rng.sample(range(len(published)), seen)):
                share = published[place][1].agreement[self.people[person].group] / 100
                draw = self.rng.random()
                if draw < PASS_SHARE:
                    value = Vote.Value.PASS
                elif draw < PASS_SHARE + (1 - PASS_SHARE) * share:
                    value = Vote.Value.AGREE
                else:
                    value = Vote.Value.DISAGREE
                ballots[place, person] = value
        return ballots

    def _votes(
        self,
        published: list[tuple[Proposal, ProposalText]],
        ballots: dict[tuple[int, int], Vote.Value],
    ) -> None:
        tokens = [self.consultation.voter_token(person.user.pk) for person in self.people]
        Vote.objects.bulk_create(
            (
                Vote(
                    proposal=published[place][0],
                    voter=tokens[person],
                    value=value,
                    cast_on=timezone.localdate(self._moment(self.voting_starts, self.ends)),
                )
                for (place, person), value in ballots.items()
            ),
            batch_size=2_000,
        )

    def _thread(
        self, proposal: Proposal, texts: list[CommentText]
    ) -> list[tuple[Comment, CommentText]]:
        """Comments of a proposal, numbered by their time, not yet written."""
        pairs: list[tuple[Comment, CommentText]] = []
        signed = {proposal.author_id}

        def add(text: CommentText, parent: Comment | None) -> None:
            after = parent.created_at if parent else proposal.published_at or proposal.created_at
            if "vot" in text.body and self.voting_starts < self.ends:
                after = max(
                    after, self.voting_starts
                )  # nobody speaks of votes before there are any
            moment = self._moment(after, max(self.ends, after + timedelta(minutes=5)), 2.2)
            author = self._commenter(text, signed, proposal)
            signed.add(author.pk)
            self._joined(author, moment)
            comment = Comment(
                proposal=proposal,
                parent=parent,
                author=author,
                state=_state(text.marks),
                stance=next((STANCES[mark] for mark in text.marks if mark in STANCES), ""),
                language="en" if "en" in text.marks else "es",
                body=text.body,
                body_html=render(text.body, limit=LIMIT),
                created_at=moment,
                published_at=None if _state(text.marks) == State.PENDING else moment,
                replies_count=len(text.replies),
            )
            pairs.append((comment, text))
            for reply in text.replies:
                add(reply, comment)

        for text in texts:
            add(text, None)
        pairs.sort(key=lambda pair: pair[0].created_at)
        for number, (comment, _text) in enumerate(pairs, 1):
            comment.place(number, comment.parent)
        proposal.comments_serial = len(pairs)
        proposal.comments_count = sum(c.state == State.PUBLISHED for c, _text in pairs)
        return pairs

    def _commenter(self, text: CommentText, signed: set[Any], proposal: Proposal) -> User:
        if "autor" in text.marks and proposal.author:
            return proposal.author
        gender = next((mark for mark in text.marks if mark in ("f", "m")), "")
        fitting = [
            person.user
            for person in self.people
            if person.user.pk not in signed
            and (not gender or person.gender == gender)
            and person.user.language == ("en" if "en" in text.marks else "es")
        ]
        return self.rng.choice(fitting)

    def _write(self, pairs: list[tuple[Comment, CommentText]]) -> None:
        depths = sorted({comment.depth for comment, _text in pairs})
        for depth in depths:  # parents first: a reply needs their key
            Comment.objects.bulk_create(c for c, _text in pairs if c.depth == depth)
        self._useful([comment for comment, _text in pairs])
        for comment, text in pairs:
            marks = (m for m in text.marks if m.startswith(("pend", "dete", "repo", "reti")))
            mark = next(marks, "")
            self._case(comment, mark, {"comment": comment})

    def _useful(self, comments: list[Comment]) -> None:
        """Mark comments as useful: many a little, few a lot. Who marks has taken part anyway."""
        people = [user for user, _moment in self.taking_part.values()]
        marks = []
        for comment in comments:
            if comment.state == State.PUBLISHED:
                count = min(int(self.rng.paretovariate(0.9)) - 1, len(people) // 3)
                users = self.rng.sample(people, count)
                users = [user for user in users if user.pk != comment.author_id]
                marks += [UsefulMark(comment=comment, user=user) for user in users]
                comment.useful_count = len(users)
        UsefulMark.objects.bulk_create(marks, batch_size=2_000)
        Comment.objects.bulk_update(comments, ["useful_count"], batch_size=500)

    def _case(self, content: Proposal | Comment, mark: str, link: dict[str, Any]) -> None:
        """Put into the moderators' queue what waits, and record what was decided."""
        kind, _colon, reason = mark.partition(":")
        if not kind:
            return
        case = Case(consultation=self.consultation, cause=Case.Cause.REVIEW, **link)
        if kind in ("pendiente", "detenido"):
            case.waiting_since = content.created_at
            case.due_at = deadlines.due(case.cause, case.waiting_since)
            case.save()
            if kind == "detenido":
                hold(case=case, content=content, found=signals.holding(signals.Post(content)))
            notice(content=content, arrival=signals.UNKNOWN)
            return
        if kind == "rechazada":
            case.save()
        else:
            reporters = self.rng.sample(self.people, self.rng.randint(1, 3))
            reporters = [p for p in reporters if p.user.pk != content.author_id]
            case.cause, case.flags_count = Case.Cause.FLAG, len(reporters)
            case.waiting_since = self._moment(content.created_at, self.ends, 0.5)
            case.due_at = deadlines.due(case.cause, case.waiting_since, [reason])
            if kind == "retirado":
                case.waiting_since = case.due_at = None
            case.save()
            for person in reporters:
                Flag.objects.create(case=case, reporter=person.user, reason=reason)
            case.risk = risk.weigh(case)
            case.save(update_fields=["risk"])
            if case.waiting_since:
                notice(content=content, arrival=signals.UNKNOWN)
        if kind in ("retirado", "rechazada"):
            outcome = Outcome.REMOVED if kind == "retirado" else Outcome.REJECTED
            log.append(
                case=case,
                moderator=self.moderator,
                outcome=outcome,
                before=State.PUBLISHED if kind == "retirado" else State.PENDING,
                after=content.state,
                reason=reason,
                text=EXPLANATION,
            )

    def _answer(self, proposal: Proposal, text: ResponseText) -> None:
        status = STATUSES[text.status]
        # The one that is being evaluated is a draft: the publisher finds it.
        final = status != Response.Status.EVALUATING
        Response.objects.create(
            proposal=proposal,
            status=status,
            body=text.body,
            body_html=render(text.body, limit=LIMIT),
            office=self.official.display_name,
            written_by=self.official,
            published_at=self.consultation.closed_at if final else None,
        )
        commitments.write(proposal, text.promises, self.official)
        if proposal.author == self.resident.user:
            notify(
                user=self.resident.user,
                kind="response",
                facts={
                    "proposal": proposal.title,
                    "status": status.label,
                    "office": self.official.display_name,
                },
                url=proposal.get_absolute_url(),
            )


def _state(marks: list[str]) -> State:
    if "pendiente" in marks or "detenido" in marks:
        return State.PENDING
    if "arrepentido" in marks:
        return State.WITHDRAWN
    if any(mark.startswith("retirado") for mark in marks):
        return State.REMOVED
    return State.PUBLISHED


def _mark(state: str, facts: dict[str, str]) -> str:
    if state == State.PENDING:
        return "pendiente"
    if state == State.REJECTED:
        return f"rechazada:{facts['state'].split()[1]}"
    return f"reportado:{facts['reported']}" if "reported" in facts else ""


def counts() -> Counter[str]:
    """How much there is, for the command's last line."""
    return Counter(
        {
            "consultations": Consultation.objects.count(),
            "proposals": Proposal.objects.count(),
            "comments": Comment.objects.count(),
            "votes": Vote.objects.count(),
            "residents": User.objects.filter(groups=None).count(),
            "cases waiting": Case.objects.waiting().count(),
        }
    )

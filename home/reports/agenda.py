"""What is discussed, decided and done for each goal; what serves a target serves its goal."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.utils.translation import get_language

from ciudad_global.agenda.models import Framework, Goal
from ciudad_global.moderation.states import State
from consultations.models import (
    Commitment,
    Consultation,
    ConsultationPage,
    Participation,
    Proposal,
    Response,
)
from consultations.reports import overview
from dialogues.models import DialoguePage, PracticePage
from dialogues.reports import calendar, practices

PAGE_SIZE = 20
FEW = 12

_PUBLIC = ("published", "closed", "sealed", "archived")


@dataclass(slots=True)
class Standing:
    """How much there is for a goal."""

    goal: Goal
    dialogues: int = 0
    consultations: int = 0
    proposals: int = 0
    responses: int = 0
    commitments: int = 0
    done: int = 0
    practices: int = 0

    @property
    def is_empty(self) -> bool:
        return not any(
            (self.dialogues, self.consultations, self.proposals, self.commitments, self.practices)
        )


@dataclass(slots=True)
class Facts:
    """What a review tells of a goal, in full."""

    standing: Standing
    consultations: list["Held"] = field(default_factory=list)
    responses: list[Response] = field(default_factory=list)
    commitments: list[Commitment] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Held:
    """A consultation as a review tells of it."""

    question: str
    url: str
    state: str
    participants: int
    proposals: int


def frameworks() -> list[tuple[Framework, list[Standing]]]:
    """Return each framework with its goals and how much there is for each (eight queries)."""
    found: dict[Framework, list[Standing]] = defaultdict(list)
    for standing in standings(Goal.objects.filter(parent=None)):
        found[standing.goal.framework].append(standing)
    return list(found.items())


def standings(goals: "QuerySet[Goal]") -> list[Standing]:
    """Return how much there is for each of these goals (seven queries)."""
    rows = {goal.pk: Standing(goal) for goal in goals.in_order()}  # type: ignore[attr-defined]
    for name, counted in _counts().items():
        for pk, number in counted.items():
            if pk in rows:
                setattr(rows[pk], name, number)
    return list(rows.values())


def _counts() -> dict[str, dict[int, int]]:
    """Return name -> goal -> how many, each once however many of its targets it names."""
    proposal = Q(proposal__state=State.PUBLISHED, proposal__consultation__state__in=_PUBLIC)
    published = Q(commitment__published_at__isnull=False)
    answered = proposal & Q(proposal__response__published_at__isnull=False)
    language = {"locale__language_code": _language(), "live": True}
    tagged: dict[str, tuple[Any, str, Q]] = {
        "dialogues": (
            DialoguePage.goals.through,
            "dialoguepage",
            Q(**{f"dialoguepage__{name}": value for name, value in language.items()}),
        ),
        "practices": (
            PracticePage.goals.through,
            "practicepage",
            Q(**{f"practicepage__{name}": value for name, value in language.items()}),
        ),
        "consultations": (
            Consultation.goals.through,
            "consultation",
            Q(consultation__state__in=_PUBLIC),
        ),
        "proposals": (Proposal.goals.through, "proposal", proposal),
        "commitments": (Commitment.goals.through, "commitment", published),
    }
    counted = {name: _by_goal(*asked) for name, asked in tagged.items()}
    counted["responses"] = _by_goal(Proposal.goals.through, "proposal", answered)
    done = published & Q(commitment__status=Commitment.Status.DONE)
    counted["done"] = _by_goal(Commitment.goals.through, "commitment", done)
    return counted


def _by_goal(through: Any, what: str, which: Q) -> dict[int, int]:
    rows = through.objects.filter(which).annotate(top=Coalesce("goal__parent", "goal"))
    return dict(rows.values_list("top").annotate(n=Count(what, distinct=True)).order_by())


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def of_goal(goal: Goal) -> Q:
    """Return what is tagged with the goal or one of its targets; what has both, twice."""
    return Q(goals=goal) | Q(goals__parent=goal)


def targets(goal: Goal) -> list[Goal]:
    """Return the targets of a goal as they are numbered."""
    return list(goal.targets.order_by("order", "code"))


def dialogues(goal: Goal, request: HttpRequest) -> list[calendar.DialogueCard]:
    """Return the newest dialogues in the page's language (four queries)."""
    found = DialoguePage.objects.live().filter(locale__language_code=_language())
    return calendar.dialogue_cards(_newest(found, goal), request)


def practice_cards(goal: Goal, request: HttpRequest) -> list[practices.PracticeCard]:
    """Return the newest practices in the page's language (three queries)."""
    found = PracticePage.objects.live().filter(locale__language_code=_language())
    return practices.cards(_newest(found, goal), request)


def _newest(pages: Any, goal: Goal) -> Any:
    tagged = pages.filter(of_goal(goal)).values("pk")
    return pages.filter(pk__in=tagged).order_by("-first_published_at", "-pk")[:FEW]


def consultation_cards(goal: Goal, request: HttpRequest) -> list[overview.Card]:
    """Return cards of the consultations, the open ones first (a constant number of queries)."""
    tagged = Consultation.objects.public().filter(of_goal(goal)).values("pk")
    pages = ConsultationPage.objects.live().filter(
        consultation__in=tagged, locale__language_code=_language()
    )
    cards = overview.cards(pages, request)
    return [card for standing in overview.Standing for card in cards.get(standing, [])][:FEW]


def proposals(goal: Goal, number: str) -> "ListPage[Proposal]":
    """Return a page of the published proposals, answered ones first (two queries)."""
    tagged = Proposal.objects.published().filter(of_goal(goal)).values("pk")
    found = (
        Proposal.objects.filter(pk__in=tagged, consultation__state__in=_PUBLIC)
        .with_answer()
        .order_by(F("response__published_at").desc(nulls_last=True), "-pk")
    )
    return Paginator(found, PAGE_SIZE).get_page(number)


def commitments(goal: Goal) -> list[Commitment]:
    """Return the public commitments, what is due first leads (one query)."""
    tagged = Commitment.objects.published().filter(of_goal(goal)).values("pk")
    return list(Commitment.objects.filter(pk__in=tagged).order_by("due_on", "pk")[:FEW])


def review(goals: "QuerySet[Goal]") -> list[Facts]:
    """Return what a Voluntary Local Review tells of these goals (a constant number of queries)."""
    facts = {standing.goal.pk: Facts(standing) for standing in standings(goals)}
    held = _tagged(
        Consultation.goals.through, "consultation_id", Q(consultation__state__in=_PUBLIC)
    )
    rows = _held({pk for pks in held.values() for pk in pks})
    for goal, pks in held.items():
        if goal in facts:
            facts[goal].consultations = [rows[pk] for pk in pks if pk in rows]
    answered = _tagged(
        Proposal.goals.through,
        "proposal_id",
        Q(
            proposal__state=State.PUBLISHED,
            proposal__consultation__state__in=_PUBLIC,
            proposal__response__published_at__isnull=False,
        ),
    )
    responses = {
        response.proposal_id: response
        for response in Response.objects.published()
        .filter(proposal__in={pk for pks in answered.values() for pk in pks})
        .select_related("proposal")
    }
    promised = _tagged(
        Commitment.goals.through, "commitment_id", Q(commitment__published_at__isnull=False)
    )
    by_pk = Commitment.objects.in_bulk({pk for pks in promised.values() for pk in pks})
    for goal, found in facts.items():
        found.responses = [responses[pk] for pk in answered.get(goal, ()) if pk in responses]
        found.commitments = sorted(
            (by_pk[pk] for pk in promised.get(goal, ())), key=lambda one: (one.due_on, one.pk)
        )
    return list(facts.values())


def _tagged(through: Any, what: str, which: Q) -> dict[int, list[int]]:
    rows = through.objects.filter(which).annotate(top=Coalesce("goal__parent", "goal"))
    found: dict[int, list[int]] = defaultdict(list)
    for goal, pk in rows.values_list("top", what).distinct().order_by(what):
        found[goal].append(pk)
    return found


def _held(pks: Iterable[int]) -> dict[int, Held]:
    consultations = Consultation.objects.in_bulk(list(pks))
    pages = overview.pages_of(consultations)
    people = _numbers(Participation.objects.filter(consultation__in=consultations))
    made = _numbers(Proposal.objects.published().filter(consultation__in=consultations))
    return {
        pk: Held(
            question=pages[pk].title if pk in pages else one.title,
            url=pages[pk].full_url if pk in pages else "",
            state=one.get_state_display(),
            participants=people[pk],
            proposals=made[pk],
        )
        for pk, one in consultations.items()
    }


def _numbers(rows: Any) -> Counter[int]:
    return Counter(dict(rows.values_list("consultation").annotate(n=Count("pk")).order_by()))

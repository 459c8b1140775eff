"""One search over what residents and editors published: how much of each kind, and the best."""

from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.db.models import Q, QuerySet, TextChoices
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from ciudad_global.common.search.index import MOST_FOUND, Index
from ciudad_global.common.search.pages import PAGES
from ciudad_global.common.search.words import read
from ciudad_global.moderation.states import State
from consultations.models import Comment, Consultation, Proposal
from consultations.reports import overview
from consultations.search_index import COMMENTS, PROPOSALS
from home.reports import results
from home.reports.results import Result

PAGE_SIZE = 20
FIRST_FEW = 4


class Kind(TextChoices):
    """What can be found, as it stands in the address."""

    PROPOSALS = "propuestas", _("Propuestas")
    COMMENTS = "comentarios", _("Comentarios")
    CONSULTATIONS = "consultas", _("Consultas")
    DIALOGUES = "dialogos", _("Diálogos, sesiones y experiencias")
    PAGES = "paginas", _("Otras páginas")


_KINDS_OF_PAGES = {"consultations": Kind.CONSULTATIONS, "dialogues": Kind.DIALOGUES}


@dataclass(frozen=True, slots=True)
class Question:
    """A public consultation as the search's filter names it."""

    pk: int
    slug: str
    title: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for. Without a kind: the first few of each."""

    text: str
    kind: Kind | None = None
    consultation: int | None = None
    newest: bool = False
    page: int = 1

    @property
    def is_plain(self) -> bool:
        """Return whether nothing but words was asked for."""
        return not (self.kind or self.consultation or self.newest)


@dataclass(frozen=True, slots=True)
class Group:
    """What was found of one kind: how much (at least so much, if `is_more`), and some of it."""

    kind: Kind
    count: int
    is_more: bool
    results: list[Result]


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of each kind; `page` of `pages` of the one kind that was asked for."""

    groups: list[Group]
    page: int = 1
    pages: int = 1

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)

    @property
    def is_more(self) -> bool:
        return any(group.is_more for group in self.groups)


def questions() -> list[Question]:
    """Return the public consultations as their pages ask (kept for a minute)."""

    def ask() -> list[Question]:
        public = dict(Consultation.objects.public().order_by("-pk").values_list("pk", "slug"))
        pages = overview.pages_of(public)
        return [Question(pk, slug, pages[pk].title) for pk, slug in public.items() if pk in pages]

    found: list[Question] = cache.get_or_set(f"questions:{get_language()}", ask, 60) or []
    return found


def search(wanted: Wanted, request: HttpRequest) -> Found:
    """Return what everybody may read and has all of the words (at most eleven queries)."""
    keys = {
        Kind.PROPOSALS: _rows(PROPOSALS, _proposals(), wanted, "consultation"),
        Kind.COMMENTS: _rows(COMMENTS, _comments(), wanted, "proposal__consultation"),
        **_pages(wanted),
    }
    page, pages = 1, 1
    if wanted.kind:
        pages = max(-(-len(keys[wanted.kind]) // PAGE_SIZE), 1)
        page = min(wanted.page, pages)
        first, last = (page - 1) * PAGE_SIZE, page * PAGE_SIZE
        shown = {wanted.kind: keys[wanted.kind][first:last]}
    else:
        shown = {kind: found[:FIRST_FEW] for kind, found in keys.items()}
    here = _results(shown, wanted, request)
    groups = [
        Group(kind, len(found), len(found) >= MOST_FOUND, here.get(kind, []))
        for kind, found in keys.items()
        if found or kind == wanted.kind
    ]
    return Found(groups, page, pages)


def _proposals() -> "QuerySet[Proposal]":
    return Proposal.objects.published().exclude(consultation__state=Consultation.State.DRAFT)


def _comments() -> "QuerySet[Comment]":
    return (
        Comment.objects.published()
        .filter(proposal__state=State.PUBLISHED)
        .exclude(proposal__consultation__state=Consultation.State.DRAFT)
    )


def _rows(index: Index, public: QuerySet, wanted: Wanted, consultation: str) -> list[int]:
    """Return the keys of what residents wrote, best first (two queries, or one with a filter)."""
    if wanted.consultation:
        public = public.filter(**{consultation: wanted.consultation})
        return index.best(wanted.text, public, newest=wanted.newest)
    # Nearly everything in the index is public: cheaper to ask about the few that it returns.
    best = index.best(wanted.text, newest=wanted.newest)
    visible = set(public.filter(pk__in=best).values_list("pk", flat=True))
    return [pk for pk in best if pk in visible]


def _pages(wanted: Wanted) -> dict[Kind, list[int]]:
    """Return the keys of live pages in the active language, best first (three queries)."""
    best = PAGES.best(wanted.text, newest=wanted.newest)
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    public = (
        Page.objects.live()
        .public()
        .filter(pk__in=best, locale__language_code=language)
        .exclude(consultationpage__consultation__state=Consultation.State.DRAFT)
    )
    if wanted.consultation:
        public = public.filter(
            Q(consultationpage__consultation=wanted.consultation)
            | Q(summarypage__snapshot__consultation=wanted.consultation)
        )
    sections = dict(public.values_list("pk", "content_type__app_label"))
    found: dict[Kind, list[int]] = {Kind.CONSULTATIONS: [], Kind.DIALOGUES: [], Kind.PAGES: []}
    for pk in best:
        if pk in sections:
            found[_KINDS_OF_PAGES.get(sections[pk], Kind.PAGES)].append(pk)
    return found


def _results(
    shown: dict[Kind, list[int]], wanted: Wanted, request: HttpRequest
) -> dict[Kind, list[Result]]:
    """Return what these keys stand for (a query for proposals, for comments and for pages)."""
    words = read(wanted.text)
    titles = {question.pk: question.title for question in questions()}

    def keys(*kinds: Kind) -> list[int]:
        return [pk for kind in kinds for pk in shown.get(kind, [])]

    pages = results.of_pages(keys(Kind.CONSULTATIONS, Kind.DIALOGUES, Kind.PAGES), words, request)
    of = dict.fromkeys(Kind, pages) | {
        Kind.PROPOSALS: results.of_proposals(keys(Kind.PROPOSALS), _proposals(), words, titles),
        Kind.COMMENTS: results.of_comments(keys(Kind.COMMENTS), _comments(), words, titles),
    }
    return {kind: [of[kind][pk] for pk in here if pk in of[kind]] for kind, here in shown.items()}

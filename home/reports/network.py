"""Mexico City's ties with other cities: which there are, and what came of each."""

from dataclasses import dataclass

from django.conf import settings
from django.core.paginator import Page as ListPage
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.http import HttpRequest
from django.utils.translation import get_language

from ciudad_global.agenda.models import City, CityQuerySet, Goal, Network
from ciudad_global.agenda.world_map import WorldMap, draw
from consultations.models import Commitment
from dialogues.models import DialoguePage, PracticePage, SessionPage
from dialogues.reports import calendar
from dialogues.reports.practices import PracticeCard, cards

PAGE_SIZE = 60
FEW = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for among the cities. Each part narrows the list."""

    text: str = ""
    tie: str = ""
    goal: int | None = None
    network: str = ""
    page: str = "1"

    @property
    def is_filtered(self) -> bool:
        return bool(self.text or self.tie or self.goal or self.network)


def world() -> WorldMap:
    """Return the map of every city (one query)."""
    cities = list(City.objects.by_name()[: PAGE_SIZE + 1])
    here = next((city for city in cities if city.is_here), None)
    return draw([city for city in cities if not city.is_here], here)


def here() -> City | None:
    """Return Mexico City as the vocabulary has it (one query)."""
    return City.objects.filter(tie=City.Tie.HERE).first()


def cities(wanted: Wanted) -> "ListPage[City]":
    """Return one page of cities in the order of their names (three queries)."""
    found = _narrowed(City.objects.abroad(), wanted).prefetch_related(
        Prefetch("networks", Network.objects.order_by("acronym"))
    )
    return Paginator(found.by_name(), PAGE_SIZE).get_page(wanted.page)


def goals() -> list[Goal]:
    """Return the goals under which cities meet here (one query)."""
    met = DialoguePage.objects.live().filter(goals=OuterRef("pk"), cities__isnull=False)
    practised = PracticePage.objects.live().filter(goals=OuterRef("pk"))
    return list(Goal.objects.in_order().filter(Exists(met) | Exists(practised)))


def networks() -> list[Network]:
    """Return the networks that have cities, by their acronyms (one query)."""
    member = Network.cities.through.objects.filter(network=OuterRef("pk"))
    return list(Network.objects.filter(Exists(member)).order_by("acronym"))


def _narrowed(cities: CityQuerySet, wanted: Wanted) -> CityQuerySet:
    for word in wanted.text.split():
        cities = cities.filter(
            Q(name_es__icontains=word)
            | Q(name_en__icontains=word)
            | Q(country_es__icontains=word)
            | Q(country_en__icontains=word)
        )
    if wanted.tie:
        cities = cities.filter(tie=wanted.tie)
    if wanted.network:
        member = Network.cities.through.objects.filter(
            network__slug=wanted.network, city=OuterRef("pk")
        )
        cities = cities.filter(Exists(member))
    if wanted.goal:
        met = DialoguePage.objects.live().filter(goals=wanted.goal, cities=OuterRef("pk"))
        practised = PracticePage.objects.live().filter(goals=wanted.goal, city=OuterRef("pk"))
        cities = cities.filter(Exists(met) | Exists(practised))
    return cities


def _language() -> str:
    return (get_language() or settings.LANGUAGE_CODE)[:2]


def dialogues(city: City, request: HttpRequest) -> list[calendar.DialogueCard]:
    """Return the newest dialogues with this city in the page's language (four queries)."""
    found = DialoguePage.objects.live().filter(cities=city, locale__language_code=_language())
    return calendar.dialogue_cards(found.order_by("-first_published_at", "-pk")[:FEW], request)


def practices(city: City, request: HttpRequest) -> list[PracticeCard]:
    """Return the newest practices of this city in the page's language (three queries)."""
    found = PracticePage.objects.live().filter(city=city, locale__language_code=_language())
    return cards(found.order_by("-first_published_at", "-pk")[:FEW], request)


def sessions(city: City, request: HttpRequest) -> list[calendar.SessionCard]:
    """Return the latest sessions with this city in the page's language (two queries)."""
    found = SessionPage.objects.live().filter(cities=city, locale__language_code=_language())
    return calendar.cards(found.order_by("-starts_at", "-pk")[:FEW], request)


def commitments(city: City) -> list[Commitment]:
    """Return what the city promised after consultations of dialogues with this city (one query)."""
    related = DialoguePage.objects.live().filter(
        cities=city, consultations=OuterRef("consultation")
    )
    return list(
        Commitment.objects.published().filter(Exists(related)).order_by("due_on", "pk")[:FEW]
    )

"""The demonstration's practices, and which proposals cite them."""

from typing import TYPE_CHECKING, Any

from ciudad_global.agenda.models import City
from consultations.models import Proposal
from dialogues.models import PracticeIndexPage, PracticePage
from home.demonstration.contributions import goals
from home.demonstration.texts import load

if TYPE_CHECKING:
    from home.demonstration.pages import Publisher

LANGUAGES = ("es", "en")
# Words of a proposal's title -> the practice that it cites.
CITED = {
    "sombra": "corredores-verdes",
    "lluvia": "cosecha-de-lluvia",
    "cuid": "manzanas-del-cuidado",
}
MOST = 3  # proposals that cite one practice


def publish(publisher: "Publisher", home: dict[str, Any]) -> None:
    """Publish the list and its practices in both languages, and let proposals cite some."""
    facts = load("practices")
    texts = {
        language: {
            "slug": words["slug"],
            "title": words["title"],
            "introduction": words["intro"],
        }
        for language, words in facts["index"].items()
    }
    index = publisher.add(home, PracticeIndexPage, texts)
    for row in facts["practices"]:
        pages = publisher.add(
            index,
            PracticePage,
            {language: _texts(row, language) for language in LANGUAGES},
            direction=row["direction"],
            city=City.objects.get(slug=row["city"]),
            cost=row["cost"],
            email="experiencias@ciudadglobal.example",
            picture=publisher.picture(row["picture"]),
            goals=goals(row["goals"]),
        )
        _cite(row["slug"], pages["es"])


def _texts(row: dict[str, Any], language: str) -> dict[str, Any]:
    words = row[language]
    return {
        "slug": row["slug" if language == "es" else "slug_en"],
        "title": words["title"],
        "introduction": words["intro"],
        "problem": words["problem"],
        "solution": words["solution"],
        "results": words["results"],
        "office": row[f"office_{language}"],
        "evidence": [
            ("link", {"title": each[language], "url": each["url"]}) for each in row["evidence"]
        ],
    }


def _cite(slug: str, page: PracticePage) -> None:
    for word, cited in CITED.items():
        if cited == slug:
            found = Proposal.objects.published().filter(title__icontains=word).order_by("pk")
            for proposal in found[:MOST]:
                proposal.practices.add(page.translation_key)

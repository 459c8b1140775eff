"""One search over what residents and editors published."""

from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from ciudad_global.common.search.index import MOST_FOUND
from consultations.models import Consultation
from home.reports.search import FIRST_FEW, PAGE_SIZE
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ProposalFactory,
    ResidentFactory,
    consultation_pages,
    pages,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db

SEARCH = "/es/buscar/"


def found(client: Client, **asked: Any) -> dict[str, list[str]]:
    """Return the addresses of what was found, by kind."""
    groups = client.get(SEARCH, asked).context.get("groups", [])
    return {group["id"]: [result.url for result in group["results"]] for group in groups}


def counts(client: Client, **asked: Any) -> dict[str, str]:
    return {tab["label"]: tab["count"] for tab in client.get(SEARCH, asked).context["tabs"]}


@pytest.fixture
def everything(db: None) -> dict[str, Any]:
    """Return one of each kind that speaks of participation."""
    home = pages.home()
    dialogue = pages.dialogue(pages.dialogues(home), title="Participación", question="¿Y luego?")
    consultation = ConsultationFactory()
    proposal = ProposalFactory(
        consultation=consultation, title="Participación en los mercados", summary="", body=""
    )
    return {
        "session": pages.session(
            dialogue, title="Mesa", minutes=[("text", "<p>Participación</p>")]
        ),
        "dialogue": dialogue,
        "consultation": consultation_pages.publish(
            consultation, consultation_pages.index(home), who_decides="La participación"
        ),
        "standing": pages.standing(home, title="Reglas de participación", slug="reglas"),
        "proposal": proposal,
        "comment": CommentFactory(proposal=proposal, body="Más participación, por favor"),
    }


@pytest.mark.parametrize("words", ["participacion", "Participación", "PARTICIPACIONES"])
def test_it_finds_every_kind_with_and_without_accents(
    client: Client, everything: dict[str, Any], words: str
) -> None:
    assert found(client, q=words) == {
        "propuestas": [everything["proposal"].get_absolute_url()],
        "comentarios": [everything["comment"].get_absolute_url()],
        "consultas": [everything["consultation"].url],
        "dialogos": [everything["dialogue"].url, everything["session"].url],
        "paginas": [everything["standing"].url],
    }
    assert counts(client, q=words) == {
        "Todo": "6",
        "Propuestas": "1",
        "Comentarios": "1",
        "Consultas": "1",
        "Diálogos, sesiones y experiencias": "2",
        "Otras páginas": "1",
    }


def test_one_kind_keeps_the_counts_of_all(client: Client, everything: dict[str, Any]) -> None:
    assert list(found(client, q="participacion", en="dialogos")) == ["dialogos"]
    assert counts(client, q="participacion", en="dialogos")["Propuestas"] == "1"


def test_a_consultation_narrows_it_down(client: Client, everything: dict[str, Any]) -> None:
    other = ProposalFactory(title="Participación", summary="", body="")
    pages.consultation_page(other.consultation, title="Otra", slug="otra")
    slug = everything["proposal"].consultation.slug
    here = found(client, q="participacion", consulta=slug)
    assert here == {
        "propuestas": [everything["proposal"].get_absolute_url()],
        "comentarios": [everything["comment"].get_absolute_url()],
        "consultas": [everything["consultation"].url],
    }
    assert found(client, q="participacion", consulta=slug, en="comentarios") == {
        "comentarios": here["comentarios"]
    }


def test_the_newest_come_first_if_somebody_wants_it(client: Client) -> None:
    first = ProposalFactory(title="Agua", summary="", body="")
    last = ProposalFactory(title="Otra cosa", summary="", body="Sobre el agua")
    addresses = [first.get_absolute_url(), last.get_absolute_url()]
    assert found(client, q="agua")["propuestas"] == addresses
    assert found(client, q="agua", orden="recientes")["propuestas"] == addresses[::-1]


def test_a_word_with_n_and_one_with_enye_are_two(client: Client) -> None:
    year = ProposalFactory(title="Cada año una fiesta", summary="", body="").get_absolute_url()
    other = ProposalFactory(title="Del ano al cuello", summary="", body="").get_absolute_url()
    assert found(client, q="ano")["propuestas"] == [other, year]
    assert found(client, q="año")["propuestas"] == [year, other]


def test_pages_are_found_in_the_active_language(client: Client) -> None:
    page = pages.standing(pages.home(), title="Privacidad y datos", slug="privacidad")
    pages.translated(page.get_parent().specific, slug="english-home")
    pages.translated(page, title="Privacy, privacidad", slug="privacy")
    assert found(client, q="privacidad")["paginas"] == ["/es/privacidad/"]
    groups = client.get("/en/buscar/", {"q": "privacidad"}).context["groups"]
    assert [result.url for result in groups[0]["results"]] == ["/en/privacy/"]


def test_pages_follow_what_is_published(client: Client) -> None:
    page = pages.standing(pages.home(), title="Privacidad", slug="privacidad")
    page.introduction = "Sobre murciélagos"
    draft = page.save_revision()
    assert found(client, q="murcielagos") == {}
    draft.publish()
    assert found(client, q="murcielagos") == {"paginas": ["/es/privacidad/"]}
    page.refresh_from_db()
    page.unpublish()
    assert found(client, q="murcielagos") == {}
    page.save_revision().publish()
    page.delete()
    assert found(client, q="murcielagos") == {}


@pytest.mark.parametrize("state", ["pending", "held", "rejected", "removed", "withdrawn"])
def test_what_is_not_published_is_not_found(client: Client, state: str) -> None:
    proposal = ProposalFactory(title="Mercados", state=state, author=ResidentFactory())
    CommentFactory(proposal=proposal, body="Mercados")
    CommentFactory(body="Mercados", state=state)
    client.force_login(proposal.author)
    response = client.get(SEARCH, {"q": "mercados"})
    assert response.context["groups"] == []
    assert "No encontramos nada" in response.content.decode()


def test_a_draft_of_a_consultation_is_not_found(client: Client) -> None:
    consultation = ConsultationFactory(state=Consultation.State.DRAFT)
    pages.consultation_page(consultation, title="Mercados")
    proposal = ProposalFactory(consultation=consultation, title="Mercados")
    CommentFactory(proposal=proposal, body="Mercados")
    for asked in ({}, {"consulta": consultation.slug}):
        assert found(client, q="mercados", **asked) == {}


def test_no_total_is_told(client: Client) -> None:
    consultation = ConsultationFactory(totals=Consultation.Totals.AFTER_CLOSING)
    ProposalFactory(consultation=consultation, title="Agua", agree_count=73_131)
    html = client.get(SEARCH, {"q": "agua", "orden": "apoyadas"}).content.decode()
    assert "73,131" not in html
    assert "73131" not in html


def test_found_words_are_marked_and_everything_is_escaped(client: Client) -> None:
    ProposalFactory(title=f"{HOSTILE} Agua", summary=f"{HOSTILE} aguas", body="")
    CommentFactory(body=f"{HOSTILE} agua")
    html = client.get(SEARCH, {"q": "agua"}).content.decode()
    assert "<mark>Agua</mark>" in html
    assert html.count("<mark>") == 3
    assert "<script>alert" not in html
    html = client.get(SEARCH, {"q": "script alert onmouseover b"}).content.decode()
    assert "<mark>script</mark>" in html
    assert "<script>alert" not in html
    assert "<b onmouseover" not in html


def test_a_visitor_gets_the_same_bytes_as_every_other_visitor(
    client: Client, everything: dict[str, Any]
) -> None:
    response = client.get(SEARCH, {"q": "participacion"})
    assert response.cookies == {}
    assert response.content == Client().get(SEARCH, {"q": "participacion"}).content


@pytest.mark.parametrize(
    "query",
    ["", "   ", '"', "a OR", "*", "%00", "\x00", HOSTILE, "🦎", "x" * 5_000, "NEAR(", "-a", "'"],
)
def test_no_words_break_it(client: Client, query: str) -> None:
    response = client.get(SEARCH, {"q": query})
    assert response.status_code == 200
    assert HOSTILE not in response.content.decode()


@pytest.mark.parametrize("name", ["en", "consulta", "orden"])
def test_what_is_unknown_is_not_asked_for(
    client: Client, everything: dict[str, Any], name: str
) -> None:
    assert found(client, q="participacion", **{name: HOSTILE}) == found(client, q="participacion")


@pytest.mark.parametrize("number", ["9" * 5000, "٣", "²", "-1", "0", "x", "\0", "99"])
def test_an_odd_page_number_is_a_page(client: Client, number: str) -> None:
    url = ProposalFactory(title="Agua", summary="", body="").get_absolute_url()
    assert found(client, q="agua", en="propuestas", pagina=number) == {"propuestas": [url]}


def test_pages_of_results_neither_skip_nor_repeat(client: Client) -> None:
    proposals = ProposalFactory.create_batch(PAGE_SIZE + 1, title="Agua limpia")
    assert len(found(client, q="agua")["propuestas"]) == FIRST_FEW
    address, shown = f"{SEARCH}?q=agua&en=propuestas", []
    while address:
        context = client.get(address).context
        shown += [result.url for group in context["groups"] for result in group["results"]]
        address = context["next_url"] and SEARCH + context["next_url"]
    assert len(shown) == PAGE_SIZE + 1
    assert set(shown) == {proposal.get_absolute_url() for proposal in proposals}


def test_more_than_anybody_reads_is_not_counted(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    ProposalFactory.create_batch(3, title="Agua")
    assert MOST_FOUND == 1_000
    monkeypatch.setattr("home.reports.search.MOST_FOUND", 3)
    assert counts(client, q="agua") == {"Todo": "3+", "Propuestas": "3+"}


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("kind", "queries"), [("", 12), ("propuestas", 8), ("comentarios", 8), ("paginas", 9)]
)
def test_it_costs_the_same_for_any_number(
    client: Client, django_assert_num_queries: Any, number: int, kind: str, queries: int
) -> None:
    home = pages.home()
    for each in range(number):
        pages.standing(home, title="Agua", slug=f"agua-{each}")
        proposal = ProposalFactory(title="Agua")
        pages.consultation_page(proposal.consultation, title="Agua")
        CommentFactory(proposal=proposal, body="Agua")
    client.get(SEARCH, {"q": "agua"})
    with django_assert_num_queries(queries):
        client.get(SEARCH, {"q": "agua", "en": kind})


def promote(words: str, **fields: Any) -> None:
    query = Query.objects.create(query_string=words)
    SearchPromotion.objects.create(query=query, **fields)


def test_what_editors_promote_for_these_words_comes_first(client: Client) -> None:
    home = pages.home()
    page = pages.standing(home, slug="privacidad", title=f"Privacidad {HOSTILE}")
    promote("Mis  DATOS", page=page, description=f"Qué guardamos {HOSTILE}")
    response = client.get(SEARCH, {"q": " mis datos"})
    assert [one.url for one in response.context["promoted"]] == ["/es/privacidad/"]
    html = response.content.decode()
    assert "Te puede servir" in html
    assert HOSTILE not in html
    for asked in ({"q": "datos"}, {"q": "mis datos", "en": "paginas"}):
        assert not client.get(SEARCH, asked).context["promoted"]


def test_only_what_can_be_read_in_this_language_is_promoted(client: Client) -> None:
    home = pages.home()
    pages.translated(home)
    promote("uno", page=pages.standing(home, slug="no", live=False))
    draft = ConsultationFactory(state=Consultation.State.DRAFT)
    promote("dos", page=consultation_pages.publish(draft, consultation_pages.index(home)))
    promote("tres", page=pages.standing(home, slug="si"))
    promote("cuatro", external_link_url="https://example.org/", external_link_text="Fuera")
    shown = {
        (language, words): len(client.get(f"/{language}/buscar/", {"q": words}).context["promoted"])
        for language in ("es", "en")
        for words in ("uno", "dos", "tres", "cuatro")
    }
    assert [key for key, number in shown.items() if number] == [
        ("es", "tres"), ("es", "cuatro"), ("en", "cuatro"),
    ]  # fmt: skip

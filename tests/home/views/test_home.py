"""The first page."""

import pytest
from django.test import Client
from django.utils import timezone

from consultations.models import (
    Consultation,
    ConsultationIndexPage,
    ConsultationPage,
    Response,
    Snapshot,
    SummaryPage,
)
from tests.factories import (
    ConsultationFactory,
    ProposalFactory,
    ResidentFactory,
    in_role,
    pages,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


def everything(count: int, **fields: str) -> None:
    """Make a site with so many of each thing that the first page shows."""
    home = pages.home()
    questions = home.add_child(instance=ConsultationIndexPage(title="Consultas", slug="consultas"))
    index = pages.dialogues(home)
    for number in range(count):
        consultation = ConsultationFactory(**fields)
        page = questions.add_child(
            instance=ConsultationPage(
                title=f"¿Pregunta {number}? {HOSTILE}",
                slug=f"pregunta-{number}",
                introduction=HOSTILE,
                consultation=consultation,
            )
        )
        page.add_child(
            instance=SummaryPage(
                title=f"Qué salió {number} {HOSTILE}",
                introduction=HOSTILE,
                snapshot=Snapshot.objects.create(consultation=consultation, figures={}),
            )
        )
        Response.objects.create(
            proposal=ProposalFactory(consultation=consultation),
            status=Response.Status.ACCEPTED,
            office=HOSTILE,
            published_at=timezone.now(),
        )
        pages.session(pages.dialogue(index, number))


def test_it_works(client: Client) -> None:
    everything(1)
    response = client.get("/es/")
    context = response.context
    assert [card.title for card in context["open"]] == [f"¿Pregunta 0? {HOSTILE}"]
    assert [card.title for card in context["dialogues"]] == [f"Diálogo 0 {HOSTILE}"]
    assert [card.title for card in context["sessions"]] == [f"Sesión 1 {HOSTILE}"]
    assert [card["title"] for card in context["summaries"]] == [f"Qué salió 0 {HOSTILE}"]
    assert [str(answer.office) for answer in context["responses"]] == [HOSTILE]
    assert context["consultations_url"] == "/es/consultas/"
    assert HOSTILE not in response.content.decode()


def test_an_empty_site_says_what_to_do(client: Client) -> None:
    pages.home()
    assert "Ahora no hay consultas abiertas" in client.get("/es/").content.decode()


def test_the_bare_address_leads_to_the_language(client: Client) -> None:
    pages.home()
    assert client.get("/", headers={"accept-language": "en"})["Location"] == "/en/"


def test_a_draft_is_not_announced(client: Client) -> None:
    everything(1, state=Consultation.State.DRAFT)
    assert client.get("/es/").context["open"] == []


def test_an_answer_to_a_removed_proposal_is_not_shown(client: Client) -> None:
    everything(1)
    Response.objects.get().proposal.__class__.objects.update(state="removed")
    assert list(client.get("/es/").context["responses"]) == []


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_any_number(
    client: Client, django_assert_num_queries, count: int
) -> None:
    everything(count)
    client.get("/es/")
    with django_assert_num_queries(16):
        client.get("/es/")


def test_the_site_is_named_once_in_the_title(client: Client) -> None:
    home = pages.home(title="Diálogos para una CDMX Global")
    assert "<title>Diálogos para una CDMX Global</title>" in client.get("/es/").content.decode()
    home.seo_title = "Participa"
    home.save()
    title = "<title>Participa · Diálogos para una CDMX Global</title>"
    assert title in client.get("/es/").content.decode()


def test_everybody_finds_where_they_go_each_day(client: Client) -> None:
    pages.home()
    daily = {
        "resident": ("/es/mi-participacion/", ResidentFactory()),
        "moderator": ("/es/moderacion/", in_role("moderator")),
        "editor": ("/admin/", in_role("editor")),
    }
    for role, (_link, user) in daily.items():
        client.force_login(user)
        header = client.get("/es/").content.decode().partition("</header>")[0]
        shown = {name for name, (link, _user) in daily.items() if f'href="{link}"' in header}
        assert shown == {role}

"""QR codes, posters and what a shared link shows."""

from html import unescape
from io import BytesIO
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
import segno
from django.test import Client

from consultations.models import ConsultationPage
from tests.factories import ConsultationFactory, ProposalFactory, ResidentFactory, pages
from tests.factories.consultation_pages import index, publish, summary
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def live_page(db: None) -> ConsultationPage:
    return publish(
        ConsultationFactory(slug="agua"), index(pages.home()), title="¿Y el agua?", slug="el-agua"
    )


def drawn(address: str) -> bytes:
    """Return the code that leads to this address."""
    image = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(image, kind="svg", xmldecl=False, omitsize=True, nl=False, light="#fff")
    return image.getvalue()


def tags(client: Client, address: str) -> dict[str, str]:
    """Return what a chat reads of a page."""
    html = client.get(address).content.decode()
    found = {}
    for line in html.split("<meta ")[1:]:
        name, _name, rest = line.partition(' content="')
        found[name.partition('="')[2].rstrip('"')] = unescape(rest.partition('">')[0])
    found["canonical"] = html.partition('<link rel="canonical" href="')[2].partition('"')[0]
    return found


def test_a_proposals_code_leads_to_its_short_address(client: Client) -> None:
    proposal = ProposalFactory(title="Agua")
    response = client.get(f"/es/propuestas/{proposal.pk}/qr.svg")
    assert response["Content-Type"] == "image/svg+xml"
    assert response.content == drawn(f"http://testserver/es/propuestas/{proposal.pk}/")
    assert ElementTree.fromstring(response.content).tag.endswith("}svg")  # noqa: S314
    assert client.get(f"/es/propuestas/{proposal.pk}/", follow=True).status_code == 200


def test_the_codes_of_a_consultation_and_its_summary(
    client: Client, live_page: ConsultationPage
) -> None:
    assert client.get("/es/consultas/agua/qr.svg").content == drawn(
        "http://testserver/es/consultas/el-agua/"
    )
    assert client.get("/es/consultas/agua/resumen/qr.svg").status_code == 404
    found = summary(live_page)
    assert client.get("/es/consultas/agua/resumen/qr.svg").content == drawn(
        f"http://testserver{found.url}"
    )
    assert client.get("/en/consultas/agua/resumen/qr.svg").status_code == 404


def test_a_code_is_the_same_for_everybody_and_kept(client: Client) -> None:
    address = f"/es/propuestas/{ProposalFactory().pk}/qr.svg"
    response = client.get(address)
    assert response["Cache-Control"] == "public, max-age=86400"
    assert response.cookies == {}
    assert client.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304
    client.force_login(ResidentFactory())
    assert client.get(address).content == response.content


@pytest.mark.parametrize("state", ["draft", "pending", "held", "rejected", "removed", "withdrawn"])
def test_what_is_not_published_has_neither_code_nor_poster(client: Client, state: str) -> None:
    proposal = ProposalFactory(state=state)
    client.force_login(proposal.author)
    for name in ("qr.svg", "cartel/"):
        assert client.get(f"/es/propuestas/{proposal.pk}/{name}").status_code == 404


def test_a_draft_of_a_consultation_has_neither(client: Client, live_page: ConsultationPage) -> None:
    draft = publish(ConsultationFactory(state="draft"), live_page.get_parent().specific)
    for name in ("qr.svg", "cartel/", "resumen/qr.svg"):
        address = f"/es/consultas/{draft.consultation.slug}/{name}"
        assert client.get(address).status_code == 404


def test_posters_say_what_it_is_and_how_to_come_there(
    client: Client, live_page: ConsultationPage
) -> None:
    proposal = ProposalFactory(
        consultation=live_page.consultation,
        title=f"Lluvia {HOSTILE}",
        language="en",
        agree_count=73_131,
    )
    html = client.get(f"/es/propuestas/{proposal.pk}/cartel/").content.decode()
    assert f'src="/es/propuestas/{proposal.pk}/qr.svg"' in html
    assert f">http://testserver/es/propuestas/{proposal.pk}/<" in html
    assert '<h1 class="poster__title" lang="en">Lluvia &lt;script&gt;' in html
    assert "<script>alert" not in html
    assert "73,131" not in html
    html = client.get("/es/consultas/agua/cartel/").content.decode()
    assert "¿Y el agua?" in html
    assert ">http://testserver/es/consultas/el-agua/<" in html
    assert "Participa: apunta" in html


@pytest.mark.parametrize("number", [1, 3])
def test_a_poster_costs_the_same_whatever_there_is(
    client: Client, django_assert_num_queries: object, number: int
) -> None:
    proposals = ProposalFactory.create_batch(number, consultation=ConsultationFactory())
    client.get(f"/es/propuestas/{proposals[0].pk}/cartel/")
    with django_assert_num_queries(2):  # type: ignore[operator]
        client.get(f"/es/propuestas/{proposals[0].pk}/cartel/")


def test_a_proposals_link_shows_its_title_summary_and_our_picture(
    client: Client, live_page: ConsultationPage
) -> None:
    proposal = ProposalFactory(
        consultation=live_page.consultation,
        title=f'Lluvia "{HOSTILE}',
        summary=f"Cada techo {HOSTILE}",
        agree_count=73_131,
    )
    shown = tags(client, f"{proposal.get_absolute_url()}?orden=nuevas")
    address = f"http://testserver{proposal.get_absolute_url()}"
    assert shown["og:title"] == f'Lluvia "{HOSTILE}'
    assert shown["og:description"] == f"Cada techo {HOSTILE}"
    assert shown["og:url"] == shown["canonical"] == address
    assert shown["og:image"].startswith(f"http://testserver/compartir/propuesta/{proposal.pk}-")
    assert client.get(shown["og:image"])["Content-Type"] == "image/png"
    assert "73,131" not in str(shown)
    assert "73131" not in str(shown)
    proposal.summary = ""
    proposal.save()
    assert tags(client, address)["og:description"].startswith("Un párrafo.")


def test_a_proposal_that_waits_shows_nothing(client: Client) -> None:
    proposal = ProposalFactory(state="pending")
    client.force_login(proposal.author)
    html = client.get(proposal.get_absolute_url()).content.decode()
    assert "og:title" not in html
    assert '<meta name="robots" content="noindex">' in html


def test_a_consultations_link_shows_its_question_and_a_picture_of_it(
    client: Client, live_page: ConsultationPage
) -> None:
    shown = tags(client, f"{live_page.url}?tema=x&orden=recientes")
    assert shown["og:title"] == "¿Y el agua?"
    assert shown["og:description"] == HOSTILE
    assert shown["og:url"] == shown["canonical"] == f"http://testserver{live_page.url}"
    assert shown["og:image"].startswith(f"http://testserver/compartir/pagina/{live_page.pk}-")
    assert client.get(shown["og:image"])["Content-Type"] == "image/png"


def test_every_public_page_shows_itself(client: Client, live_page: ConsultationPage) -> None:
    home = live_page.get_parent().get_parent().specific
    dialogues = pages.dialogues(home)
    dialogue = pages.dialogue(dialogues)
    shown = [
        home, live_page.get_parent(), live_page, dialogues, dialogue, pages.session(dialogue),
        pages.standing(home), pages.practice(pages.practices(home)),
    ]  # fmt: skip
    for each in shown:
        assert tags(client, each.url)["og:title"] == each.title
        assert tags(client, each.url)["canonical"] == f"http://testserver{each.url}"
        assert client.get(tags(client, each.url)["og:image"]).status_code == 200


def test_ways_to_share_are_plain_links_with_everything_escaped(
    client: Client, live_page: ConsultationPage
) -> None:
    proposal = ProposalFactory(consultation=live_page.consultation, title=f"Agua & más\n{HOSTILE}")
    html = client.get(proposal.get_absolute_url()).content.decode()
    title, address = (
        quote(text, safe="")
        for text in (proposal.title, f"http://testserver/es/propuestas/{proposal.pk}/")
    )
    assert f'href="https://wa.me/?text={title}%0A{address}"' in html
    assert f'href="mailto:?subject={title}&amp;body={address}"' in html
    assert f'href="/es/propuestas/{proposal.pk}/cartel/"' in html
    assert html.count("https://wa.me/") == 1
    assert "<script>alert" not in html

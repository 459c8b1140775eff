"""The author's page for images and documents, and their addresses."""

import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse

from ciudad_global.common.uploads import Infected
from ciudad_global.moderation.states import State
from consultations.actions import attachment as actions
from consultations.models import Attachment, Consultation, Proposal
from tests.factories import (
    AttachmentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    UserFactory,
    in_role,
)
from tests.factories.files import document, picture, sent
from tests.factories.hostile import HOSTILE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.fixture
def proposal() -> Proposal:
    return ProposalFactory(state="pending")


@pytest.fixture
def author(client: Client, proposal: Proposal) -> Client:
    client.force_login(proposal.author)
    return client


@pytest.fixture
def address(proposal: Proposal) -> str:
    return f"/es/propuestas/{proposal.pk}/archivos/"


def image(**fields: object) -> dict[str, object]:
    return {"kind": "image", "file": sent(picture()), "text": f"Una esquina {HOSTILE}"} | fields


def content(response) -> bytes:
    return b"".join(response.streaming_content)


def text(response) -> str:
    return response.content.decode()


# The author's page.


def test_it_works(author, proposal, address) -> None:
    assert author.get(address).status_code == 200
    response = author.post(address, image())
    assert response.url == address
    page = text(author.get(address))
    assert "Agregamos la imagen." in page
    assert "Imágenes (1 de 3)" in page
    assert "60 × 40" in page
    assert "<script>alert" not in page
    author.post(address, {"kind": "document", "file": sent(document(), "a.pdf"), "text": "Estudio"})
    page = text(author.get(address))
    assert "Agregamos el documento." in page
    assert "Documentos (1 de 3)" in page
    assert [found.kind for found in proposal.attachments.order_by("pk")] == ["image", "document"]


def test_the_forms_work_without_script_and_ask_for_what_is_needed(author, address) -> None:
    page = text(author.get(address))
    assert page.count('enctype="multipart/form-data"') == 2
    assert len(re.findall(r'<input type="file"[^>]+required', page)) == 2
    assert len(re.findall(r'<input type="text"[^>]+required', page)) == 2
    assert "Hasta 5 MB" in page


def test_without_a_description_the_image_waits(author, address) -> None:
    response = author.post(address, image(text=" "))
    page = text(response)
    assert response.status_code == 200
    assert "Escribe qué se ve, para quien no puede ver la imagen." in page
    assert "Elige el archivo otra vez" in page
    assert Attachment.objects.count() == 0


def test_the_name_of_a_file_describes_nothing(author, address) -> None:
    assert "es el nombre de un archivo" in text(author.post(address, image(text="IMG_2041.JPG")))


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"file": ""}, "Elige una imagen."),
        ({"file": sent(b"")}, "El archivo está vacío"),
        ({"file": sent(b"<html>", "foto.png")}, "no es una imagen que podamos abrir"),
        ({"kind": "document", "file": sent(picture(), "a.pdf")}, "no es un PDF"),
        ({"kind": "otra cosa", "file": sent(document())}, "no es una imagen que podamos abrir"),
        ({"text": "a" * 201}, "Tiene 201 caracteres y caben 200"),
    ],
)
def test_a_refusal_is_one_sentence_and_keeps_what_was_typed(
    author, address, fields, sentence
) -> None:
    response = author.post(address, image(**fields))
    page = text(response)
    assert response.status_code == 200
    assert sentence in page
    form = response.context["document_form" if fields.get("kind") == "document" else "image_form"]
    assert form["text"].value() == fields.get("text", f"Una esquina {HOSTILE}")
    assert Attachment.objects.count() == 0


def test_a_file_that_is_too_large_is_dropped_and_the_text_stays(author, address) -> None:
    large = sent(b"\0" * (actions.SIZE_LIMIT + 1))
    response = author.post(address, image(file=large))
    page = text(response)
    assert response.status_code == 200
    assert "El archivo pesa más de 5 MB: hazlo más ligero" in page
    assert "Elige una imagen." not in page
    assert response.context["image_form"]["text"].value() == f"Una esquina {HOSTILE}"
    assert not response.wsgi_request.FILES


def test_a_file_of_just_the_limit_is_read(author, address) -> None:
    exact = sent(b"\0" * actions.SIZE_LIMIT)
    assert "no es una imagen que podamos abrir" in text(author.post(address, image(file=exact)))


def test_a_fourth_image_is_refused_with_its_reason(author, proposal, address) -> None:
    for position in (1, 2, 3):
        AttachmentFactory(proposal=proposal, position=position)
    page = text(author.get(address))
    assert "Ya no caben más: para poner otra, quita una." in page
    assert page.count('type="file"') == 1
    response = author.post(address, image())
    assert response.status_code == 403
    assert "Ya tiene 3 imágenes: quita una para poner otra." in text(response)


def infected(file: BytesIO) -> None:
    raise Infected


def broken(file: BytesIO) -> None:
    raise OSError


@pytest.mark.parametrize(
    ("scanner", "status", "sentence"),
    [
        (infected, 200, "El antivirus encontró algo peligroso"),
        (broken, 503, "no guardamos ninguno: inténtalo más tarde"),
    ],
)
def test_what_the_scanner_says_reaches_the_person(
    author, address, settings, scanner, status, sentence
) -> None:
    settings.UPLOAD_SCAN = f"{__name__}.{scanner.__name__}"
    response = author.post(address, image())
    assert response.status_code == status
    assert sentence in text(response)
    assert Attachment.objects.count() == 0


def test_too_many_files_in_an_hour_wait(author, address, monkeypatch) -> None:
    monkeypatch.setattr(actions, "HOURLY_LIMIT", 0)
    response = author.post(address, image())
    assert response.status_code == 429
    assert "Mandaste muchos archivos en poco tiempo: espera una hora." in text(response)


def test_a_form_of_another_site_is_refused(proposal, address) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(proposal.author)
    assert client.post(address, image()).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text(client.get(address)))[1]
    assert client.post(address, image(csrfmiddlewaretoken=token)).status_code == 302


def test_the_description_changes(author, proposal, address) -> None:
    found = AttachmentFactory(proposal=proposal)
    page = text(author.get(f"{address}{found.pk}/"))
    assert "<script>alert" not in page
    assert author.post(f"{address}{found.pk}/", {"text": "Otra esquina"}).url == address
    found.refresh_from_db()
    assert found.text == "Otra esquina"
    assert "Escribe qué se ve" in text(author.post(f"{address}{found.pk}/", {"text": ""}))


def test_a_document_has_a_title(author, proposal, address) -> None:
    found = AttachmentFactory(proposal=proposal, kind="document")
    assert "Escribe el título." in text(author.post(f"{address}{found.pk}/", {"text": ""}))


def test_removing_asks_first(author, proposal, address) -> None:
    found = AttachmentFactory(proposal=proposal)
    page = text(author.get(f"{address}{found.pk}/quitar/"))
    assert "¿Quitar esta imagen?" in page
    assert "<script>alert" not in page
    assert Attachment.objects.count() == 1
    assert author.post(f"{address}{found.pk}/quitar/").url == address
    assert Attachment.objects.count() == 0


def test_after_the_first_vote_files_can_only_be_taken_away(author, proposal, address) -> None:
    kept, gone = (AttachmentFactory(proposal=proposal, position=place) for place in (1, 2))
    Proposal.objects.update(state=State.PUBLISHED, agree_count=1)
    page = text(author.get(address))
    assert "se quedan como están" in page
    assert f'href="{address}{gone.pk}/quitar/"' in page
    assert f'href="{address}{gone.pk}/"' not in page
    assert 'type="file"' not in page
    assert author.post(address, image()).status_code == 403
    assert author.post(f"{address}{gone.pk}/", {"text": "a"}).status_code == 403
    assert "se leerá que quitaste una imagen" in text(author.get(f"{address}{gone.pk}/quitar/"))
    assert author.post(f"{address}{gone.pk}/quitar/").url == address
    # Nothing is left to be done there after the last one.
    assert author.post(f"{address}{kept.pk}/quitar/").url == proposal.get_absolute_url()
    versions = text(author.get(f"/es/propuestas/{proposal.pk}/versiones/"))
    assert "Su autor/a quitó una imagen." in versions


def test_another_proposals_file_is_not_found_here(author, address) -> None:
    other = AttachmentFactory(proposal__author=ResidentFactory())
    for way in ("", "quitar/"):
        assert author.post(f"{address}{other.pk}/{way}", {"text": "a"}).status_code == 404


@pytest.mark.parametrize("way", ["", "{pk}/", "{pk}/quitar/"])
def test_who_did_not_write_it_is_told_so(client, way) -> None:
    proposal = ProposalFactory()
    found = AttachmentFactory(proposal=proposal)
    address = f"/es/propuestas/{proposal.pk}/archivos/{way.format(pk=found.pk)}"
    assert client.get(address).url == f"/es/cuenta/login/?next={address}"
    client.force_login(ResidentFactory())
    response = client.post(address, {"text": "a"})
    assert response.status_code == 403
    assert "Solo quien la escribió" in text(response)


def test_an_unconfirmed_account_confirms_first(client) -> None:
    proposal = ProposalFactory(state="pending", author=UserFactory())
    client.force_login(proposal.author)
    response = client.post(f"/es/propuestas/{proposal.pk}/archivos/", image())
    assert response.status_code == 403
    assert "Confirma tu correo" in text(response)


def test_what_is_gone_is_gone(client) -> None:
    proposal = ProposalFactory(state="withdrawn")
    client.force_login(proposal.author)
    assert client.get(f"/es/propuestas/{proposal.pk}/archivos/").status_code == 410


@pytest.mark.parametrize("number", [1, 3])
def test_the_queries_of_the_authors_page_do_not_grow(
    author, proposal, address, number, django_assert_num_queries
) -> None:
    for position in range(1, number + 1):
        AttachmentFactory(proposal=proposal, position=position)
        AttachmentFactory(proposal=proposal, position=position, kind="document")
    author.get(address)
    with django_assert_num_queries(7):
        author.get(address)


# From the form for a proposal.


def test_the_form_saves_the_draft_and_leads_to_its_files(client) -> None:
    consultation = ConsultationFactory()
    form = f"/es/consultas/{consultation.slug}/proponer/"
    client.force_login(ResidentFactory())
    response = client.post(form, {"title": f"Corta {HOSTILE}", "do": "files"})
    draft = Proposal.objects.get()
    assert response.url == f"/es/propuestas/{draft.pk}/archivos/"
    page = text(client.get(response.url))
    assert f"/es/propuestas/{draft.pk}-" in page
    assert "Corta &lt;script&gt;" in page
    client.post(response.url, image())
    assert "Ya tiene 1 archivo." in text(client.get(draft.draft_url))
    client.post(form, {**DRAFT, "draft": draft.pk, "do": "send"})
    draft.refresh_from_db()
    assert (draft.state, draft.attachments.count()) == ("pending", 1)


DRAFT = {"title": "Rampas en cada esquina", "body": "Falta una.", "language": "es"}


def test_a_visitor_signs_in_before_adding_files(client) -> None:
    form = f"/es/consultas/{ConsultationFactory().slug}/proponer/"
    response = client.post(form, DRAFT | {"do": "files"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.url == f"/es/cuenta/login/?next={form}%3Fborrador%3Dultimo"


def test_nothing_to_keep_leads_nowhere(client) -> None:
    client.force_login(ResidentFactory())
    form = f"/es/consultas/{ConsultationFactory().slug}/proponer/"
    response = client.post(form, {"do": "files"})
    assert response.status_code == 403
    assert "Todavía no hay nada que guardar." in text(response)


# The files' own addresses.


def test_everybody_reads_what_is_published(client) -> None:
    found = AttachmentFactory(proposal__state="published", text="Cruce sin rampa: Eje 1")
    response = client.get(found.get_absolute_url())
    assert response.status_code == 200
    assert content(response) == b"grande"
    assert content(client.get(found.small_url)) == b"chica"
    assert response["Content-Type"] == "image/webp"
    assert response["Content-Disposition"] == 'inline; filename="cruce-sin-rampa-eje-1.webp"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "public, max-age=300"
    assert not response.cookies
    assert not response.has_header("Vary")


def test_a_document_is_downloaded_under_a_harmless_name(client) -> None:
    found = AttachmentFactory(
        proposal__state="published", kind="document", text='"../\r\nSet-Cookie: a=b;.html'
    )
    response = client.get(found.get_absolute_url())
    assert content(response) == b"%PDF-1.7 documento"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="set-cookie-abhtml.pdf"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_a_title_without_letters_still_names_a_file(client) -> None:
    found = AttachmentFactory(proposal__state="published", kind="document", text="¿?")
    assert 'filename="document.pdf"' in client.get(found.get_absolute_url())["Content-Disposition"]


def test_a_browser_that_has_it_is_not_sent_it_again(client) -> None:
    found = AttachmentFactory(proposal__state="published")
    address = found.get_absolute_url()
    etag = client.get(address)["ETag"]
    again = client.get(address, headers={"If-None-Match": etag})
    assert again.status_code == 304
    assert again["Cache-Control"] == "public, max-age=300"
    Proposal.objects.update(state=State.REMOVED)
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 410


def test_an_address_cannot_be_guessed(client) -> None:
    found = AttachmentFactory(proposal__state="published")
    other = AttachmentFactory(proposal=found.proposal, position=2)
    for name in ("1.webp", "..", found.file.name.replace("/", "%2F"), next(iter(other.names))):
        assert client.get(f"/es/archivos/{found.pk}/{name}").status_code == 404
    assert client.get(f"/es/archivos/{found.pk}0/{next(iter(found.names))}").status_code == 404


def test_no_file_lies_where_media_is_served(settings, monkeypatch) -> None:
    monkeypatch.undo()
    found = Attachment._meta.get_field("file")
    location = str(settings.STORAGES["private"]["OPTIONS"]["location"])
    assert not location.startswith(str(settings.MEDIA_ROOT))
    assert str(found.storage.location) == location


def test_a_file_that_the_storage_lost_is_not_found(client, storage) -> None:
    found = AttachmentFactory(proposal__state="published")
    found.discard()
    assert client.get(found.get_absolute_url()).status_code == 404


def test_what_is_not_public_is_read_by_its_author_and_moderators_only(client) -> None:
    moderator = ModeratorFactory()
    proposal = ProposalFactory(
        state="pending", consultation=ConsultationFactory(moderators=[moderator])
    )
    address = AttachmentFactory(proposal=proposal).get_absolute_url()
    may = {
        None: 404,
        proposal.author: 200,
        ResidentFactory(): 404,
        moderator: 200,
        ModeratorFactory(): 404,
        in_role("editor"): 404,
        in_role("auditor"): 200,
    }
    for person, status in may.items():
        client.logout()
        if person:
            client.force_login(person)
        response = client.get(address)
        assert response.status_code == status, person
        if status == 200:
            assert response["Cache-Control"] == "private, no-store"
            content(response)


def test_what_editors_prepare_is_kept_by_no_cache(client) -> None:
    found = AttachmentFactory(
        proposal=ProposalFactory(consultation=ConsultationFactory(state="draft"))
    )
    assert client.get(found.get_absolute_url()).status_code == 404
    client.force_login(in_role("editor", "consultations.change_consultation"))
    response = client.get(found.get_absolute_url())
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    content(response)


@pytest.mark.parametrize("state", State.values)
def test_a_file_is_read_where_its_proposal_is(client, state) -> None:
    found = AttachmentFactory(proposal__state=state)
    for person in (None, found.proposal.author):
        if person:
            client.force_login(person)
        page = client.get(found.proposal.get_absolute_url()).status_code
        # A draft's page is its form.
        page = 200 if page == 302 else page
        response = client.get(found.get_absolute_url())
        assert response.status_code == page
        if page == 200:
            content(response)
        else:
            assert b"grande" not in response.content


def test_nothing_of_a_consultation_that_is_not_open_yet(client) -> None:
    found = AttachmentFactory(
        proposal__state="published", proposal__consultation__state=Consultation.State.DRAFT
    )
    assert client.get(found.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("kind", ["image", "document"])
def test_a_file_costs_one_query_whoever_asks(client, kind, django_assert_num_queries) -> None:
    address = AttachmentFactory(proposal__state="published", kind=kind).get_absolute_url()
    client.force_login(ResidentFactory())
    with django_assert_num_queries(1):
        content(client.get(address))


# Where they are shown.


def test_the_proposal_shows_them(client) -> None:
    proposal = ProposalFactory(language="en")
    document = AttachmentFactory(proposal=proposal, kind="document", size=0)
    second = AttachmentFactory(proposal=proposal, position=2)
    first = AttachmentFactory(proposal=proposal)
    page = text(client.get(proposal.get_absolute_url()))
    tags = re.findall(r"<img [^>]+/archivos/[^>]+>", page)
    assert [re.search(r'src="([^"]+)"', tag)[1] for tag in tags] == [
        first.small_url,
        second.small_url,
    ]
    assert 'width="1600" height="1200"' in tags[0]
    assert 'loading="lazy"' in tags[0]
    assert f'href="{first.get_absolute_url()}"' in page
    assert "&lt;script&gt;" in tags[0]
    assert document.get_absolute_url() in page
    assert "PDF, 18" in page
    assert "<script>alert" not in page
    assert page == text(client.get(proposal.get_absolute_url()))


def test_only_the_author_is_offered_to_change_them(client, author, proposal) -> None:
    link = f'href="{reverse("consultations:attachments", args=[proposal.pk])}"'
    assert link in text(author.get(proposal.get_absolute_url()))
    Proposal.objects.update(state=State.PUBLISHED, agree_count=1)
    assert link not in text(author.get(proposal.get_absolute_url()))
    AttachmentFactory(proposal=proposal)
    assert link in text(author.get(proposal.get_absolute_url()))
    client.logout()
    assert link not in text(client.get(proposal.get_absolute_url()))


@pytest.mark.parametrize(("number", "queries"), [(0, 6), (1, 7), (3, 7)])
def test_the_queries_of_a_proposal_do_not_grow(
    client, number, queries, django_assert_num_queries
) -> None:
    proposal = ProposalFactory()
    for position in range(1, number + 1):
        AttachmentFactory(proposal=proposal, position=position)
        AttachmentFactory(proposal=proposal, position=position, kind="document")
    client.get(proposal.get_absolute_url())
    with django_assert_num_queries(queries):
        client.get(proposal.get_absolute_url())

"""A resident adds a photo and a study to a proposal; a moderator sees them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from consultations.models import Attachment, Proposal
from tests.factories import ConsultationFactory, ModeratorFactory, ProposalFactory, ResidentFactory
from tests.factories.files import document, picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "IMG_2041.jpg"
    path.write_bytes(picture((800, 600)))
    return path


@pytest.fixture
def study(tmp_path: Path) -> Path:
    path = tmp_path / "estudio.pdf"
    path.write_bytes(document())
    return path


def test_it_works(
    page: Page,
    live_server: Any,
    sign_in: Callable[[Any], None],
    accessible: Callable[[], None],
    photo: Path,
    study: Path,
    tmp_path: Path,
) -> None:
    consultation = ConsultationFactory(moderators=[moderator := ModeratorFactory()])
    sign_in(ResidentFactory())
    page.goto(f"{live_server.url}/es/consultas/{consultation.slug}/proponer/")
    page.get_by_label("Tu propuesta en una frase").fill("Una rampa en cada esquina del centro")
    page.get_by_label("Explica tu propuesta").fill("Falta una.")
    page.get_by_role("button", name="Agregar imágenes o documentos").click()
    accessible()

    # Whoever chooses something too large is told before it is sent.
    large = tmp_path / "video.jpg"
    large.write_bytes(b"\0" * 6_000_000)
    file = page.get_by_label("Imagen en JPG, PNG, WebP o GIF")
    file.set_input_files(large)
    expect(page.locator("main")).to_contain_text("video.jpg pesa 5.7 MB y caben 5 MB")
    accessible()

    # Sent all the same, the words stay.
    says = page.get_by_label("Qué se ve en la imagen")
    says.fill("Una esquina sin rampa")
    page.get_by_role("button", name="Agregar imagen").click()
    expect(page.locator(".error-summary")).to_contain_text("El archivo pesa más de 5 MB")
    expect(says).to_have_value("Una esquina sin rampa")
    accessible()

    file.set_input_files(photo)
    expect(page.locator(".field__preview")).to_be_visible()
    page.get_by_role("button", name="Agregar imagen").click()
    expect(page.locator(".attachment")).to_contain_text("800 × 600")
    page.get_by_label("Documento en PDF").set_input_files(study)
    page.get_by_label("Título del documento").fill("Conteo de rampas")
    page.get_by_role("button", name="Agregar documento").click()
    expect(page.locator(".attachment")).to_have_count(2)
    accessible()

    page.get_by_role("link", name="Volver a la propuesta").click()
    page.get_by_role("button", name="Enviar propuesta").click()
    shown = page.get_by_role("img", name="Una esquina sin rampa")
    shown.scroll_into_view_if_needed()
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("image => image.naturalWidth") > 0
    accessible()

    sign_in(moderator)
    page.goto(f"{live_server.url}/es/moderacion/")
    expect(page.get_by_role("img", name="Una esquina sin rampa")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="Conteo de rampas").click()
    assert download.value.suggested_filename == "conteo-de-rampas.pdf"
    accessible()


def test_it_works_without_script(
    page_without_script: Page,
    live_server: Any,
    sign_in: Callable[..., None],
    photo: Path,
) -> None:
    page, proposal = page_without_script, ProposalFactory(state="pending")
    sign_in(proposal.author, into=page)
    page.goto(f"{live_server.url}{proposal.get_absolute_url()}")
    page.get_by_role("link", name="Agregar imágenes o documentos").click()
    page.get_by_label("Imagen en JPG, PNG, WebP o GIF").set_input_files(photo)
    page.get_by_label("Qué se ve en la imagen").fill("IMG_2041.jpg")
    page.get_by_role("button", name="Agregar imagen").click()
    expect(page.locator(".error-summary")).to_contain_text("es el nombre de un archivo")
    page.get_by_label("Imagen en JPG, PNG, WebP o GIF").set_input_files(photo)
    page.get_by_label("Qué se ve en la imagen").fill("Una esquina")
    page.get_by_role("button", name="Agregar imagen").click()
    page.get_by_role("link", name="Cambiar descripción").click()
    page.get_by_label("Qué se ve en la imagen").fill("Una esquina sin rampa")
    page.get_by_role("button", name="Guardar").click()
    expect(page.locator(".attachment")).to_contain_text("Una esquina sin rampa")
    page.get_by_role("link", name="Volver a la propuesta").click()
    expect(page.get_by_role("img", name="Una esquina sin rampa")).to_be_visible()
    page.get_by_role("link", name="Cambiar imágenes o documentos").click()
    page.get_by_role("link", name="Quitar").click()
    page.get_by_role("button", name="Sí, quitar").click()
    expect(page.locator(".attachment")).to_have_count(0)
    assert Attachment.objects.count() == 0
    assert Proposal.objects.get().state == "pending"

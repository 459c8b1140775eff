"""Somebody appeals what a moderator took down, and another moderator puts it back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import Page, expect

from ciudad_global.moderation.models import Case, Decision
from consultations.models import Comment
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)


@pytest.fixture
def removal() -> Decision:
    """Beto removes the second of Ana's three comments; Dora moderates there as well."""
    beto, dora = (ModeratorFactory(display_name=name) for name in ("Beto", "Dora"))
    ana = ResidentFactory(display_name="Ana")
    proposal = ProposalFactory(
        consultation=ConsultationFactory(moderators=[beto, dora]), title="Más sombra"
    )
    for body in ("Primero", "Segundo", "Tercero"):
        comment = CommentFactory(
            proposal=proposal, author=ana, body=body, body_html=f"<p>{body}</p>"
        )
    comment = Comment.objects.get(body="Segundo")
    case = Case.objects.create(
        consultation=proposal.consultation, comment=comment, cause=Case.Cause.FLAG
    )
    return decide(by=beto, case=case, outcome="removed", reason="offensive", text="Insulta.")


@pytest.mark.django_db(transaction=True)
def test_an_appeal_is_reversed_by_another_moderator(
    page: Page,
    live_server: Any,
    sign_in: Callable[..., None],
    accessible: Callable[..., None],
    removal: Decision,
) -> None:
    comment = removal.case.comment
    beto, ana = removal.moderator, comment.author
    dora = comment.proposal.consultation.moderators.get(display_name="Dora")

    # The notice leads to the decision, and that to the appeal.
    sign_in(ana)
    page.goto(f"{live_server.url}/es/avisos/")
    notice = page.get_by_role("article").filter(has_text="Retiramos tu comentario del sitio")
    expect(notice).to_contain_text("una persona del equipo de moderación")
    accessible()
    notice.get_by_role("link", name="Apelar esta decisión").click()
    expect(page.get_by_text("Puedes apelar una vez")).to_be_visible()
    page.get_by_role("button", name="Mandar mi apelación").click()
    expect(page.get_by_role("alert")).to_contain_text("Cuéntanos por qué no estás de acuerdo.")
    accessible()
    page.get_by_label("¿Por qué no estás de acuerdo?").fill("Era una cita del reglamento.")
    page.get_by_role("button", name="Mandar mi apelación").click()
    expect(page.get_by_text("Recibimos tu apelación.")).to_be_visible()
    expect(page.get_by_text("te responde a más tardar el")).to_be_visible()
    accessible()

    # Whoever decided cannot answer.
    page.context.clear_cookies()
    sign_in(beto)
    page.goto(f"{live_server.url}/es/moderacion/apelaciones/")
    page.get_by_role("link", name="Segundo").click()
    expect(page.get_by_text("Participaste en esa decisión")).to_be_visible()
    expect(page.get_by_role("button", name="Corregir la decisión")).to_have_count(0)
    accessible()

    # Somebody else does.
    page.context.clear_cookies()
    sign_in(dora)
    page.goto(f"{live_server.url}/es/moderacion/")
    page.get_by_role("link", name="Apelaciones").click()
    accessible()
    page.get_by_role("link", name="Segundo").click()
    expect(page.get_by_text("Era una cita del reglamento.")).to_be_visible()
    page.get_by_label("Tu respuesta para la persona").fill("Tienes razón: es una cita.")
    page.get_by_role("button", name="Corregir la decisión").click()
    expect(page.get_by_text("Respondida. Le avisamos a quien apeló.")).to_be_visible()
    expect(page.get_by_role("heading", name="No hay apelaciones")).to_be_visible()

    # It stands where it stood, for everybody.
    page.context.clear_cookies()
    page.goto(live_server.url + comment.proposal.get_absolute_url())
    expect(page.locator(".comment__body")).to_have_text(["Primero", "Segundo", "Tercero"])

    # The answer is told at once; the removal's mail, which still waited, would be old news.
    call_command("send_outbox")
    with time_machine.travel(timezone.now() + timedelta(minutes=11)):
        call_command("send_outbox")
    assert [message.subject for message in mail.outbox] == [
        "Respondimos tu apelación: tenías razón"
    ]

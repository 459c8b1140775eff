"""Two people talk below a proposal, with and without script."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from ciudad_global.users.models import User
from consultations.models import Comment, Proposal
from tests.factories import CommentFactory, ConsultationFactory, ProposalFactory, ResidentFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(params=[True, False], ids=["script", "no script"])
def browser_context_args(browser_context_args: dict[str, Any], request: Any) -> dict[str, Any]:
    return {**browser_context_args, "java_script_enabled": request.param}


@pytest.fixture
def proposal() -> Proposal:
    """Return a proposal on which Beto has commented."""
    proposal = ProposalFactory(consultation=ConsultationFactory(), title="Más sombra en las calles")
    CommentFactory(
        proposal=proposal,
        author__display_name="Beto",
        body_html="<p>En mi calle no hay ni un árbol.</p>",
    )
    return proposal


def test_a_double_tap_marks_a_comment_once(
    page: Page,
    live_server: Any,
    sign_in: Callable[[User], None],
    browser_context_args: dict[str, Any],
    proposal: Proposal,
) -> None:
    if not browser_context_args["java_script_enabled"]:
        pytest.skip("without script, each tap leaves the page")
    sign_in(ResidentFactory())
    page.goto(f"{live_server.url}{proposal.get_absolute_url()}")
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if not answer.ok else None)
    page.get_by_role("button", name="Útil").dblclick()
    expect(page.get_by_role("button", name="Útil 1")).to_have_attribute("aria-pressed", "true")
    page.wait_for_load_state("networkidle")
    assert failed == []
    expect(page.get_by_role("button", name="Útil 1")).to_be_focused()


def comment(page: Page, text: str) -> Any:
    return page.locator(".comment").filter(has_text=text)


def test_comment_edit_mark_reply_and_be_told(
    page: Page,
    live_server: Any,
    sign_in: Callable[[User], None],
    accessible: Callable[[], None],
    run_tasks: Callable[[], None],
    browser_context_args: dict[str, Any],
    proposal: Proposal,
) -> None:
    script = browser_context_args["java_script_enabled"]
    sign_in(ResidentFactory(display_name="Ana"))
    page.goto(f"{live_server.url}{proposal.get_absolute_url()}")

    # A comment with a stance, that names somebody of the conversation.
    page.get_by_label("Tu comentario").fill("Como dice @beto, falta sonbra.")
    page.get_by_label("A favor").check()
    page.get_by_role("button", name="Publicar").click()
    mine = comment(page, "falta sonbra")
    expect(mine).to_contain_text("A favor")
    expect(mine.locator("strong")).to_have_text("@beto")
    # The link's comment stands out by itself.
    expect(page).to_have_url(re.compile(r"#comentario-2$"))
    expect(page.locator(".comment:target")).to_contain_text("falta sonbra")
    if script:
        accessible()

    # Nobody marks their own; a slip is mended.
    expect(mine.get_by_role("button", name="Útil")).to_have_count(0)
    mine.get_by_role("link", name="Editar").click()
    if script:
        expect(mine.locator("form")).to_be_visible()
        accessible()
    area = (mine if script else page).get_by_label("Tu comentario")
    expect(area).to_have_value("Como dice @beto, falta sonbra.")
    area.fill("Como dice @beto, falta sombra.")
    page.get_by_role("button", name="Guardar").click()
    mine = comment(page, "falta sombra")
    expect(mine).to_contain_text("editado")
    expect(mine).to_contain_text("A favor")

    # What is useful is marked with one tap, and taken back with another.
    his = comment(page, "ni un árbol")
    for pressed, number in (("true", "Útil 1"), ("false", "Útil"), ("true", "Útil 1")):
        his.get_by_role("button", name="Útil").click()
        button = his.get_by_role("button", name="Útil")
        expect(button).to_have_attribute("aria-pressed", pressed)
        expect(button).to_have_text(number)
        if script:
            expect(button).to_be_focused()
            expect(page).to_have_url(re.compile(r"#comentario-2$"))

    # A reply.
    his.get_by_role("link", name="Responder").click()
    (his if script else page).get_by_label("Tu comentario").fill("¿En qué colonia?")
    (his if script else page).get_by_role("button", name="Publicar").click()
    expect(comment(page, "¿En qué colonia?")).to_have_class(re.compile("comment--second"))

    # Beto hears of the mention and of the reply, and gets one mail.
    run_tasks()
    page.context.clear_cookies()
    sign_in(Comment.objects.get(number=1).author)
    page.goto(f"{live_server.url}/es/avisos/")
    expect(page.get_by_role("heading", name="Ana respondió a tu comentario")).to_be_visible()
    if script:
        accessible()
    mention = page.get_by_role("article").filter(has_text="Ana te mencionó en un comentario")
    mention.get_by_role("button", name="Ver").click()
    expect(page.locator(".comment:target")).to_contain_text("falta sombra")

    # The most useful comes first where one asks for it.
    page.get_by_role("link", name="Más útiles").click()
    expect(page.locator(".comment").first).to_contain_text("ni un árbol")
    assert Comment.objects.get(number=1).useful_count == 1


def test_a_visitor_signs_in_and_comes_back_to_the_comment(
    page: Page, live_server: Any, sign_in: Callable[[User], None], proposal: Proposal
) -> None:
    page.goto(f"{live_server.url}{proposal.get_absolute_url()}")
    page.get_by_role("link", name="Útil").click()
    expect(page.get_by_label("Correo electrónico")).to_be_visible()
    back = page.url
    sign_in(ResidentFactory())
    page.goto(back)  # whoever is signed in already is led on
    expect(page.locator(".comment:target")).to_contain_text("ni un árbol")
    page.locator(".comment:target").get_by_role("button", name="Útil").click()
    expect(page.get_by_role("button", name="Útil 1")).to_have_attribute("aria-pressed", "true")

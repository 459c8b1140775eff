"""What pages say is kept for the search while they are live."""

import pytest
from django.core.management import call_command

from ciudad_global.common.search.pages import PAGES
from home.models import PageText
from tests.factories import pages

pytestmark = pytest.mark.django_db


def test_it_knows_everything_that_people_read_on_a_session() -> None:
    session = pages.session(
        pages.dialogue(pages.dialogues(pages.home())),
        title="Mesa",
        introduction="Introducción",
        venue="Utopía",
        address="Avenida",
        programme=[("heading", "Programa"), ("text", "<p>Con <b>café</b></p>")],
        minutes=[("quote", {"text": "Dije", "person": "Yo", "role": ""})],
    )
    session.speakers.all().delete()
    text = PageText.objects.get(pk=session.pk)
    assert text.title == "Mesa"
    for words in ("Introducción", "Utopía", "Avenida", "Programa", "Con café", "Dije", "Ponente"):
        assert words in text.text
    assert "<p>" not in text.text


def test_pages_from_before_are_caught_up_with() -> None:
    page = pages.standing(pages.home(), title="Privacidad", slug="privacidad")
    draft = pages.standing(page.get_parent().specific, title="x", slug="x", live=False)
    PageText.objects.all().delete()
    call_command("migrate", verbosity=0)
    assert PAGES.best("privacidad") == [page.pk]
    assert not PageText.objects.filter(pk=draft.pk).exists()


def test_a_draft_leaves_what_is_public_as_it_is() -> None:
    page = pages.standing(pages.home(), title="Privacidad", slug="privacidad")
    page.introduction = "Todavía no"
    page.save_revision()
    page.save(update_fields=["has_unpublished_changes"])
    assert PAGES.best("todavia") == []

"""The community rules."""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import translation
from wagtail.test.utils.form_data import nested_form_data, streamfield

from ciudad_global.moderation import rules
from ciudad_global.moderation.states import Reason
from home.models import RulesPage
from tests.factories import pages

pytestmark = pytest.mark.django_db


def change(page: RulesPage, **fields: str) -> None:
    """Publish the next version."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_without_a_page_there_is_no_address() -> None:
    pages.home()
    assert rules.url(Reason.SPAM, "es") == ""


def test_every_reason_leads_to_its_rule(client: Client) -> None:
    page = pages.rules(pages.home())
    content = client.get(page.url).content.decode()
    for reason in Reason:
        assert rules.url(reason, "es") == f"/es/reglas/#{reason}"
        assert f'id="{reason}"' in content


def test_the_address_is_in_the_language_asked_for() -> None:
    home = pages.home()
    pages.translated(home, slug="home-en")
    pages.translated(pages.rules(home), slug="rules", what_changed="English.")
    assert rules.url(language="en") == "/en/rules/"
    with translation.override("en"):
        assert rules.url() == "/en/rules/"
        assert rules.url(language="es") == "/es/reglas/"


def test_rules_that_have_not_been_translated_are_read_as_they_are() -> None:
    pages.rules(pages.home())
    assert rules.url(language="en") == "/es/reglas/"


def test_rules_that_left_have_no_address() -> None:
    page = pages.rules(pages.home())
    assert rules.url() == "/es/reglas/"
    page.unpublish()
    assert rules.url() == ""


def test_every_version_can_still_be_read(client: Client) -> None:
    page = pages.rules(pages.home(), introduction="Lo primero")
    change(page, introduction="Lo segundo", what_changed="Dice más.")
    now, first = client.get(page.url), client.get(f"{page.url}?version=1")
    assert [
        (version["number"], version["what_changed"], version["current"])
        for version in now.context["versions"]
    ] == [(2, "Dice más.", True), (1, "", False)]
    assert "Lo segundo" in now.content.decode()
    assert "Lo primero" in first.content.decode()
    assert "Lees la versión 1" in first.content.decode()
    assert client.get(f"{page.url}?version=3").status_code == 404


def test_a_draft_is_no_version(client: Client) -> None:
    page = pages.rules(pages.home())
    page.introduction = "Todavía no"
    page.save_revision()
    response = client.get(page.url)
    assert len(response.context["versions"]) == 1
    assert "Todavía no" not in response.content.decode()


@pytest.mark.parametrize(
    ("what_changed", "errors"),
    [("", ["what_changed"]), ("Lo primero.", ["what_changed"]), ("Lo nuevo.", [])],
)
def test_a_new_version_says_what_changes(what_changed: str, errors: list[str]) -> None:
    page = pages.rules(pages.home(), what_changed="Lo primero.")
    form_class = RulesPage.get_edit_handler().get_form_class()
    sent = nested_form_data(
        {**form_class(instance=page).initial, "what_changed": what_changed, "body": streamfield([])}
    )
    for draft, found in ((False, errors), (True, [])):
        form = form_class(sent, instance=page, for_user=None)
        if draft:
            form.defer_required_fields()
        form.is_valid()
        assert [name for name in form.errors if name == "what_changed"] == found


@pytest.mark.parametrize(
    ("reasons", "why"),
    [
        (list(Reason)[1:], "Falta la regla para «publicidad o mensajes repetidos»."),
        ([*Reason, Reason.SPAM], "Hay más de una regla para «publicidad o mensajes repetidos»."),
    ],
)
def test_each_reason_has_one_rule(reasons: list[Reason], why: str) -> None:
    blocks = RulesPage.body.field.stream_block
    rule = {"title": "Regla", "text": "<p>Texto</p>"}
    value = blocks.to_python(
        [{"type": "rule", "value": {"reason": reason, **rule}} for reason in reasons]
    )
    with pytest.raises(ValidationError) as refused:
        blocks.clean(value)
    assert refused.value.non_block_errors.as_data()[0].messages == [why]

"""Every notice about a decision reads well: both languages, as text and as HTML."""

from pathlib import Path

import pytest
from django.conf import settings
from django.template import engines
from django.utils import translation

from ciudad_global.notifications.words import words
from tests.factories.hostile import HOSTILE

SITE = "https://dialogos.example"
FACTS = {
    "passage": HOSTILE,
    "reason": "publicidad",
    "rule": "/es/reglas/#spam",
    "explanation": f"{HOSTILE}\n\nFirma",
    "appeal": "/es/decisiones/7/",
    "appeal_until": "24 de diciembre de 2026",
    "state": "pending",
}
KINDS = sorted(
    path.stem
    for folder in engines["django"].dirs
    for prefix in ("content", "appeal")
    for path in Path(folder, "notices").glob(f"{prefix}_*.txt")
)
# What these say is no bad news: there is nothing to appeal and no rule to read.
GOOD_NEWS = ("content_published", "content_restored", "content_undone", "appeal_reversed")


@pytest.mark.parametrize("automatic", [False, True])
@pytest.mark.parametrize("what", ["proposal", "comment"])
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("kind", KINDS)
def test_it_says_everything_and_runs_nothing(kind, language, what, automatic) -> None:
    with translation.override(language):
        said = words(kind, {**FACTS, "what": what, "automatic": automatic}, site=SITE)
    assert said.subject
    assert "\n" not in said.subject
    assert HOSTILE in said.text
    assert "{" not in said.text + said.html
    assert "\n\n\n" not in said.text
    assert "<script>" not in said.html
    assert "<b " not in said.html
    assert "&lt;script&gt;" in said.html
    if kind not in GOOD_NEWS:
        for part in ("publicidad", "/es/reglas/#spam"):
            assert part in said.text
            assert part in said.html


@pytest.mark.parametrize("kind", ["content_held", "content_rejected", "content_removed"])
def test_bad_news_say_how_to_appeal(kind) -> None:
    said = words(kind, {**FACTS, "what": "comment"}, site=SITE)
    for part in (f"{SITE}/es/decisiones/7/", "24 de diciembre de 2026"):
        assert part in said.text
        assert part in said.html


def test_it_says_whether_a_person_or_a_rule_decided() -> None:
    by_rule = words("content_held", {**FACTS, "what": "comment", "automatic": True})
    by_person = words("content_held", {**FACTS, "what": "comment", "automatic": False})
    assert "Quién decidió: una regla automática." in by_rule.text
    assert "Quién decidió: una persona del equipo de moderación." in by_person.text


@pytest.mark.parametrize("kind", KINDS)
def test_each_language_has_its_own_words(kind) -> None:
    said = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            said.append(words(kind, {**FACTS, "what": "comment"}).subject)
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("facts", "words_of_it"),
    [
        ({"what": "comment", "published": True}, "Cualquier persona puede leerlo"),
        ({"what": "comment", "published": True, "masked": True}, "Lo que se tapó no se guarda"),
        ({"what": "sanction"}, "La medida sobre tu cuenta ya no vale."),
    ],
)
def test_a_reversal_says_what_it_gives_back(facts, words_of_it) -> None:
    said = words("appeal_reversed", {**FACTS, **facts})
    assert words_of_it in said.text
    assert words_of_it in said.html

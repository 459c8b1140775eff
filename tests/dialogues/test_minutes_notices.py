"""What people are told of minutes reads well: both languages, as text and as HTML."""

import pytest
from django.conf import settings
from django.utils import translation

from ciudad_global.notifications.words import words
from tests.factories.hostile import HOSTILE

FACTS = {"session": HOSTILE, "until": "24 de noviembre", "correction": HOSTILE, "reason": HOSTILE}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("kind", ["minutes_open", "minutes_final", "minutes_correction"])
@pytest.mark.parametrize("is_good", [True, False])
def test_it_says_everything_and_runs_nothing(kind: str, language: str, is_good: bool) -> None:
    with translation.override(language):
        said = words(kind, {**FACTS, "accepted": is_good, "corrected": is_good})
    assert said.subject
    assert HOSTILE in said.text
    assert "{" not in said.text + said.html
    assert "\n\n\n" not in said.text
    assert "<script>" not in said.html
    assert "&lt;script&gt;" in said.html

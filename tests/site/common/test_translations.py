from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import override_settings
from django.utils import translation
from django.utils.translation import gettext

from ciudad_global.common.management.commands.translations import PLACEHOLDER

UNEVEN = """
    {% if ready %}
  {% translate "Hola, Xochitonal" %}
      {% endif %}
"""


def test_a_text_is_found_however_its_template_is_indented(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/page.html").write_text(UNEVEN)
    missing = pytest.raises(CommandError, match="'Hola, Xochitonal': not in the catalogue")
    with override_settings(BASE_DIR=tmp_path), missing:
        call_command("translations", "check")


def test_wagtail_speaks_the_rest_of_its_spanish() -> None:
    with translation.override("es"):
        assert gettext("Go to the first error") == "Ir al primer error"


def test_its_reworded_texts_keep_their_placeholders() -> None:
    path = settings.SITE_DIR / "locale/es/LC_MESSAGES/django.po"
    with path.open("rb") as file:
        catalog = read_po(file, locale="es")
    assert [m.id for m in catalog if m.id and list(m.check())] == []
    for message in catalog:
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        if message.id:
            # Leaving a name out is a choice of words; asking for another one would be an error.
            wanted = set(PLACEHOLDER.findall(ids[-1]))
            assert set().union(*map(PLACEHOLDER.findall, strings)) - wanted == set()

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import RequestFactory
from django.test.signals import template_rendered

from home.components import components

pytestmark = pytest.mark.django_db

FOLDER = Path(settings.BASE_DIR) / "templates/components"


def gallery() -> tuple[str, set[str]]:
    """Return the page and the names of the templates that made it."""
    used: set[str] = set()

    def note(template: Any, **kwargs: Any) -> None:
        used.add(template.name)

    template_rendered.connect(note)
    try:
        page = components(RequestFactory().get("/componentes/")).content.decode()
    finally:
        template_rendered.disconnect(note)
    return page, used


def test_the_gallery_shows_every_component() -> None:
    _page, used = gallery()

    assert {f"components/{file.name}" for file in FOLDER.glob("*.html")} - used == set()


def test_components_need_no_inline_style_or_script() -> None:
    page, _used = gallery()

    # Data for search engines is no script: nothing runs it.
    page = re.sub(r'<script type="application/ld\+json">', "", page)
    assert re.findall(r"\sstyle=|<style|<script(?![^>]*src=)|\son\w+=", page) == []


def test_every_stylesheet_of_a_component_is_imported() -> None:
    folder = Path(settings.BASE_DIR) / "site/static/css"
    imported = set(re.findall(r'url\("(.+?)"\)', (folder / "site.css").read_text()))

    assert {str(file.relative_to(folder)) for file in folder.rglob("*.css")} - imported == {
        "site.css"
    }

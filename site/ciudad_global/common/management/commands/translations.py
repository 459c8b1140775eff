"""Keep the catalogues without GNU gettext: gather, check, compile.

The source language is Spanish: texts in code and templates are the Spanish that people read, and
`locale/en` holds the English. `locale/es`, where it exists, rewords what libraries say in Spanish.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation.template import templatize

FOLDERS = ("site/ciudad_global", "consultations", "dialogues", "home", "templates")
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


def compile_catalogues() -> None:
    """Write each catalogue's binary beside it where it is missing or older than the text."""
    for source in settings.SITE_DIR.glob("locale/*/LC_MESSAGES/django.po"):
        binary = source.with_suffix(".mo")
        if not binary.exists() or binary.stat().st_mtime < source.stat().st_mtime:
            unfinished = binary.with_suffix(".mo.part")
            with source.open("rb") as text, unfinished.open("wb") as out:
                write_mo(out, read_po(text))
            unfinished.replace(binary)


def _texts() -> Iterator[tuple[str, Any, str | None]]:
    """Yield file, message and context of each text that is shown to people."""
    for folder in FOLDERS:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix not in (".py", ".html", ".txt") or "migrations" in path.parts:
                continue
            source = path.read_text()
            if path.suffix != ".py":
                # In parentheses Python's tokenizer does not mind how a template is indented.
                source = f"({templatize(source)}\n)"
            name = str(path.relative_to(settings.BASE_DIR))
            for _line, function, message, _comments in extract_python(
                io.BytesIO(source.encode()), KEYWORDS, [], {"encoding": "utf-8"}
            ):
                spec = KEYWORDS[str(function)]
                parts: list[Any] = [*message] if isinstance(message, tuple) else [message]
                context: str | None = parts.pop(0) if spec and isinstance(spec[0], tuple) else None
                parts = [part for part in parts if part]
                if parts:
                    plural = bool(spec) and len(spec) - bool(context) > 1
                    text = tuple(parts[:2]) if plural else parts[0]
                    yield name, text, context


def _template() -> Catalog:
    catalog = Catalog(charset="utf-8")
    for name, message, context in _texts():
        catalog.add(message, locations=[(name, 0)], context=context)
    return catalog


def _problem(message: Any) -> str:
    """Return what is wrong with one translation, "" when nothing is."""
    ids = message.id if isinstance(message.id, tuple) else (message.id,)
    strings = message.string if isinstance(message.string, tuple) else (message.string,)
    if not all(strings):
        return "not translated"
    if message.fuzzy:
        return "only guessed (fuzzy)"
    wanted = set(PLACEHOLDER.findall(ids[-1]))
    if any(set(PLACEHOLDER.findall(string)) - wanted for string in strings):
        return "has another placeholder than the Spanish"
    if set(PLACEHOLDER.findall(strings[-1])) != wanted:
        return "lacks a placeholder of the Spanish"
    return ""


class Command(BaseCommand):
    help = "Gather texts into the English catalogue (update), check it, or compile what exists."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", choices=["update", "check", "compile"])

    def handle(self, *, what: str, **options: Any) -> None:
        path: Path = settings.SITE_DIR / "locale/en/LC_MESSAGES/django.po"
        if what == "compile":
            return compile_catalogues()
        with path.open("rb") as file:
            catalog = read_po(file, locale="en")
        if what == "update":
            catalog.update(_template(), no_fuzzy_matching=True)
            catalog.obsolete.clear()
            with path.open("wb") as file:
                write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
            return None
        problems = []
        for message in _template():
            known = catalog.get(message.id, message.context) if message.id else None
            if message.id and (problem := _problem(known) if known else "not in the catalogue"):
                problems.append(f"{message.id!r}: {problem} ({message.locations[0][0]})")
        if problems:
            raise CommandError("English is not complete:\n" + "\n".join(problems))
        return None

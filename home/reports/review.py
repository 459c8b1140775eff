"""A framework's goals for a Voluntary Local Review: as a table, and as a document."""

import io
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from home.reports.agenda import Facts

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Row = tuple[Any, ...]


def table(review: Iterable[Facts]) -> Iterator[Row]:
    """Yield a row for each consultation, response and commitment of each goal, headings first."""
    yield (
        _("Marco"), _("Objetivo"), _("Nombre"), _("Qué es"), _("Título"), _("Estado"),
        _("Quién responde"), _("Fecha"), _("Personas"), _("Propuestas"), _("Enlace"),
    )  # fmt: skip
    for facts in review:
        goal = facts.standing.goal
        head = (goal.framework.code, goal.code, goal.name)
        for held in facts.consultations:
            yield (
                *head, _("consulta"), held.question, held.state, "", "", held.participants,
                held.proposals, held.url,
            )  # fmt: skip
        for response in facts.responses:
            yield (
                *head, _("respuesta"), response.proposal.title, response.get_status_display(),
                response.office, _day(response.published_at), "", "",
                settings.BASE_URL + response.proposal.get_absolute_url(),
            )  # fmt: skip
        for one in facts.commitments:
            yield (
                *head, _("compromiso"), one.title, one.get_status_display(), one.office,
                one.due_on.isoformat(), "", "", settings.BASE_URL + one.get_absolute_url(),
            )  # fmt: skip


def document(title: str, review: Iterable[Facts]) -> bytes:
    """Return a Word document with a section for each goal that there is something about."""
    report = Document()
    report.core_properties.title = title
    report.core_properties.author = settings.WAGTAIL_SITE_NAME
    report.core_properties.language = (get_language() or settings.LANGUAGE_CODE)[:2]
    _speak(report)
    report.add_heading(title, 0)
    day = date_format(timezone.localdate(), "DATE_FORMAT")
    report.add_paragraph(
        _(
            "Lo que la ciudad consultó, respondió y se comprometió a hacer, según "
            "%(address)s el %(day)s. Las consultas no son vinculantes y no son una muestra: hablan "
            "de quienes participaron."
        )
        % {"address": settings.BASE_URL, "day": day}
    )
    some = False
    for facts in review:
        if not facts.standing.is_empty:
            some = True
            _section(report, facts)
    if not some:
        report.add_paragraph(_("Todavía no hay nada publicado sobre estos objetivos."))
    content = io.BytesIO()
    report.save(content)
    return content.getvalue()


def _section(report: Any, facts: Facts) -> None:
    standing = facts.standing
    report.add_heading(str(standing.goal), 1)
    _grid(
        report,
        [_("Qué hay"), _("Cuánto")],
        [
            (_("Diálogos"), standing.dialogues),
            (_("Consultas"), standing.consultations),
            (_("Propuestas"), standing.proposals),
            (_("Respuestas institucionales"), standing.responses),
            (_("Compromisos"), standing.commitments),
            (_("Compromisos cumplidos"), standing.done),
            (_("Experiencias"), standing.practices),
        ],
    )
    if facts.consultations:
        report.add_heading(_("Consultas"), 2)
        _grid(
            report,
            [_("Pregunta"), _("Estado"), _("Personas"), _("Propuestas")],
            [
                (held.question, held.state, held.participants, held.proposals)
                for held in facts.consultations
            ],
        )
    if facts.responses:
        report.add_heading(_("Respuestas institucionales"), 2)
        _grid(
            report,
            [_("Propuesta"), _("Respuesta"), _("Quién responde"), _("Fecha")],
            [
                (
                    response.proposal.title,
                    capfirst(response.get_status_display()),
                    response.office,
                    _day(response.published_at),
                )
                for response in facts.responses
            ],
        )
    if facts.commitments:
        report.add_heading(_("Compromisos"), 2)
        _grid(
            report,
            [_("Qué se hará"), _("Quién responde"), _("Para cuándo"), _("Cómo va"), _("Avance")],
            [
                (
                    one.title,
                    one.office,
                    date_format(one.due_on, "DATE_FORMAT"),
                    capfirst(one.get_status_display()),
                    f"{one.progress} %",
                )
                for one in facts.commitments
            ],
        )


def _grid(report: Any, head: list[str], rows: list[Row]) -> None:
    """Add a table whose first row is its header, also on the next page and for screen readers."""
    table = report.add_table(rows=1, cols=len(head))
    table.style = "Light Grid"
    first = table.rows[0]
    first._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell, text in zip(first.cells, head, strict=True):
        cell.text = text
    for row in rows:
        for cell, value in zip(table.add_row().cells, row, strict=True):
            cell.text = _plain(value)


def _plain(value: Any) -> str:
    """Return the value as text that XML can hold."""
    return "".join(
        sign
        for sign in str(value)
        if sign in "\t\n" or (sign >= " " and sign not in "\ufffe\uffff")
    )


def _speak(report: Any) -> None:
    """Say in which language the document is: programs that read aloud go by it."""
    language = OxmlElement("w:lang")
    spoken = {"es": "es-MX", "en": "en-GB"}
    language.set(qn("w:val"), spoken.get((get_language() or "es")[:2], "es-MX"))
    style = report.styles["Normal"].element.get_or_add_rPr()
    style.append(language)


def _day(moment: Any) -> str:
    return timezone.localtime(moment).date().isoformat() if moment else ""

"""The living page of the design system, routed at /componentes/ in development only."""

import datetime
import re
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from csp.decorators import csp_update
from django import forms
from django.conf import settings
from django.contrib.messages.constants import SUCCESS
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.utils.timezone import get_default_timezone
from wagtail.blocks import StreamValue

from ciudad_global.agenda.models import City
from ciudad_global.agenda.world_map import draw
from ciudad_global.common.blocks import StoryBlock
from ciudad_global.common.embeds import PROVIDERS
from ciudad_global.common.permissions import ALLOWED, Hindrance, refuse
from ciudad_global.common.search.snippets import marked, snippet
from ciudad_global.common.search.words import read
from ciudad_global.moderation.states import State
from consultations.actions.attachment import SIZE_LIMIT
from consultations.attachment_forms import ImageForm
from home.reports.results import Result

SPRITE = settings.SITE_DIR / "static/img/icons.svg"
ICONS = re.compile(r'<symbol id="([\w-]+)"')
ALCALDIAS = [("cuh", "Cuauhtémoc"), ("izp", "Iztapalapa"), ("xoc", "Xochimilco")]


class SampleForm(forms.Form):
    """Every kind of field that the site uses."""

    title = forms.CharField(
        label="Título de tu propuesta",
        help_text="Una frase que se entienda sola. Por ejemplo: «Rampas en las seis estaciones».",
        max_length=120,
    )
    body = forms.CharField(
        label="¿Qué propones?", widget=forms.Textarea, max_length=2000, required=False
    )
    alcaldia = forms.ChoiceField(
        label="Alcaldía", choices=[("", "Elige una"), *ALCALDIAS], required=False
    )
    scope = forms.ChoiceField(
        label="¿Hasta dónde llega?",
        widget=forms.RadioSelect,
        choices=[("city", "Toda la ciudad"), ("alcaldia", "Una alcaldía"), ("street", "Una calle")],
        help_text="Nos sirve para llevarla con quien puede responder.",
    )
    topics = forms.MultipleChoiceField(
        label="Temas",
        widget=forms.CheckboxSelectMultiple,
        choices=[("water", "Agua"), ("care", "Cuidados"), ("migration", "Movilidad humana")],
        required=False,
    )
    on = forms.DateField(
        label="Fecha del taller", widget=forms.DateInput(attrs={"type": "date"}), required=False
    )
    terms = forms.BooleanField(label="Leí las reglas y las acepto")


class SampleCode(forms.Form):
    code = forms.CharField(label="Código")


class SampleComment(forms.Form):
    body = forms.CharField(
        label="Tu comentario", widget=forms.Textarea, max_length=1500, help_text="Texto público."
    )
    stance = forms.ChoiceField(
        label="¿Estás a favor o en contra?",
        widget=forms.RadioSelect,
        choices=[
            ("for", "A favor"),
            ("against", "En contra"),
            ("neutral", "Neutral"),
            ("", "No lo digo"),
        ],
        required=False,
    )


class SampleFilters(forms.Form):
    q = forms.CharField(label="Buscar en las propuestas", required=False)
    sort = forms.ChoiceField(
        label="Orden", choices=[("new", "Más recientes"), ("votes", "Más votadas")], required=False
    )
    theme = forms.ChoiceField(
        label="Tema", choices=[("", "Todos"), ("water", "Agua y clima")], required=False
    )
    alcaldia = forms.ChoiceField(
        label="Alcaldía", choices=[("", "Todas"), *ALCALDIAS], required=False
    )


def moment(month: int, day: int, hour: int = 18) -> datetime.datetime:
    """Return a time of the sample year in the site's time zone."""
    return datetime.datetime(2026, month, day, hour, tzinfo=get_default_timezone())


def proposal(pk: int, title: str, summary: str, theme: str, **more: Any) -> SimpleNamespace:
    """Return a sample proposal with the attributes that the templates read."""
    values = {
        "agree_count": 412,
        "pass_count": 63,
        "disagree_count": 88,
        "votes_count": 563,
        "comments_count": 24,
        "imported_for": None,
        "imported_against": None,
        "language": "es",
        "state": State.PUBLISHED,
        "author_name": "Itzel R.",
        "published_at": moment(2, 11),
        "get_absolute_url": "#propuesta",
    }
    return SimpleNamespace(pk=pk, title=title, summary=summary, theme=theme, **(values | more))


def comment(number: int, level: int, name: str, text: str, **more: Any) -> SimpleNamespace:
    """Return a sample comment with the attributes that the templates read."""
    values = {
        "published_at": moment(2, 12, 9 + level),
        "is_edited": False,
        "language": "es",
        "state": State.PUBLISHED,
        "stance": "",
        "useful_count": 0,
        "answers_deeper": False,
        "is_official": False,
        "get_absolute_url": f"#comentario-{number}",
    }
    return SimpleNamespace(
        pk=number,
        number=number,
        level=level,
        author_name=name,
        body_html=f"<p>{text}</p>",
        **(values | more),
    )


def attachment(pk: int, text: str, **more: Any) -> SimpleNamespace:
    """Return a sample image or document with the attributes that the templates read."""
    picture = static("img/favicon.svg")
    values = {
        "is_image": True,
        "size": 318_000,
        "width": 480,
        "height": 480,
        "small_url": picture,
        "get_absolute_url": picture,
    }
    return SimpleNamespace(pk=pk, text=text, **(values | more))


def commitment(
    title: str, status: str, label: str, progress: int, *, is_late: bool = False
) -> SimpleNamespace:
    """Return a sample commitment."""
    return SimpleNamespace(
        title=title,
        get_absolute_url="#",
        office="Coordinación General de Asuntos Internacionales",
        due_on=moment(6, 30).date(),
        status=status,
        get_status_display=label,
        progress=progress,
        is_open=status != "done",
        is_late=is_late,
    )


PROPOSALS = [
    proposal(
        1,
        "Ventanilla itinerante para personas migrantes en el Metro",
        "Una mesa que cambie de estación cada semana y oriente sobre salud, escuela y papeles, "
        "en español, inglés, francés y criollo haitiano.",
        "Movilidad humana",
    ),
    proposal(
        2,
        "Captar lluvia en todas las primarias de Iztapalapa y Tláhuac",
        "Techos que junten agua y la filtren, con un cuaderno abierto para que Bogotá y Quito "
        "puedan copiar el modelo.",
        "Agua y clima",
        author_name="Comité Vecinal San Miguel",
        comments_count=1,
        answer_status="partly",
    ),
    proposal(
        3,
        "Red de casas de cuidado a quince minutos a pie",
        "Guardería, comedor y lavandería en un solo lugar, como las manzanas del cuidado de "
        "Bogotá, empezando por las colonias con menos servicios.",
        "Cuidados e igualdad",
        author_name="Lucía M.",
        comments_count=0,
    ),
]


def samples() -> dict[str, Any]:
    """Return everything that the gallery shows."""
    error_form = SampleForm({"title": "", "body": "Escribí esto y no se perdió."})
    code_error = SampleCode({"code": ""}, prefix="malo")
    return {
        "form": SampleForm(),
        "error_form": error_form,
        "code_form": SampleCode(),
        "code_error": code_error,
        "comment_form": SampleComment(prefix="comentario"),
        "filters": SampleFilters(),
        "icons": ICONS.findall(SPRITE.read_text()),
        "messages": [Message(SUCCESS, "Guardamos tu borrador.")],
        "first": PROPOSALS[0],
        "proposals": PROPOSALS,
        "second": PROPOSALS[1],
        "third": PROPOSALS[2],
        "madrid": proposal(
            7,
            "Billete único para el transporte público",
            "",
            "Movilidad",
            imported_for=22810,
            imported_against=1204,
            author_name="",
            comments_count=592,
        ),
        "withdrawn": proposal(8, "", "", "", state=State.WITHDRAWN),
        "allowed": ALLOWED,
        "marked": {1},
        "refused": refuse("La votación abre el 3 de marzo. Mientras, puedes comentar."),
        "sign_in": refuse("Entra con tu correo para participar.", Hindrance.SIGN_IN),
        "against": -1,
        "follow": {"kind": "proposal", "key": 1, "url": "#"},
        "followed": {"kind": "consultation", "key": 1, "url": "#", "followed": True},
        "response": SimpleNamespace(
            status="partly",
            get_status_display="aceptada en parte",
            office="Coordinación General de Asuntos Internacionales",
            published_at=moment(2, 20),
            body_html="<p>Abriremos la ventanilla en dos estaciones, Pantitlán y Tacubaya, desde "
            "abril. Para las demás hace falta presupuesto de 2027; lo pediremos en mayo.</p>",
        ),
        "commitments": [
            commitment("Abrir la ventanilla en cuatro estaciones", "under_way", "en marcha", 40),
            commitment("Publicar el mapa de albergues", "planned", "por empezar", 0, is_late=True),
            commitment("Traducir los trámites a cinco lenguas", "done", "cumplido", 100),
        ],
        "comments": [
            comment(
                1,
                0,
                "Amaranta V.",
                "En Pantitlán ya hay quien ayuda, pero nadie lo sabe.",
                stance="for",
                useful_count=12,
            ),
            comment(
                2,
                1,
                "Jean-Baptiste P.",
                "Yo llegué por ahí. Un cartel en criollo me habría ahorrado tres semanas.",
            ),
            comment(
                3,
                2,
                "Rosario T.",
                "¿Y si lo pintan estudiantes de las prepas? Cuesta poco y dura.",
                answers_deeper=True,
                parent={"author_name": "Jean-Baptiste P."},
                is_edited=True,
            ),
            comment(
                4,
                1,
                "Coordinación de Asuntos Internacionales",
                "Gracias. Ya pedimos el permiso para dos estaciones; avisaremos aquí mismo.",
                is_official=True,
            ),
            comment(5, 0, "Luis", "", state=State.WITHDRAWN),
            comment(
                6,
                0,
                "Tú",
                "¿Habrá horario en fin de semana?",
                state=State.PENDING,
                get_state_display=State.PENDING.label,
            ),
        ],
        "timeline": [
            SimpleNamespace(
                name=name,
                status=status,
                starts_at=moment(*start),
                ends_at=moment(*end),
                words=words,
                is_gap=name == "Pausa",
                left="Quedan 5 días, cierra el 3 de marzo a las 18:00"
                if status == "current"
                else "",
                together="",
                has_moved=status == "current",
            )
            for name, status, start, end, words in [
                ("Información", "done", (1, 12), (1, 25), "Para leer e informarte."),
                ("Propuestas", "done", (1, 25), (2, 18), "Se pudo proponer y comentar."),
                ("Pausa", "done", (2, 18), (2, 21), "Entre dos fases solo se lee."),
                ("Conversación y voto", "current", (2, 21), (3, 3), "Puedes comentar y votar."),
                ("Evaluación", "upcoming", (3, 3), (3, 20), "La ciudad estudia lo propuesto."),
                ("Resultados", "upcoming", (3, 20), (4, 30), "Para leer qué salió."),
            ]
        ],
        "voidings": [
            SimpleNamespace(
                decided_at=moment(3, 9),
                votes=264,
                voters=12,
                reason="Doce cuentas abiertas la misma hora mandaron la misma boleta.",
            )
        ],
        "changes": [
            SimpleNamespace(
                phase=SimpleNamespace(name="Conversación y voto"),
                before=moment(2, 28),
                after=moment(3, 3),
                reason="La contingencia ambiental cerró las sedes donde se votaba en persona.",
                reason_en="",
                moved_at=moment(2, 26),
            )
        ],
        "goals": [
            SimpleNamespace(code="11", name="Ciudades sostenibles", framework="Agenda 2030"),
            SimpleNamespace(code="13", name="Acción por el clima", framework="Agenda 2030"),
            SimpleNamespace(code="20", name="Ciudad Global", framework="Constitución CDMX"),
        ],
        "cities": [
            SimpleNamespace(name="Bogotá", country="Colombia"),
            SimpleNamespace(name="Barcelona", country="España"),
            SimpleNamespace(name="Nagoya", country="Japón"),
        ],
        "map": draw(
            [
                City(
                    pk=1,
                    slug="bogota",
                    name_es="Bogotá",
                    country_es="Colombia",
                    tie="sister",
                    latitude=Decimal("4.711"),
                    longitude=Decimal("-74.0721"),
                ),
                City(
                    pk=2,
                    slug="nagoya",
                    name_es="Nagoya",
                    country_es="Japón",
                    tie="partner",
                    latitude=Decimal("35.1815"),
                    longitude=Decimal("136.9066"),
                ),
            ],
            City(
                pk=3,
                name_es="Ciudad de México",
                tie="here",
                latitude=Decimal("19.4326"),
                longitude=Decimal("-99.1332"),
            ),
        ),
        "crumbs": [
            {"label": "Inicio", "url": "#"},
            {"label": "Consultas", "url": "#"},
        ],
        "tabs": [
            {"label": "Propuestas", "url": "#", "current": True, "count": 312},
            {"label": "La pregunta", "url": "#", "current": False, "count": None},
            {"label": "Participación", "url": "#", "current": False, "count": None},
        ],
        "stats": [
            {"label": "personas participaron", "value": "4,218", "tone": "jacaranda"},
            {"label": "propuestas publicadas", "value": "312", "tone": "cempasuchil"},
            {"label": "votos", "value": "61,904", "tone": "nopal"},
            {"label": "alcaldías, de 16", "value": "16", "tone": "cielo"},
        ],
        "bars": [
            {"label": "Iztapalapa", "value": 918},
            {"label": "Gustavo A. Madero", "value": 604},
            {"label": "Cuauhtémoc", "value": 511},
            {"label": "Milpa Alta", "value": 43},
        ],
        "columns": [
            {"label": "Alcaldía"},
            {"label": "Participantes", "number": True},
            {"label": "Propuestas", "number": True},
            {"label": "Comentarios", "number": True},
            {"label": "Por cada 10,000 habitantes", "number": True},
        ],
        "rows": [
            ["Iztapalapa", "918", "71", "1,203", "5.0"],
            ["Gustavo A. Madero", "604", "40", "811", "5.1"],
            ["Milpa Alta", "43", "9", "77", "2.8"],
        ],
        "results": [
            Result(
                url="#",
                title=marked("Cobrar más agua a quien más gasta", read("agua")),
                snippet=snippet("Una cantidad básica de agua sin costo.", read("agua")),
                about="¿Qué hacemos con el agua?",
                by="Itzel R.",
                at=moment(2, 11),
                language="es",
            )
        ],
        "definitions": [
            {"term": "Quién convoca", "value": "Coordinación General de Asuntos Internacionales"},
            {"term": "Quién puede votar", "value": "Residentes con correo verificado"},
            {"term": "Totales", "value": "Se publican al cerrar la votación"},
        ],
        "item": SimpleNamespace(
            case=SimpleNamespace(
                pk=1,
                flags_count=3,
                waiting_since=moment(2, 27, 9),
                comment=SimpleNamespace(proposal={"title": "Ventanilla itinerante"}),
                consultation=SimpleNamespace(title="Movilidad humana"),
            ),
            content=SimpleNamespace(
                body_html="<p>Compren seguidores baratos en este enlace</p>",
                author_name="usuario 4821",
                created_at=moment(2, 27, 8),
                language="es",
                state="published",
                get_state_display="publicado",
                get_absolute_url="#",
            ),
            reports=[("publicidad o mensajes repetidos", 2), ("otra razón", 1)],
            may_decide=True,
        ),
        "attachments": [
            attachment(1, "Una niña llena un vaso en el bebedero de la plaza", width=640),
            attachment(2, "Captación de lluvia en diez escuelas, 2025", is_image=False),
        ],
        "asked": SimpleNamespace(
            get_reason_display="insulta o discrimina",
            text="Puedes criticar la obra con firmeza: quita la parte que insulta a los vecinos.",
        ),
        "image_form": ImageForm(),
        "size_limit": SIZE_LIMIT,
        "story": _story(),
        "card": SimpleNamespace(
            title="¿Qué hacemos con el agua?",
            url="#",
            stage=SimpleNamespace(
                label="Conversación y voto",
                is_open=True,
                time_left="Quedan 5 días, cierra el 3 de marzo a las 18:00",
            ),
            tone="cielo",
            proposals_count=312,
            participants_count=4218,
        ),
        "session_at": moment(3, 5, 17),
        "past_session_at": moment(1, 22, 11),
        "actions": [
            {"label": "Ver la consulta", "url": "#"},
            {"label": "Cómo funciona", "url": "#"},
        ],
    }


def _story() -> StreamValue:
    """Return the blocks of a story that need nothing from the database, as editors preview them."""
    block = StoryBlock()
    shown = ["heading", "text", "quote", "figure", "question", "timeline", "people", "embed"]
    return StreamValue(
        block, [(name, block.child_blocks[name].get_preview_value()) for name in shown]
    )


@csp_update({"frame-src": [provider.host for provider in PROVIDERS]})
def components(request: HttpRequest) -> HttpResponse:
    """Show every component with sample data."""
    return render(request, "components/gallery.html", samples())

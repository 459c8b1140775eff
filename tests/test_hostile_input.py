"""The Big List of Naughty Strings through every text field and query parameter: never a 500.

Each field gets a sixteenth of the list, another one than its neighbour; HOSTILE_INPUT=all gives
every field all of it (five minutes).
"""

import json
import os
from typing import Any
from urllib.parse import quote

import pytest
from django.db import transaction
from django.test import Client

from ciudad_global.moderation.models import Case
from tests.factories import (
    AlcaldiaFactory,
    AttachmentFactory,
    CommentFactory,
    CommitmentFactory,
    ConsultationFactory,
    GoalFactory,
    ModeratorFactory,
    ProposalFactory,
    ProposalVersionFactory,
    ResidentFactory,
    ThemeFactory,
    consultation_pages,
    in_role,
    pages,
)
from tests.shared_data import shared_data

pytestmark = [pytest.mark.django_db, pytest.mark.filterwarnings("default::RuntimeWarning")]
WORSE = [
    "\0",
    "a\0b",
    "9" * 30,
    "9" * 5000,
    "a" * 100_000,
]
SHARES = 16


@pytest.fixture
def strings() -> list[str]:
    path = shared_data("hostile-input", "blns.json")
    found: list[str] = json.loads(path.read_text(encoding="utf-8"))
    return found


@pytest.fixture
def site() -> dict[str, Any]:
    """Return the addresses of a small site, and who may write there."""
    moderator = ModeratorFactory()
    consultation = ConsultationFactory(moderators=[moderator])
    consultation.goals.add(GoalFactory())
    ThemeFactory(consultation=consultation)
    AlcaldiaFactory()
    proposal = ProposalFactory(consultation=consultation)
    ProposalVersionFactory(proposal=proposal)
    comment = CommentFactory(proposal=proposal, author=proposal.author)
    case = Case.objects.create(consultation=consultation, comment=comment, cause="flag")
    page = consultation_pages.publish(consultation, consultation_pages.index(pages.home()))
    resident = ResidentFactory()
    mine = ProposalFactory(consultation=consultation, author=resident, state="pending")
    return {
        "author": proposal.author,
        "seen": proposal.fingerprint(),
        "resident": resident,
        "mine": f"/es/propuestas/{mine.pk}",
        "image": AttachmentFactory(proposal=mine).pk,
        "moderator": moderator,
        "editor": in_role("editor"),
        "page": page.get_url(),
        "commitment": CommitmentFactory(consultation=consultation).get_absolute_url(),
        "commitments": f"/es/consultas/{consultation.slug}/compromisos/",
        "follow": f"/es/seguir/propuesta/{proposal.pk}/",
        "proposal": proposal.get_absolute_url(),
        "proposals": f"/es/propuestas/{proposal.pk}",
        "comment": str(comment.pk),
        "comments": f"/es/comentarios/{comment.pk}",
        "one_by_one": f"/es/consultas/{consultation.slug}/una-por-una/",
        "propose": f"/es/consultas/{consultation.slug}/proponer/",
        "similar": f"/es/consultas/{consultation.slug}/parecidas/",
        "feed": f"/es/consultas/{consultation.slug}/propuestas.atom",
        "case": f"/es/moderacion/{case.pk}/",
    }


# The form of a consultation with one phase.
PROCESS = "/admin/snippets/consultations/consultation/"
MANAGED = {
    f"{name}-{count}_FORMS": number
    for name in ("phases", "themes")
    for count, number in (("TOTAL", "1"), ("INITIAL", "0"))
}
WRITTEN = {
    "title": "*",
    "slug": "*",
    "reason_es": "*",
    "reason_en": "*",
    "themes-0-name_es": "*",
    "themes-0-slug": "*",
    "phases-0-kind": "vote",
    "phases-0-name_es": "*",
    "phases-0-name_en": "*",
}
# What is asked: who, how, where, with what. "*" stands for the string.
ASKED = [
    ("", "get", "/*/", {}),
    ("", "get", "/es/*/", {}),
    ("", "get", "/es/buscar/", {"q": "*", "pagina": "*"}),
    ("", "get", "/es/buscar/", {"q": "agua", "en": "*", "consulta": "*", "orden": "*"}),
    ("", "get", "{page}", {"q": "*", "tema": "*", "alcaldia": "*", "objetivo": "*", "orden": "*"}),
    ("", "get", "{page}", {"orden": "recientes", "despues": "*", "antes": "*"}),
    ("", "get", "{page}", {"orden": "acuerdo", "despues": "*~1"}),
    ("", "get", "{page}", {"orden": "divididas", "antes": "*~1"}),
    ("", "get", "{feed}", {"q": "*", "tema": "*", "objetivo": "*", "orden": "*", "despues": "*"}),
    ("", "get", "{proposal}", {"desde": "*", "orden": "*", "postura": "*"}),
    ("", "get", "{proposal}", {"desde": "1~*", "orden": "utiles"}),
    ("", "post", "{comments}/responder/", {"body": "*"}),
    ("resident", "post", "{comments}/editar/", {"body": "*", "stance": "*"}),
    ("author", "post", "{comments}/editar/", {"body": "*", "stance": "*"}),
    ("author", "post", "{comments}/editar/", {"body": "@*", "stance": "for"}),
    ("resident", "get", "{proposals}/util/", {"marcar": "*"}),
    ("resident", "post", "{proposals}/util/", {"marcar": "*", "next": "*"}),
    ("resident", "post", "{proposals}/util/", {"quitar": "{comment}", "next": "*"}),
    ("", "get", "{commitment}", {"antes": "*", "despues": "*"}),
    ("", "get", "{commitments}", {"estado": "*", "antes": "*", "despues": "*"}),
    ("", "get", "/es/compromisos/*/", {}),
    ("", "get", "/es/dejar-de-seguir/*/", {}),
    ("", "post", "/es/cuenta/login/", {"email": "*", "next": "*"}),
    ("", "post", "/es/cuenta/login/", {"email": "*@example.org"}),
    ("", "post", "{propose}", {"title": "*", "body": "*"}),
    ("", "post", "{propose}", {"do": "save", "title": "*", "draft": "*", "seen": "*"}),
    ("", "get", "{similar}", {"title": "*"}),
    ("", "get", "{similar}", {"title": "propuesta número * alert"}),
    ("resident", "post", "{propose}", {"same": "*", "title": "*"}),
    ("resident", "get", "{propose}", {"borrador": "*"}),
    ("resident", "post", "{propose}", {"do": "save", "body": "*", "theme": "*", "window": "*"}),
    ("resident", "post", "{propose}", {"do": "*", "title": "*", "draft": "*", "goals": "*"}),
    ("", "post", "{proposals}/comentar/", {"body": "*", "stance": "*"}),
    ("", "get", "{one_by_one}", {"saltadas": "*"}),
    ("", "post", "{proposals}/voto/", {"value": "agree", "next": "*"}),
    ("", "get", "/es/votos-por-contar/", {"en": "*", "next": "*"}),
    ("resident", "get", "/es/mi-participacion/", {"ver": "*", "pagina": "*"}),
    ("resident", "get", "/es/avisos/", {"pagina": "*"}),
    ("resident", "post", "/es/perfil/", {"display_name": "*", "language": "es"}),
    ("resident", "post", "/es/perfil/", {"display_name": "a", "language": "*", "alcaldia": "*"}),
    ("resident", "post", "/es/perfil/bienvenida/", {"display_name": "*", "next": "*"}),
    ("resident", "post", "{propose}", {"title": "Una propuesta *", "body": "*", "language": "es"}),
    (
        "resident",
        "post",
        "{propose}",
        {"theme": "*", "goals": "*", "alcaldias": "*", "do": "preview"},
    ),
    (
        "author",
        "post",
        "{proposals}/editar/",
        {"title": "Una propuesta *", "body": "*", "seen": "*"},
    ),
    (
        "author",
        "post",
        "{proposals}/editar/",
        {"title": "Una propuesta *", "body": "*", "language": "es", "seen": "{seen}"},
    ),
    ("", "get", "{proposals}/versiones/", {"version": "*"}),
    ("resident", "post", "{follow}", {"next": "*", "stop": "*"}),
    ("resident", "post", "{proposals}/voto/", {"value": "agree", "next": "*"}),
    ("resident", "post", "{proposals}/comentar/", {"body": "*", "stance": "*"}),
    ("resident", "post", "{mine}/archivos/", {"kind": "*", "text": "*", "file": "*"}),
    ("resident", "post", "{mine}/archivos/{image}/", {"text": "*"}),
    ("", "get", "/es/archivos/{image}/*", {}),
    ("resident", "post", "{comments}/responder/", {"body": "*"}),
    ("resident", "post", "{comments}/reportar/", {"reason": "other", "text": "*"}),
    ("moderator", "get", "/es/moderacion/", {"consultation": "*", "sort": "*", "after": "*"}),
    ("moderator", "get", "/es/moderacion/", {"q": "*", "age": "*", "held": "*", "language": "*"}),
    ("moderator", "get", "/es/moderacion/", {"q": "agua *", "sort": "due", "after": "*~1"}),
    ("moderator", "post", "/es/moderacion/tomar/?held=*", {"list": "*"}),
    ("moderator", "get", "/es/moderacion/abrir/*/1/", {}),
    ("moderator", "post", "{case}tomar/?x=*", {"why": "*"}),
    ("moderator", "get", "/es/moderacion/historial/", {"before": "*~*", "whose": "*"}),
    ("moderator", "post", "{case}", {"outcome": "*", "reason": "*", "text": "*"}),
    (
        "editor",
        "post",
        f"{PROCESS}fases/",
        MANAGED
        | WRITTEN
        | {"phases-0-starts_at": "2027-01-01 09:00", "phases-0-ends_at": "2027-02-01 09:00"},
    ),
    (
        "editor",
        "post",
        f"{PROCESS}add/",
        MANAGED
        | {
            "title": "*",
            "slug": "*",
            "ballot": "*",
            "supports_limit": "*",
            "phases-0-kind": "*",
            "phases-0-starts_at": "*",
            "phases-0-ends_at": "2027-02-01 *",
            "phases-0-id": "*",
        },
    ),
    (
        "editor",
        "post",
        f"{PROCESS}fases/",
        MANAGED | {"phases-TOTAL_FORMS": "*"},
    ),
]


@pytest.mark.parametrize("number", range(len(ASKED)))
def test_nothing_breaks(site, strings, settings, number) -> None:
    who, method, address, fields = ASKED[number]
    settings.ACCOUNT_RATE_LIMITS = False
    client = Client(raise_request_exception=False)
    if who:
        client.force_login(site[who])
    broken = []
    whole = os.environ.get("HOSTILE_INPUT") == "all"
    for text in [*(strings if whole else strings[number % SHARES :: SHARES]), *WORSE]:
        url = address.format(**site).replace("*", quote(text[:2000], safe=""))
        form = {name: value.format(**site).replace("*", text) for name, value in fields.items()}
        if method == "get":
            form = {name: value[:5000] for name, value in form.items()}
        with transaction.atomic():
            status = getattr(client, method)(url, form).status_code
            transaction.set_rollback(True)
        if status >= 500:
            broken.append(text[:80])
    assert broken == []

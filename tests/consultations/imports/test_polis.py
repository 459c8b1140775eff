"""A Pol.is export arrives whole or not at all."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ciudad_global.moderation.states import State
from consultations.actions import recount
from consultations.models import (
    Consultation,
    ConsultationIndexPage,
    ConsultationPage,
    Participation,
    Proposal,
    Vote,
)
from tests.consultations.imports.pages import costs
from tests.factories import ConsultationFactory
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db

SUMMARY = "topic,Más árboles\nurl,https://pol.is/1\nconversation-description,Uno.\n"
COMMENTS = """timestamp,comment-id,author-id,agrees,disagrees,moderated,comment-body
1500000002000,2,0,0,0,-1,Compra ya
1500000000000,0,0,0,0,1,"Más sombra, menos calor"
1500000001000,1,0,0,0,0,Más bancas
1500000003000,1,0,0,0,1,La segunda con el mismo número
"""
VOTES = """timestamp,datetime,comment-id,voter-id,vote
1500000005000,x,0,7,1
1500000004000,x,0,8,-1
1500000009000,x,0,7,0
1500000006000,x,0,7,1
1500000005000,x,1,7,1
1500000005000,x,2,7,-1
"""
MATRIX = """participant,group-id,n-votes,0,1,2
7,0,3,0,1,-1
8,,1,-1,,
"""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A small export in events."""
    for name, text in (("summary", SUMMARY), ("comments", COMMENTS), ("votes", VOTES)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return tmp_path


def run(folder: Path, **options: str) -> None:
    call_command("import_conversation", str(folder), **{"slug": "arboles"} | options)


def tallies() -> dict[str, tuple[str, int, int, int]]:
    return {
        p.title: (p.state, p.agree_count, p.pass_count, p.disagree_count)
        for p in Proposal.objects.all()
    }


ARRIVED = {
    "Más sombra, menos calor": (State.PUBLISHED, 0, 1, 1),
    "Más bancas": (State.PUBLISHED, 1, 0, 0),
    "Compra ya": (State.REJECTED, 0, 0, 1),
}


def test_events_arrive_the_last_vote_and_the_first_statement_of_a_number_win(
    export: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run(export)
    assert tallies() == ARRIVED
    assert "arboles: 3 propuestas (2 publicadas), 4 votos de 2 personas." in capsys.readouterr().out
    consultation = Consultation.objects.get()
    assert (consultation.state, consultation.ballot) == ("closed", "opinion")
    assert consultation.source == "Pol.is https://pol.is/1"
    assert consultation.closed_at == datetime(2017, 7, 14, 2, 40, 9, tzinfo=UTC)
    proposal = Proposal.objects.get(external_id="0")
    assert (proposal.origin, proposal.author) == (Proposal.Origin.IMPORT, None)
    assert proposal.published_at == datetime(2017, 7, 14, 2, 40, tzinfo=UTC)
    token = consultation.voter_token("import:7")
    assert Vote.objects.get(pk=(proposal.pk, token)).cast_on == date(2017, 7, 13)
    assert not Participation.objects.exists()


def test_a_matrix_gives_the_same_votes(export: Path) -> None:
    (export / "votes.csv").unlink()
    (export / "participants-votes.csv").write_text(MATRIX)
    run(export)
    assert tallies() == ARRIVED


def test_it_gets_a_page_in_its_language(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(export, title="Trees", language="en")
    assert f"Se lee en {Consultation.objects.get().get_absolute_url()}" in capsys.readouterr().out
    page = ConsultationPage.objects.get()
    assert (page.title, page.introduction, page.live) == ("Trees", "Uno.", True)
    assert page.locale.language_code == "en"
    assert page.get_parent().specific_class is ConsultationIndexPage
    assert set(Proposal.objects.values_list("language", flat=True)) == {"en"}


def test_a_long_statement_keeps_its_text_in_the_body(export: Path) -> None:
    text = "Una palabra " * 30 + "final"
    with (export / "comments.csv").open("a", encoding="utf-8") as file:
        file.write(f"1500000001000,3,0,0,0,1,{text}\n")
    run(export)
    proposal = Proposal.objects.get(external_id="3")
    assert proposal.title == "Una palabra " * 12 + "Una…"
    assert proposal.body == text
    assert text in proposal.body_html


def test_a_second_run_changes_nothing(export: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(export)
    before = list(Proposal.objects.values()), set(Vote.objects.values_list("voter", "value"))
    run(export)
    after = list(Proposal.objects.values()), set(Vote.objects.values_list("voter", "value"))
    assert after == before
    assert (Consultation.objects.count(), ConsultationPage.objects.count()) == (1, 1)
    assert "arboles: ya estaba." in capsys.readouterr().out


def assert_refused(folder: Path, problem: str, **options: str) -> None:
    with pytest.raises(CommandError) as refusal:
        run(folder, **options)
    assert str(refusal.value) == problem
    assert not Consultation.objects.filter(source__startswith="Pol.is").exists()
    assert not Proposal.objects.exists()
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("comments", "moderated,", "revisado,", "1: falta la columna moderated"),
        ("comments", "author-id,", "agrees,", "1: hay dos columnas con el mismo nombre"),
        ("comments", COMMENTS, "", "1: está vacío"),
        ("comments", COMMENTS, COMMENTS.split("\n")[0], "2: no hay ninguna afirmación"),
        (
            "comments",
            "1500000001000,1,",
            "1500000001000,uno,",
            "4: comment-id debe ser un número entero y es «uno»",
        ),
        (
            "comments",
            "1500000001000",
            "2017-07-14",
            "4: timestamp debe ser un número entero y es «2017-07-14»",
        ),
        (
            "comments",
            "1500000001000",
            "1500000001",
            "4: timestamp no es una fecha pasada, de 2000 en adelante",
        ),
        (
            "comments",
            "1500000001000",
            "950000000000000",
            "4: timestamp no es una fecha pasada, de 2000 en adelante",
        ),
        ("comments", "0,0,0,0,Más", "0,0,0,3,Más", "4: moderated debe estar entre -1 y 1 y es 3"),
        ("comments", "Más bancas", " ", "4: comment-body está vacío"),
        ("comments", "Más bancas", "a" * 8_001, "4: el texto tiene más de 8000 caracteres"),
        ("comments", 'calor"', "calor", "3: comillas sin cerrar"),
        ("comments", "Más bancas", "Más\0 bancas", "4: tiene un carácter nulo"),
        ("comments", "Más bancas", "Más bancas,1", "4: tiene 8 columnas en lugar de 7"),
        ("votes", "0,7,0", "0,7,2", "4: vote debe estar entre -1 y 1 y es 2"),
        ("votes", "0,7,0", "0,7,", "4: vote debe ser un número entero y es «»"),
        ("votes", "0,7,0", "0,siete,0", "4: voter-id debe ser un número entero y es «siete»"),
        ("votes", "0,7,0", "9,7,0", "4: la afirmación 9 no está en comments.csv"),
        ("votes", "x,0,7,0", '"x,0,7,0', "4: comillas sin cerrar"),
        ("summary", "topic,Más", "topic,dos,Más", "1: tiene 3 columnas en lugar de 2"),
        ("summary", "topic,", "tema,", "1: no dice «topic»; da un título con --title"),
    ],
)
def test_a_bad_row_is_told_with_file_and_line(
    export: Path, name: str, old: str, new: str, problem: str
) -> None:
    path = export / f"{name}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert_refused(export, f"{path}:{problem}")


def test_text_that_is_not_utf8_is_told_with_file_and_line(export: Path) -> None:
    path = export / "comments.csv"
    path.write_bytes(path.read_bytes().replace("Más bancas".encode(), b"M\xe1s bancas"))
    assert_refused(export, f"{path}:4: no es UTF-8 (byte 26 de la línea)")


def test_a_bad_vote_in_the_matrix_is_told_with_file_and_line(export: Path) -> None:
    (export / "votes.csv").unlink()
    path = export / "participants-votes.csv"
    path.write_text(MATRIX.replace("8,,1,-1", "8,,1,x"))
    assert_refused(export, f"{path}:3: el voto sobre 0 debe ser 1, 0 o -1 y es «x»")
    path.write_text(MATRIX.replace("0,1,2\n", "0,1,9\n"))
    assert_refused(export, f"{path}:2: la afirmación 9 no está en comments.csv")


@pytest.mark.parametrize("name", ["comments", "summary"])
def test_a_missing_file_is_told(export: Path, name: str) -> None:
    (export / f"{name}.csv").unlink()
    assert_refused(export, f"{export / name}.csv: no existe")


def test_missing_votes_are_told(export: Path) -> None:
    (export / "votes.csv").unlink()
    assert_refused(export, f"{export}: no existe votes.csv ni participants-votes.csv")


def test_a_language_that_the_site_does_not_have_is_told(export: Path) -> None:
    assert_refused(export, "Idioma desconocido: «zh». Puede ser es o en.", language="zh")


def test_an_address_that_is_none_or_taken_is_told(export: Path) -> None:
    assert_refused(
        export,
        "«con espacios» no puede ser una dirección: usa letras, números y guiones.",
        slug="con espacios",
    )
    ConsultationFactory(slug="arboles")
    assert_refused(export, "Ya hay otra consulta con la dirección «arboles».")


def test_a_failure_while_writing_leaves_nothing(
    export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(consultation: Consultation) -> None:
        raise RuntimeError

    monkeypatch.setattr(recount, "fix", fail)
    with pytest.raises(RuntimeError):
        run(export)
    assert not Consultation.objects.exists()
    assert not Vote.objects.exists()


@pytest.mark.parametrize(
    ("name", "statements", "published", "votes", "people"),
    [("bg2050-volunteers", 371, 316, 14_283, 126), ("vtaiwan-uberx", 197, 119, 49_443, 1_921)],
)
def test_a_real_conversation_arrives_and_costs_no_more_queries_than_a_small_one(
    client, export, name, statements, published, votes, people
) -> None:
    folder = shared_data("conversations", name)
    run(export)
    run(folder, slug=name)
    small, real = (Consultation.objects.get(slug=slug) for slug in ("arboles", name))
    assert real.proposals.count() == statements
    assert real.proposals.filter(state=State.PUBLISHED).count() == published
    cast = Vote.objects.filter(proposal__consultation=real)
    assert cast.count() == votes
    assert cast.values("voter").distinct().count() == people
    assert list(recount.differences()) == []

    def busiest(consultation: Consultation) -> Proposal:
        return consultation.proposals.filter(state=State.PUBLISHED).order_by("-votes_count")[0]

    assert costs(client, real, busiest(real)) == costs(client, small, busiest(small))

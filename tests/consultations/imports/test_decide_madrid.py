"""Proposals and comment threads of Decide Madrid arrive whole or not at all."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from ciudad_global.moderation.states import State
from consultations.actions import recount
from consultations.models import Comment, Consultation, Proposal, Vote
from tests.consultations.imports.pages import costs
from tests.shared_data import shared_data

pytestmark = pytest.mark.django_db

PROPOSALS = """id,code,title,userId,date,summary,text,numComments,status,numSupports,isAssociation
7,M-7,Limpiar las calles,1,2015-09-15,Algo básico,,3,archived,6560,0
8,M-8,Plantar,1,2015-09-16,,Muchos *árboles*,0,open,2,0
"""
COMMENTS = """\
id,parentId,proposalId,userId,userType,date,time,text,numVotes,numPositiveVotes,numNegativeVotes
12,11,7,1,,2015-09-15,0 days 12:00:00,Respuesta,0,0,0
11,-1,7,1,,2015-09-15,0 days 10:50:19,Primero,3,1,2
13,-1,7,1,,2015-09-15,0 days 13:00:00,Segundo,0,0,0
14,12,7,1,,2015-09-16,0 days 10:00:00,,0,0,0
15,99,7,1,,2015-09-16,0 days 11:00:00,Huérfano,0,0,0
13,-1,7,1,,2015-09-17,0 days 13:00:00,Repetido,0,0,0
"""


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    proposals, comments = tmp_path / "proposals.csv", tmp_path / "comments.csv"
    proposals.write_text(PROPOSALS, encoding="utf-8")
    comments.write_text(COMMENTS, encoding="utf-8")
    return proposals, comments


def run(files: tuple[Path, Path]) -> None:
    call_command("import_proposals", *map(str, files), slug="madrid")


def test_threads_keep_their_order_and_their_totals(files: tuple[Path, Path]) -> None:
    run(files)
    proposal = Proposal.objects.get(external_id="7")
    assert [
        (c.body, c.number, c.depth, c.replies_count) for c in proposal.comments.order_by("path")
    ] == [
        ("Primero", 1, 0, 1),
        ("Respuesta", 2, 1, 1),
        ("", 4, 2, 0),
        ("Segundo", 3, 0, 0),
        ("Huérfano", 5, 0, 0),
    ]
    assert (proposal.comments_count, proposal.comments_serial) == (4, 5)
    assert Comment.objects.get(body="").state == State.ERASED
    first = Comment.objects.get(body="Primero")
    assert (first.imported_for, first.imported_against) == (1, 2)
    assert first.created_at == datetime(2015, 9, 15, 8, 50, 19, tzinfo=UTC)
    assert (first.author, first.body_html) == (None, "<p>Primero</p>\n")


def test_supports_are_kept_beside_never_as_votes(files: tuple[Path, Path]) -> None:
    run(files)
    proposal = Proposal.objects.get(external_id="7")
    assert (proposal.imported_for, proposal.votes_count) == (6560, 0)
    assert not Vote.objects.exists()
    consultation = Consultation.objects.get()
    assert (consultation.ballot, consultation.source) == ("support", "Decide Madrid")


def test_a_second_run_changes_nothing(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    run(files)
    before = list(Proposal.objects.values()), list(Comment.objects.values())
    run(files)
    assert (list(Proposal.objects.values()), list(Comment.objects.values())) == before
    assert "madrid: ya estaba." in capsys.readouterr().out


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"),
    [
        (0, "numSupports", "supports", "1: falta la columna numSupports"),
        (0, "Plantar", "", "3: title está vacío"),
        (0, ",2,0\n", ",-2,0\n", "3: numSupports debe estar entre 0 y 2147483647 y es -2"),
        (0, "2015-09-16", "16/09/2015", "3: la fecha «16/09/2015» no tiene la forma %Y-%m-%d"),
        (1, "12,11,7", "12,11,70", "2: la propuesta 70 no está"),
        (1, "12,11,7", "12,11,8", "2: responde al comentario 11, que es de otra propuesta"),
        (1, "11,-1,7", "11,14,7", "3: se responde a sí mismo a través de otros"),
        (1, "12,11,7", "12,12,7", "2: se responde a sí mismo a través de otros"),
        (
            1,
            "Respuesta,0,0",
            "Respuesta,0,x",
            "2: numPositiveVotes debe ser un número entero y es «x»",
        ),
        (1, "Segundo", '"Segundo', "4: comillas sin cerrar"),
        (1, "Segundo", "a" * 1_501, "4: el texto tiene más de 1500 caracteres"),
        (
            1,
            "0 days 13:00:00,S",
            "13 h,S",
            "4: la fecha «2015-09-15 13 h» no tiene la forma %Y-%m-%d 0 days %H:%M:%S",
        ),
    ],
)
def test_a_bad_row_is_told_with_file_and_line(
    files: tuple[Path, Path], file: int, old: str, new: str, problem: str
) -> None:
    path = files[file]
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(CommandError) as refusal:
        run(files)
    assert str(refusal.value) == f"{path}:{problem}"
    assert not Consultation.objects.exists()


def test_the_real_threads_arrive_and_cost_no_more_queries_than_short_ones(
    client, files: tuple[Path, Path]
) -> None:
    folder = shared_data("decide-madrid")
    run(files)
    call_command(
        "import_proposals",
        str(folder / "proposals.csv"),
        str(folder / "comments.csv"),
        slug="decide-madrid",
    )
    real = Consultation.objects.get(slug="decide-madrid")
    assert real.proposals.count() == 80
    comments = Comment.objects.filter(proposal__consultation=real)
    assert comments.count() == 5_633
    assert comments.order_by("-depth")[0].depth == 24
    assert list(recount.differences()) == []
    for proposal in real.proposals.all():
        paths = set(proposal.comments.values_list("path", flat=True))
        assert {path[:-4] for path in paths} - paths <= {""}

    def busiest(consultation: Consultation) -> Proposal:
        return consultation.proposals.order_by("-comments_serial")[0]

    assert busiest(real).comments_serial == 592
    small = Consultation.objects.get(slug="madrid")
    assert costs(client, real, busiest(real)) == costs(client, small, busiest(small))

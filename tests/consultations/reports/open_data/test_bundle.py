"""The open data of a consultation as one signed ZIP."""

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from ciudad_global.common import signing
from ciudad_global.moderation.states import State
from consultations.models import Consultation
from consultations.reports.open_data import bundle
from consultations.reports.open_data.tables import TABLES
from tests.consultations.reports.open_data.exports import export, taken, voted
from tests.factories import (
    CommentFactory,
    CommitmentFactory,
    ConsultationFactory,
    ProposalFactory,
    ResidentFactory,
)

pytestmark = pytest.mark.django_db


def table(path: Path, name: str) -> list[dict[str, str]]:
    with ZipFile(path) as zip_file:
        return list(csv.DictReader(io.StringIO(zip_file.read(name).decode("utf-8-sig"))))


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory(state=Consultation.State.CLOSED)


def test_it_works(consultation: Consultation, tmp_path: Path) -> None:
    proposal = ProposalFactory(consultation=consultation, title="Sombra", agree_count=3)
    CommentFactory(proposal=proposal, body="Sí", stance="for")
    CommitmentFactory(consultation=consultation, title="Plantar")
    path = export(consultation, tmp_path)
    (row,) = table(path, "proposals.csv")
    assert (row["id"], row["title"], row["state"]) == (str(proposal.pk), "Sombra", "published")
    (row,) = table(path, "comments.csv")
    assert (row["proposal"], row["body"], row["stance"]) == (str(proposal.pk), "Sí", "for")
    (row,) = table(path, "tallies.csv")
    assert (row["agree"], row["votes"]) == ("3", "3")
    (row,) = table(path, "commitments.csv")
    assert row["title"] == "Plantar"
    with ZipFile(path) as zip_file:
        manifest = json.loads(zip_file.read("manifest.json"))
        assert len(json.loads(zip_file.read("phases.json"))) == 1
    assert manifest["snapshot"]["sha256"] == taken(consultation).sha256
    assert manifest["licence"] == "CC-BY-4.0"


@pytest.mark.parametrize("state", sorted(set(State) - {State.PUBLISHED, State.MERGED}))
@pytest.mark.usefixtures("any_move")
def test_what_is_not_public_is_not_in_it(
    consultation: Consultation, tmp_path: Path, state: str
) -> None:
    typed = {} if state == State.DRAFT else None
    hidden = ProposalFactory(consultation=consultation, state=state, body="secreto", typed=typed)
    CommentFactory(proposal=hidden, body="secreto")
    CommentFactory(proposal=ProposalFactory(consultation=consultation), body="secreto", state=state)
    path = export(consultation, tmp_path)
    assert len(table(path, "proposals.csv")) == 1
    with ZipFile(path) as zip_file:
        assert [name for name in zip_file.namelist() if b"secreto" in zip_file.read(name)] == []


def test_a_merged_proposal_only_points_to_the_other_one(
    consultation: Consultation, tmp_path: Path
) -> None:
    target = ProposalFactory(consultation=consultation)
    ProposalFactory(
        consultation=consultation, state=State.MERGED, merged_into=target, body="secreto"
    )
    _target, merged = table(export(consultation, tmp_path), "proposals.csv")
    assert (merged["state"], merged["merged_into"]) == ("merged", str(target.pk))
    assert (merged["title"], merged["body"], merged["url"]) == ("", "", "")


def test_nobody_is_named(consultation: Consultation, tmp_path: Path) -> None:
    author = ResidentFactory(display_name="Xóchitl Única", email="xochitl@example.net")
    proposal = ProposalFactory(
        consultation=consultation, author=author, body="Escriban a xochitl@correo.mx"
    )
    CommentFactory(proposal=proposal, author=author)
    path = export(consultation, tmp_path)
    with ZipFile(path) as zip_file:
        everything = b"".join(map(zip_file.read, zip_file.namelist())).decode(errors="replace")
    assert "Única" not in everything
    assert "xochitl@" not in everything


def test_formulas_are_text(consultation: Consultation, tmp_path: Path) -> None:
    ProposalFactory(consultation=consultation, title="=1+1")
    assert table(export(consultation, tmp_path), "proposals.csv")[0]["title"] == "'=1+1"


def test_each_column_is_explained(consultation: Consultation, tmp_path: Path) -> None:
    path = export(consultation, tmp_path)
    told = [(row["file"], row["column"]) for row in table(path, "dictionary.csv")]
    assert told == [(each.name, column.name) for each in TABLES for column in each.columns]
    assert all(row["es"] and row["en"] for row in table(path, "dictionary.csv"))


def test_the_same_data_are_the_same_bytes(consultation: Consultation, tmp_path: Path) -> None:
    ProposalFactory(consultation=consultation)
    first = export(consultation, tmp_path).read_bytes()
    assert export(consultation, tmp_path).read_bytes() == first


def test_for_excel_tables_say_that_they_are_utf_8(
    consultation: Consultation, tmp_path: Path
) -> None:
    path = export(consultation, tmp_path, excel=True)
    with ZipFile(path) as zip_file:
        starts = {zip_file.read(name)[:3] for name in zip_file.namelist() if name.endswith(".csv")}
    assert starts == {b"\xef\xbb\xbf"}


def test_the_program_in_it_checks_it_alone(tmp_path: Path) -> None:
    """As whoever downloads it: without the site, without Django."""
    path = export(voted(), tmp_path)
    program, key = tmp_path / "verify.pyz", tmp_path / "key.pem"
    program.write_bytes(ZipFile(path).read("verify.pyz"))
    key.write_bytes(signing.public_key())
    run = subprocess.run(  # noqa: S603 - ours
        [sys.executable, "-I", program, path, "--key", key], capture_output=True, text=True
    )
    assert (run.returncode, run.stderr) == (0, "")
    assert run.stdout.splitlines()[-1] == "coincide"


@pytest.mark.parametrize("count", [1, 8])
def test_it_asks_the_same_for_any_number_of_rows(
    consultation: Consultation, django_assert_num_queries: Any, count: int
) -> None:
    for proposal in ProposalFactory.create_batch(count, consultation=consultation):
        CommentFactory.create_batch(count, proposal=proposal)
    snapshot = taken(consultation)
    with django_assert_num_queries(16):
        bundle.write(io.BytesIO(), snapshot)

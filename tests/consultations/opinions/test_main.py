"""`python -m consultations.opinions`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from consultations.opinions.__main__ import main
from tests.consultations.opinions.planted import planted

KEYS = [
    "participants", "statements", "votes", "clustered", "k", "silhouette", "null", "stability",
    "verdict", "labels", "gac", "gad", "representative", "majority", "divisive", "uncertain",
    "seconds",
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two groups of 30 and 20 people, one of whom has voted on nothing but one statement."""
    votes, _labels = planted(30, 20, statements=12, seen=0.9)
    cast = {
        (int(votes.participants[row]), int(votes.statements[column])): int(value)
        for row, column, value in zip(votes.rows, votes.columns, votes.values, strict=True)
    }
    lines = ["participant," + ",".join(map(str, range(12)))]
    lines += [
        f"{who}," + ",".join(str(cast.get((who, what), "")) for what in range(12))
        for who in range(50)
    ]
    lines.append("99,1" + "," * 11)
    (tmp_path / "participants-votes.csv").write_text("\n".join(lines) + "\n")
    return tmp_path


def test_it_works(folder, capsys) -> None:
    assert main(["analyse", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told) == KEYS
    assert (told["participants"], told["statements"], told["k"]) == (51, 12, 2)
    assert told["verdict"] == "groups"
    assert "99" not in told["labels"]
    assert [list(told["labels"].values()).count(group) for group in (0, 1)] == [30, 20]
    assert set(told["gac"]) == set(told["gad"]) == {str(number) for number in range(12)}
    assert set(told["null"]) == {"mean", "sd", "passes"}


def test_it_tells_people_in_a_few_lines(folder, capsys) -> None:
    assert main(["analyse", str(folder)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("51 participants, 12 statements (0 rejected)")
    assert lines[3] == "verdict: groups"


def test_the_number_of_groups_can_be_given(folder, capsys) -> None:
    assert main(["analyse", str(folder), "--k", "3", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["k"], len(set(told["labels"].values()))) == (3, 3)


def test_every_run_says_the_same(folder, capsys) -> None:
    answers = []
    for _time in range(2):
        main(["analyse", str(folder), "--json"])
        answers.append(json.loads(capsys.readouterr().out) | {"seconds": 0})
    assert json.dumps(answers[0]) == json.dumps(answers[1])


def test_a_malformed_folder_ends_with_2_and_a_sentence(folder, capsys) -> None:
    (folder / "participants-votes.csv").write_text("participant,1\n1,7\n")
    assert main(["analyse", str(folder)]) == 2
    assert capsys.readouterr().err == (
        "participants-votes.csv, line 2: a vote is '7', not 1, 0 or -1.\n"
    )


def test_one_participant_ends_with_2_and_a_sentence(folder, capsys) -> None:
    (folder / "participants-votes.csv").write_text("participant,1\n1,1\n")
    assert main(["analyse", str(folder)]) == 2
    assert capsys.readouterr().err == f"{folder}: at least two participants are needed.\n"


def test_it_needs_neither_django_nor_a_database(folder) -> None:
    script = (
        "import sys; from consultations.opinions.__main__ import main;"
        f"code = main(['analyse', {str(folder)!r}]);"
        "sys.exit(code or any(name.split('.')[0] == 'django' for name in sys.modules))"
    )
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run([sys.executable, "-c", script], cwd=root, check=False)  # noqa: S603
    assert done.returncode == 0

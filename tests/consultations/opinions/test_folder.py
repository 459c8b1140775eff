"""A conversation as Pol.is exports it."""

from pathlib import Path

import numpy as np
import pytest

from consultations.opinions.folder import BadFolder, read
from tests.shared_data import shared_data

MATRIX = "participant,group-id,n-votes,10,2\n7,0,2,1,-1\n3,,1,,0\n9,1,0,,\n"
COMMENTS = "timestamp,comment-id,moderated\n1,2,-1\n2,10,1\n3,10,-1\n"
EVENTS = "timestamp,comment-id,voter-id,vote\n20,10,7,1\n10,10,7,-1\n20,2,7,-1\n30,2,3,0\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "participants-votes.csv").write_text(MATRIX)
    return tmp_path


def cast(votes) -> list[tuple[int, int, float]]:
    ids = votes.participants[votes.rows], votes.statements[votes.columns], votes.values
    return [(int(who), int(what), value) for who, what, value in zip(*ids, strict=True)]


def test_it_works(folder) -> None:
    conversation = read(folder)
    assert cast(conversation.votes) == [(3, 2, 0), (7, 2, -1), (7, 10, 1)]
    assert conversation.published == {7: 0, 9: 1}
    assert conversation.rejected == ()


def test_rejected_statements_count_nothing_and_the_first_of_a_repeated_id_counts(folder) -> None:
    (folder / "comments.csv").write_text(COMMENTS)
    conversation = read(folder)
    assert conversation.rejected == (2,)
    assert cast(conversation.votes) == [(3, 2, 0), (7, 2, 0), (7, 10, 1)]


def test_the_last_vote_of_a_pair_counts(tmp_path) -> None:
    (tmp_path / "votes.csv").write_text(EVENTS)
    assert cast(read(tmp_path).votes) == [(3, 2, 0), (7, 2, -1), (7, 10, 1)]


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("participants-votes.csv", "", "needs a column participant"),
        ("participants-votes.csv", "participant,a\n1,1\n", "one for each statement"),
        ("participants-votes.csv", "participant,1\n1,2\n", "line 2: a vote is '2'"),
        ("participants-votes.csv", "participant,1\n1\n", "line 2: 1 columns instead of 2"),
        ("participants-votes.csv", "participant,1\nx,1\n", "participant is 'x', not a number"),
        ("participants-votes.csv", "participant,1\n1,1\n1,1\n", "participant 1 stands there twice"),
        ("participants-votes.csv", "participant,1\n1,\n", "holds no votes"),
        ("participants-votes.csv", 'participant,1\n"1,1\n', "cannot be read"),
        ("votes.csv", "timestamp,vote\n1,1\n", "has no column comment-id, voter-id"),
        ("votes.csv", EVENTS + "1,1,1,5\n", "line 6: a vote is '5'"),
        ("votes.csv", EVENTS + "now,1,1,1\n", "timestamp is 'now', not a number"),
    ],
)
def test_a_malformed_file_is_told_in_a_sentence(tmp_path, name, text, why) -> None:
    (tmp_path / name).write_text(text)
    with pytest.raises(BadFolder, match=why):
        read(tmp_path)


def test_what_is_not_utf8_is_told(tmp_path) -> None:
    (tmp_path / "votes.csv").write_bytes(b"timestamp,\xff\xfe\n")
    with pytest.raises(BadFolder, match=r"votes\.csv cannot be read"):
        read(tmp_path)


def test_a_folder_without_votes_is_told(tmp_path) -> None:
    with pytest.raises(BadFolder, match=r"neither participants-votes\.csv nor votes\.csv"):
        read(tmp_path)
    with pytest.raises(BadFolder, match="is not a folder"):
        read(tmp_path / "nowhere")


@pytest.mark.parametrize("name", ["nz-biodiversity", "seattle-15-per-hour", "vtaiwan-uberx"])
def test_the_events_add_up_to_the_matrix(name, tmp_path) -> None:
    source = shared_data("conversations", name)
    for file in ("votes.csv", "comments.csv"):
        (tmp_path / file).write_bytes((source / file).read_bytes())
    whole, replayed = read(source).votes, read(tmp_path).votes
    for part in ("participants", "statements", "rows", "columns", "values"):
        assert np.array_equal(getattr(whole, part), getattr(replayed, part))

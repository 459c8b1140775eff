"""The phases in words: for residents, and what editors should look at again."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import translation

from consultations.models import Consultation, Phase
from consultations.reports.timeline import timeline, warnings

NOW = datetime(2026, 3, 10, 18, 0, tzinfo=UTC)  # noon in the city
DAY = timedelta(days=1)
SWITCHES = {"p": "may_propose", "c": "may_comment", "v": "may_vote"}
State = Consultation.State


@pytest.fixture(autouse=True)
def _noon():
    with time_machine.travel(NOW, tick=False):
        yield


def phase(start, end, allows="", kind="vote", name=""):
    """Return a phase from `start` to `end`, in days from now, with switches by their letters."""
    return Phase(
        kind=kind,
        name_es=name,
        starts_at=NOW + start * DAY,
        ends_at=NOW + end * DAY,
        **{SWITCHES[letter]: True for letter in allows},
    )


def public(**fields):
    return Consultation(state=State.PUBLISHED, **fields)


def stops(*phases, consultation=None):
    return timeline(consultation or public(), phases)


@pytest.mark.parametrize(
    ("start", "end", "status", "begins"),
    [(-3, -1, "done", "Se pudo"), (-1, 1, "current", "Puedes"), (1, 3, "upcoming", "Podrás")],
)
@pytest.mark.parametrize(
    ("allows", "acts"),
    [
        ("p", "proponer"),
        ("pc", "proponer y comentar"),
        ("cv", "comentar y votar"),
        ("pcv", "proponer, comentar y votar"),
    ],
)
def test_each_phase_says_what_people_may_do(start, end, status, begins, allows, acts) -> None:
    (stop,) = stops(phase(start, end, allows))
    assert (stop.status, stop.words) == (status, f"{begins} {acts}.")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("inform", "Para leer e informarte."),
        ("evaluate", "La ciudad estudia lo que se propuso."),
        ("results", "Para leer qué salió."),
        ("vote", "Solo se lee."),
    ],
)
def test_a_phase_without_switches_is_for_reading(kind, words) -> None:
    (stop,) = stops(phase(-1, 1, kind=kind))
    assert (stop.words, stop.left) == (words, "")


def test_every_running_phase_says_how_long_it_takes() -> None:
    first, second, later = stops(phase(-1, 1, "p"), phase(-0.5, 5, "v"), phase(5, 6, "v"))
    assert first.left == "Queda 1 día, cierra el 11 de marzo a las 12:00"
    assert second.left == "Quedan 5 días, cierra el 15 de marzo a las 12:00"
    assert later.left == ""


def test_a_gap_is_a_stop() -> None:
    one, gap, other = stops(phase(-3, -1, "p"), phase(1, 3, "v"))
    assert [one.is_gap, gap.is_gap, other.is_gap] == [False, True, False]
    assert (gap.status, gap.starts_at, gap.ends_at) == ("current", NOW - DAY, NOW + DAY)


@pytest.mark.parametrize("seconds", [0, 1, 60])
def test_a_minute_at_midnight_is_no_gap(seconds) -> None:
    later = phase(1, 3)
    later.starts_at += timedelta(seconds=seconds)
    assert len(stops(phase(-1, 1, "p"), later)) == 2
    assert warnings(public(), [phase(-1, 1, "p", "propose"), later]) == [
        "«Debatir y votar» es una fase de debatir y votar, pero no deja votar."
    ]


def test_a_long_phase_bridges_what_lies_below_it() -> None:
    assert not any(stop.is_gap for stop in stops(phase(0, 9), phase(1, 2), phase(4, 5)))


def test_phases_that_run_at_once_say_so() -> None:
    one, two, three = stops(
        phase(0, 4, name="Una"), phase(1, 5, name="Otra"), phase(2, 3, name="Más")
    )
    assert (one.together, two.together) == ("", "Coincide con «Una».")
    assert three.together == "Coincide con «Una» y «Otra»."


def test_nothing_can_be_done_once_the_consultation_is_closed() -> None:
    closed = Consultation(state=State.CLOSED, closed_at=NOW - DAY)
    running, unopened, results = stops(
        phase(-3, 3, "v"), phase(3, 4, "p"), phase(4, 9, kind="results"), consultation=closed
    )
    assert (running.status, running.words, running.left) == ("done", "Se pudo votar.", "")
    assert unopened.words == "No llegó a abrir: la consulta cerró antes."
    assert results.status == "upcoming"


def test_it_speaks_english() -> None:
    with translation.override("en"):
        (stop,) = stops(phase(-1, 1, "pcv"))
    assert stop.words == "You can propose, comment and vote."


def test_a_usual_consultation_warns_of_nothing() -> None:
    usual = [
        Phase(
            kind=kind,
            starts_at=NOW + number * DAY,
            ends_at=NOW + (number + 1) * DAY,
            **dict.fromkeys(Phase.PRESETS.get(kind, ()), True),
        )
        for number, kind in enumerate(Phase.Kind.values)
    ]
    assert warnings(Consultation(), usual) == []


def test_a_gap_is_warned_of() -> None:
    assert warnings(public(), [phase(-3, -1, "v"), phase(1, 3, "v")]) == [
        "Entre «Debatir y votar» y «Debatir y votar» no hay fase, del 9 de marzo a las 12:00 al "
        "11 de marzo a las 12:00: la consulta solo se podrá leer."
    ]


def test_an_overlap_with_other_switches_is_warned_of() -> None:
    both = [phase(0, 3, "p", "propose", "Ideas"), phase(1, 5, "cv", name="Voto")]
    assert warnings(public(), both) == [
        "«Ideas» y «Voto» coinciden del 11 de marzo a las 12:00 al 13 de marzo a las 12:00: "
        "mientras, se puede todo lo que permite cualquiera de las dos (proponer, comentar y votar)."
    ]


def test_an_overlap_with_the_same_switches_surprises_nobody() -> None:
    assert warnings(public(), [phase(0, 3, "cv"), phase(1, 5, "cv")]) == []


@pytest.mark.parametrize(
    ("kind", "allows", "said"),
    [
        ("propose", "c", "«Fase» es una fase de proponer, pero no deja proponer."),
        ("propose", "pcv", ""),
        ("evaluate", "v", "«Fase» es una fase de evaluar, pero deja votar."),
        ("evaluate", "c", ""),
        ("results", "pv", "«Fase» es una fase de resultados, pero deja proponer y votar."),
    ],
)
def test_switches_that_belie_the_kind_are_warned_of(kind, allows, said) -> None:
    found = warnings(public(), [phase(0, 3, allows, kind, "Fase")])
    assert found == ([said] if said else [])


def test_a_draft_with_a_phase_of_the_past_is_warned_of() -> None:
    assert warnings(Consultation(), [phase(-3, -1, "v", name="Voto")]) == [
        "«Voto» ya terminó: nadie podrá participar en ella."
    ]

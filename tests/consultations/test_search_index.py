"""Search finds what people mean, on both engines, whatever they type."""

import json

import pytest
from django.core.management import call_command
from django.db import connection, models
from django.db.migrations import Migration

from consultations import protection
from consultations.models import Comment, Proposal
from consultations.search_index import COMMENTS, PROPOSALS, TITLES, UNREAD_PROPOSALS
from tests.factories import CommentFactory, ProposalFactory
from tests.shared_data import shared_data


def titles(text: str) -> set[str]:
    return {p.title for p in PROPOSALS.matching(Proposal.objects.all(), text)}


def ranking(text: str) -> list[str]:
    found = Proposal.objects.in_bulk()
    return [found[pk].title for pk in PROPOSALS.best(text)]


@pytest.fixture
def proposals(db: None) -> None:
    for title in (
        "Participación de niñas y niños",
        "Árboles en cada banqueta",
        "Más ciclovías para la ciudad",
        "Transporte nocturno",
    ):
        ProposalFactory(title=title, summary="", body="")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("participación", "Participación de niñas y niños"),
        ("participacion", "Participación de niñas y niños"),
        ("PARTICIPACIONES", "Participación de niñas y niños"),
        ("participacio\u0301n", "Participación de niñas y niños"),
        ("ninas", "Participación de niñas y niños"),
        ("arbol", "Árboles en cada banqueta"),
        ("banquetas", "Árboles en cada banqueta"),
        ("ciclovia", "Más ciclovías para la ciudad"),
        ("ciudades", "Más ciclovías para la ciudad"),
        ("de las ciclovías", "Más ciclovías para la ciudad"),
        ("transportes nocturnos", "Transporte nocturno"),
        ("noct", "Transporte nocturno"),
        ("participar", "Participación de niñas y niños"),
        ("nin\u0303os", "Participación de niñas y niños"),
    ],
)
def test_accents_plurals_and_beginnings_find_the_proposal(
    proposals: None, text: str, found: str
) -> None:
    assert titles(text) == {found}
    assert ranking(text) == [found]


def test_all_words_must_be_there(proposals: None) -> None:
    assert titles("transporte ciudad") == set()


def test_words_that_punctuation_joins_are_found_apart(db: None) -> None:
    ProposalFactory(
        title="Agua/energía, socio-ambiental: ver ejemplo.org",
        summary="<script>uno<b dos='tres'>&cuatro; 5.6 a'b",
        body="",
    )
    for text in (
        "agua", "energia", "ambiental", "ejemplo", "org", "socio-ambiental",
        "script", "uno", "dos", "tres", "cuatro", "5", "6", "5.6", "a", "b",
    ):  # fmt: skip
        assert len(titles(text)) == 1, text


def test_blank_text_changes_nothing(proposals: None) -> None:
    assert len(titles("")) == 4
    assert len(titles(" \n")) == 4
    assert ranking("  ") == []


def test_text_without_words_finds_nothing(proposals: None) -> None:
    assert titles("¿?!*") == set()
    assert ranking("\x00") == []


def test_common_words_alone_are_looked_for(proposals: None) -> None:
    assert titles("de") == {"Participación de niñas y niños"}


@pytest.mark.parametrize(
    "text",
    [
        '"ciudad"\'',
        "ciudad*",
        "ciudad NEAR/2",
        "title:ciudad",
        "(ciudad",
        "-ciudad",
        "ciudad'); DROP TABLE consultations_proposal; --",
        "ciudad & | ! <-> :*",
        "ciudad\x00",
        "ciudad %s %d %",
        "ciudad \ud800",
        "a" * 10_000,
        "ciudad " * 2_000,
        "² ① ﷺ ß ø 中文 🌳",
    ],
)
def test_hostile_text_is_only_text(proposals: None, text: str) -> None:
    assert titles(text) <= {"Más ciclovías para la ciudad"}
    assert set(ranking(text)) == titles(text)


def test_the_big_list_of_naughty_strings_is_only_text(proposals: None) -> None:
    path = shared_data("hostile-input", "blns.json")
    for text in json.loads(path.read_text(encoding="utf-8")):
        if text.strip():
            assert set(ranking(text)) == titles(text), text


def test_naughty_strings_in_proposals_are_indexed(db: None) -> None:
    path = shared_data("hostile-input", "blns.json")
    texts = json.loads(path.read_text(encoding="utf-8"))
    first = ProposalFactory(title="Traviesa", summary="", body="")
    Proposal.objects.bulk_create(
        Proposal(
            consultation=first.consultation,
            state="published",
            title="Traviesa",
            body=text.replace("\x00", ""),
        )
        for text in texts
    )
    assert PROPOSALS.matching(Proposal.objects.all(), "traviesa").count() == len(texts) + 1


def test_the_title_weighs_more_than_the_summary_and_the_body(db: None) -> None:
    ProposalFactory(title="Tres", summary="", body="Sobre parques, sin más palabras que decir")
    ProposalFactory(title="Dos", summary="Sobre parques, sin más palabras que decir", body="")
    ProposalFactory(title="Parques", summary="", body="Sin más palabras que decir")
    assert ranking("parque") == ["Parques", "Dos", "Tres"]


def test_a_change_moves_the_index(proposals: None) -> None:
    proposal = Proposal.objects.get(title="Transporte nocturno")
    proposal.title = "Metro de noche"
    proposal.save()
    assert titles("nocturno") == set()
    assert titles("metro") == {"Metro de noche"}
    proposal.delete()
    assert titles("metro") == set()


def test_other_filters_hold(proposals: None) -> None:
    other = ProposalFactory(title="Transporte de día", summary="", body="")
    own = Proposal.objects.filter(consultation=other.consultation)
    assert PROPOSALS.best("transporte", own) == [other.pk]
    assert PROPOSALS.best("transporte", own, newest=True) == [other.pk]
    assert PROPOSALS.matching(own, "transporte").order_by("-agreement").get() == other


def test_the_best_are_so_many(proposals: None) -> None:
    newest = [ProposalFactory(title="Parque", summary="", body="").pk for _ in range(3)][::-1]
    assert PROPOSALS.best("parque", limit=2) == newest[:2]
    assert PROPOSALS.best("parques", newest=True, limit=2) == newest[:2]


@pytest.mark.parametrize(("text", "order"), [("ano", ["ano", "año"]), ("año", ["año", "ano"])])
def test_what_was_typed_comes_before_what_may_be_meant(
    db: None, text: str, order: list[str]
) -> None:
    # The other word is rarer and stands in the title: neither helps it.
    ProposalFactory(title="Un dolor", summary="", body="En el ano, según dicen")
    ProposalFactory(title="Un festejo", summary="", body="Cada an\u0303o, según dicen")
    for word in ("ano", "año"):
        for _ in range(3 if word == text else 1):
            ProposalFactory(title=f"El {word}", summary="", body="")
    found = Proposal.objects.in_bulk()
    said = [
        "ano" if "ano" in f"{found[pk].title} {found[pk].body}" else "año"
        for pk in PROPOSALS.best(text)
    ]
    assert said == [order[0]] * 4 + [order[1]] * 2


def test_the_word_as_typed_comes_before_what_begins_with_it(db: None) -> None:
    ProposalFactory(title="Arteria", summary="Arterias", body="Arterias")
    ProposalFactory(title="Otra", summary="", body="Un mural es arte")
    assert ranking("arte") == ["Otra", "Arteria"]


@pytest.mark.parametrize("state", ["draft", "pending", "held", "rejected", "removed", "withdrawn"])
def test_only_what_is_published_is_in_the_index(
    proposals: None, any_move: None, state: str
) -> None:
    proposal = Proposal.objects.get(title="Transporte nocturno")
    proposal.state = state
    proposal.save(update_fields=["state"])
    assert ranking("nocturno") == []
    proposal.title = "Metro nocturno"
    proposal.save()
    assert ranking("nocturno") == []
    proposal.state = "published"
    proposal.save(update_fields=["state"])
    assert ranking("nocturno") == ["Metro nocturno"]
    assert ranking("transporte") == []


def test_comments_are_found_while_they_are_published(db: None) -> None:
    comment = CommentFactory(body="Falta alumbrado en la ciclovía")
    CommentFactory(body="Falta alumbrado", state="pending")
    assert COMMENTS.best("ciclovias alumbrado") == [comment.pk]
    Comment.objects.update(state="withdrawn")
    assert COMMENTS.best("alumbrado") == []
    comment.delete()
    assert COMMENTS.best("alumbrado") == []


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only FTS5 checks itself")
def test_many_changes_leave_a_sound_index(proposals: None, any_move: None) -> None:
    for state, title in (("held", "Uno"), ("published", "Ñu"), ("removed", "Tres"), ("held", "Ñ")):
        Proposal.objects.update(state=state, title=title)
        ProposalFactory(title=title, state=state)
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO proposal_search(proposal_search) VALUES('integrity-check')")


def test_installing_twice_changes_nothing(proposals: None) -> None:
    PROPOSALS.install()
    PROPOSALS.install()
    assert titles("noche nocturno") == set()
    assert titles("nocturno") == {"Transporte nocturno"}


def test_an_index_of_another_edition_is_made_anew(proposals: None) -> None:
    with connection.cursor() as cursor:
        PROPOSALS._drop_triggers(cursor)
        cursor.execute(
            "CREATE TRIGGER proposal_search_update AFTER UPDATE ON consultations_proposal "
            + (
                "BEGIN SELECT RAISE(ABORT, 'old'); END"
                if connection.vendor == "sqlite"
                else "FOR EACH ROW EXECUTE FUNCTION consultations_snapshot_refuse()"
            )
        )
    PROPOSALS.install()
    Proposal.objects.filter(title="Transporte nocturno").update(title="Metro nocturno")
    assert titles("nocturno") == {"Metro nocturno"}


@pytest.mark.django_db(transaction=True)
def test_a_later_migration_of_the_table_leaves_a_complete_index() -> None:
    ProposalFactory(title="Transporte nocturno", summary="", body="")
    plan = [(Migration("0099_longer_titles", "consultations"), False)]
    short = Proposal._meta.get_field("title")
    long = models.CharField(max_length=200)
    long.set_attributes_from_name("title")
    long.model = Proposal
    for before, after in ((short, long), (long, short)):
        protection.step_aside(plan=plan)
        for index in (PROPOSALS, TITLES, UNREAD_PROPOSALS):
            index.step_aside(plan=plan)
        with connection.schema_editor() as editor:
            editor.alter_field(Proposal, before, after)
        Proposal.objects.update(title="Transporte de madrugada")  # as a data migration would
        for index in (PROPOSALS, TITLES, UNREAD_PROPOSALS):
            index.install()
        assert titles("madrugada") == {"Transporte de madrugada"}
        assert TITLES.near("vadrugada", Proposal.objects.all(), 1)
        ProposalFactory(title="Metro", summary="", body="")
        assert "Metro" in titles("metro")


@pytest.mark.django_db(transaction=True)
def test_flushing_empties_the_index() -> None:
    ProposalFactory(title="Transporte nocturno", summary="", body="")
    call_command("flush", interactive=False, inhibit_post_migrate=True)
    word = " WHERE proposal_search MATCH 'transporte'" if connection.vendor == "sqlite" else ""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM proposal_search{word}")  # noqa: S608
        assert cursor.fetchone() == (0,)

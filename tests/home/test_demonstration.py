"""The demonstration is rich, consistent and loaded once."""

from collections import Counter
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.db.models import Count
from PIL import Image
from wagtail.models import Page

from ciudad_global.agenda.models import City, Network
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from consultations import permissions
from consultations.models import (
    Attachment,
    Comment,
    Commitment,
    Consultation,
    Gathering,
    PaperForm,
    Proposal,
    Response,
    Vote,
)
from consultations.reports import mine
from dialogues.models import DialoguePage, Minutes, PracticePage, SessionPage
from home.demonstration import pictures, texts
from home.models import HomePage, RulesPage, StandardPage

CONSULTATIONS = ("care", "climate", "mobility")


def load() -> str:
    said = StringIO()
    call_command("load_demonstration", stdout=said)
    return said.getvalue()


@pytest.fixture
def plain_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing takes seconds and has tests of its own."""
    dot = BytesIO()
    Image.new("RGB", (16, 9)).save(dot, "PNG")
    monkeypatch.setattr(pictures, "png", lambda name: dot.getvalue())


def sizes() -> dict[str, int]:
    models = (User, Page, Consultation, Proposal, Comment, Vote, Response, Case)
    return {model.__name__: model.objects.count() for model in models}


@pytest.mark.django_db
@pytest.mark.usefixtures("plain_pictures")
def test_it_loads_once_and_keeps_what_it_promises() -> None:
    load()
    before = sizes()
    assert "already" in load()
    assert sizes() == before

    assert User.objects.filter(groups=None).count() >= 400
    assert User.objects.filter(groups=None, alcaldia=None).count() < 60
    assert User.objects.filter(alcaldia__isnull=False).values("alcaldia").distinct().count() == 16
    assert Proposal.objects.published().count() >= 60
    assert Comment.objects.published().count() >= 250
    kinds = Counter(Attachment.objects.values_list("kind", flat=True))
    assert kinds == {"image": 3, "document": 2}
    assert DialoguePage.objects.live().count() == 2 * 3
    assert SessionPage.objects.live().count() == 2 * 10
    assert StandardPage.objects.live().count() == 2 * 5
    assert RulesPage.objects.live().count() == 2
    assert PracticePage.objects.live().count() >= 2 * 6
    assert Minutes.objects.filter(state="final").count() >= 6
    assert Commitment.objects.exclude(agreement=None).exists()
    assert City.objects.abroad().count() >= 15
    assert Network.objects.count() >= 6
    assert Proposal.objects.published().exclude(practices=None).exists()
    assert 8 <= Case.objects.waiting().count() <= 14
    assert Comment.objects.get(state=State.HELD).case.decisions.get().rule == "personal_data"
    roles = User.objects.exclude(groups=None).values_list("groups__name", flat=True)
    assert Counter(roles) == Counter(
        ["editor", "publisher", "moderator", "official", "auditor", "administrator"]
    )
    _the_counters_are_right()
    _each_consultation_is_at_its_stage()
    _the_resident_sees_their_own_votes()
    _commitments_stand_where_their_latest_update_says()
    _tables_and_paper_have_something_to_show()
    _pages_are_translated()


def _the_counters_are_right() -> None:
    call_command("recount", stdout=StringIO())
    for case in Case.objects.annotate(rows=Count("flags")):
        assert case.flags_count == case.rows


def _each_consultation_is_at_its_stage() -> None:
    allowed = {}
    for consultation in Consultation.objects.all():
        allowed[consultation.slug] = [
            what
            for what in (permissions.PROPOSE, permissions.COMMENT, permissions.VOTE)
            if permissions.open_now(consultation, what)
        ]
    assert allowed == {
        "informe-local-voluntario": [],
        "hospitalidad": [permissions.PROPOSE, permissions.COMMENT],
        "calor-lluvia-y-agua": [permissions.COMMENT, permissions.VOTE],
        "cuidados": [],
    }
    care = Consultation.objects.get(slug="cuidados")
    assert care.is_closed
    assert Response.objects.published().filter(proposal__consultation=care).count() == 13


def _the_resident_sees_their_own_votes() -> None:
    resident = User.objects.get(email="residente@demo.ciudadglobal.example")
    assert resident.is_verified
    for slug in ("cuidados", "calor-lluvia-y-agua"):
        consultation = Consultation.objects.get(slug=slug)
        own = mine.votes(resident, consultation, consultation.proposals.all())
        assert len(own) >= 9
    states = sorted(resident.proposals.values_list("state", flat=True))
    assert states == [State.PENDING, State.PUBLISHED, State.PUBLISHED]


def _commitments_stand_where_their_latest_update_says() -> None:
    commitments = Commitment.objects.published()
    assert commitments.count() >= 15
    assert any(commitment.is_late for commitment in commitments)
    assert set(commitments.values_list("status", flat=True)) >= {"planned", "under_way", "done"}
    for commitment in commitments:
        assert commitment.proposals.exists() or commitment.agreement
        assert commitment.goals.exists()
        latest = commitment.updates.published().order_by("-published_at").first()
        stands = (latest.status, latest.progress) if latest else ("planned", 0)
        assert (commitment.status, commitment.progress) == stands


def _tables_and_paper_have_something_to_show() -> None:
    editor = User.objects.get(groups__name="editor")
    assert Counter(Gathering.objects.of(editor).values_list("kind", flat=True)) == {
        "table": 3,
        "paper": 1,
    }
    gathered = Proposal.objects.published().exclude(gathering=None)
    assert Counter(gathered.values_list("origin", flat=True)) == {"session": 3, "paper": 1}
    assert Comment.objects.exclude(gathering=None).count() == 4
    states = PaperForm.objects.order_by("number").values_list("state", flat=True)
    assert list(states) == ["recorded", "different", "once"]


def _pages_are_translated() -> None:
    home = HomePage.objects.get(locale__language_code="es")
    for page in home.get_descendants(inclusive=True):
        assert page.get_translations().live().count() == 1


def test_no_comment_is_used_twice() -> None:
    def bodies(comments: list[texts.CommentText]) -> list[str]:
        return [body for c in comments for body in (c.body, *bodies(c.replies))]

    written = [
        body
        for name in CONSULTATIONS
        for proposal in texts.proposals(name)
        for body in bodies(proposal.comments)
    ]
    assert [body for body, times in Counter(written).items() if times > 1] == []


def test_proposals_keep_the_limits_of_the_form() -> None:
    for name in CONSULTATIONS:
        for proposal in texts.proposals(name):
            assert 15 <= len(proposal.title) <= 150
            assert 20 <= len(proposal.summary) <= 300
            assert proposal.body


def test_a_picture_is_the_same_each_time_and_says_what_it_shows() -> None:
    first = pictures.png("papel-picado")
    assert first == pictures.png("papel-picado")
    assert Image.open(BytesIO(first)).size == (1600, 900)
    for picture in pictures.PICTURES.values():
        assert picture.alt_es
        assert picture.alt_en

"""Adding images and documents, describing them, taking them away."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import timezone

from ciudad_global.common.permissions import Refused
from ciudad_global.common.uploads import Infected
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import State
from consultations.actions import attachment as actions
from consultations.models import Attachment, Proposal
from consultations.permissions.editing import VERSIONS_LIMIT
from tests.factories import (
    AttachmentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ProposalVersionFactory,
    ResidentFactory,
    UserFactory,
    in_role,
)
from tests.factories.files import document, picture
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def proposal() -> Proposal:
    return ProposalFactory(state="pending")


def add(proposal: Proposal, data: bytes | None = None, **fields: object) -> Attachment:
    wanted = {"by": proposal.author, "kind": "image", "text": "Una esquina"} | fields
    return actions.add(
        proposal=proposal, file=BytesIO(picture() if data is None else data), **wanted
    )


def test_it_works(proposal, storage, stored) -> None:
    image = add(proposal, picture((900, 600)), text=f"Una esquina {HOSTILE}\0")
    paper = add(proposal, document(), kind="document", text="Un estudio")
    assert (image.kind, image.position, image.width, image.height) == ("image", 1, 900, 600)
    assert image.text == f"Una esquina {HOSTILE}"
    assert image.size == storage.size(image.file.name)
    assert (paper.kind, paper.position, paper.width) == ("document", 1, None)
    assert stored() == sorted([*image.names, *paper.names])
    assert len(stored()) == 3
    assert storage.open(paper.file.name).read(5) == b"%PDF-"


def test_nothing_of_the_sent_name_or_the_sent_bytes_is_kept(proposal, storage, stored) -> None:
    file = BytesIO(picture() + b"<script>")
    file.name = "../../malo.php"
    image = actions.add(by=proposal.author, proposal=proposal, kind="image", text="a", file=file)
    assert "malo" not in image.file.name
    assert b"script" not in storage.open(image.file.name).read()
    # 24 random bytes are 32 letters.
    assert len(image.file.name) == len("proposals/.webp") + 32


def test_a_fourth_of_a_kind_is_refused_and_leaves_nothing(proposal, storage, stored) -> None:
    for position in (1, 2, 3):
        AttachmentFactory(proposal=proposal, position=position)
    before = stored()
    with pytest.raises(Refused, match="Ya tiene 3 imágenes: quita una para poner otra"):
        add(proposal)
    assert stored() == before
    assert add(proposal, document(), kind="document").position == 1


def test_a_free_place_is_used_again(proposal, storage) -> None:
    for position in (1, 3):
        AttachmentFactory(proposal=proposal, position=position)
    assert add(proposal).position == 2


def test_what_is_sent_twice_is_added_once(proposal, storage, stored) -> None:
    assert add(proposal) == add(proposal)
    assert Attachment.objects.count() == 1
    assert len(stored()) == 2


@pytest.mark.parametrize(
    ("data", "kind", "sentence"),
    [
        (b"<html>", "image", "no es una imagen que podamos abrir"),
        (document(), "image", "no es una imagen que podamos abrir"),
        (picture(), "document", "no es un PDF"),
        (document()[:300], "document", "parece dañado"),
        (b"0" * (actions.SIZE_LIMIT + 1), "image", "pesa más de 5 MB"),
    ],
)
def test_a_bad_file_says_what_to_do_and_leaves_nothing(
    proposal, storage, stored, data, kind, sentence
) -> None:
    with pytest.raises(actions.BadFile, match=sentence):
        add(proposal, data, kind=kind)
    assert Attachment.objects.count() == 0
    assert stored() == []


def test_every_reason_has_its_sentence() -> None:
    assert set(actions.SENTENCES) == set(actions.Why)


def test_a_row_that_cannot_be_written_leaves_no_file(
    proposal, storage, stored, monkeypatch
) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(Attachment, "save", broken)
    with pytest.raises(DatabaseError):
        add(proposal)
    assert stored() == []


def test_who_lost_the_right_meanwhile_leaves_no_file(
    proposal, storage, stored, monkeypatch
) -> None:
    def remake(kind: str, data: bytes) -> object:
        Proposal.objects.update(state=State.REJECTED)
        return remade(kind, data)

    remade = actions.remake
    monkeypatch.setattr(actions, "remake", remake)
    with pytest.raises(Refused, match="ya no se puede editar"):
        add(proposal)
    assert stored() == []


# Who may, when.


def jobs(proposal: Proposal, by: object = None) -> list[Callable[[], object]]:
    """Return the three things to do with a proposal's files."""
    by = by or proposal.author
    image = AttachmentFactory(proposal=proposal)
    return [
        lambda: add(proposal, by=by),
        lambda: actions.describe(by=by, attachment=image, text="Otra"),
        lambda: actions.remove(by=by, attachment=image),
    ]


@pytest.mark.parametrize("state", ["draft", "pending", "published"])
def test_files_change_while_the_text_may(state: str, storage) -> None:
    proposal = ProposalFactory(state=state)
    for job in jobs(proposal):
        job()
    assert [found.text for found in proposal.attachments.all()] == ["Una esquina"]


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        ("held", "Está retenida mientras se revisa"),
        *((state, "ya no se puede editar") for state in ("rejected", "removed", "withdrawn")),
        *((state, "ya no se puede editar") for state in ("merged", "erased")),
    ],
)
def test_files_stay_where_the_text_does(state: str, sentence: str, storage) -> None:
    adding, describing, removing = jobs(ProposalFactory(state=state))
    # A merged proposal is still read, so what it shows can go.
    for job in (adding, describing, *([removing] if state != "merged" else [])):
        with pytest.raises(Refused, match=sentence):
            job()


@pytest.mark.parametrize(
    "fields",
    [{"agree_count": 1}, {"published_at": timezone.now() - timedelta(minutes=31)}],
    ids=["voted", "late"],
)
def test_files_stay_what_people_voted_on(fields, storage) -> None:
    adding, describing, _removing = jobs(ProposalFactory(**fields))
    for job in (adding, describing):
        with pytest.raises(Refused, match="se quedan como están"):
            job()


@pytest.mark.parametrize("state", ["draft", "pending", "published"])
def test_files_stay_when_the_time_is_over(state: str, storage) -> None:
    proposal = ProposalFactory(state=state)
    proposal.consultation.phases.update(ends_at=timezone.now())
    adding, describing, _removing = jobs(proposal)
    for job in (adding, describing):
        with pytest.raises(Refused, match=r"El plazo para proponer|Las propuestas se editan"):
            job()


@pytest.mark.parametrize(
    "fields",
    [
        {"agree_count": 1},
        {"published_at": timezone.now() - timedelta(minutes=31)},
        {"state": "merged", "agree_count": 1},
    ],
    ids=["voted", "late", "merged"],
)
@pytest.mark.parametrize("is_open", [True, False])
def test_what_shows_too_much_can_go_and_leaves_a_version(fields, is_open, storage) -> None:
    proposal = ProposalFactory(**fields)
    image = AttachmentFactory(proposal=proposal, text="Mi casa")
    if not is_open:
        proposal.consultation.phases.update(ends_at=timezone.now())
    for _twice in range(2):
        actions.remove(by=proposal.author, attachment=image)
    version = proposal.versions.get()
    assert (version.taken_away, version.title, version.body) == (
        "image",
        proposal.title,
        proposal.body,
    )
    proposal.refresh_from_db()
    assert proposal.edited_at == version.replaced_at
    assert not proposal.attachments.exists()


def test_what_nobody_voted_on_yet_goes_without_a_trace(storage) -> None:
    proposal = ProposalFactory()
    actions.remove(by=proposal.author, attachment=AttachmentFactory(proposal=proposal))
    assert (proposal.attachments.count(), proposal.versions.count()) == (0, 0)


def test_a_text_that_changed_too_often_does_not_keep_its_files(storage) -> None:
    proposal = ProposalFactory(agree_count=1)
    ProposalVersionFactory.create_batch(VERSIONS_LIMIT, proposal=proposal)
    actions.remove(by=proposal.author, attachment=AttachmentFactory(proposal=proposal))
    assert proposal.versions.filter(taken_away="image").count() == 1


@pytest.mark.parametrize("number", range(3))
@pytest.mark.parametrize("review", ["before", "after"])
def test_what_was_reviewed_is_looked_at_again(number: int, review: str, storage) -> None:
    proposal = ProposalFactory(consultation__proposals_review=review)
    jobs(proposal)[number]()
    waiting = Case.objects.waiting().filter(proposal=proposal, cause="edit")
    assert waiting.exists() == (review == "before")


@pytest.mark.parametrize("number", range(3))
def test_a_draft_makes_no_case(number: int, storage) -> None:
    jobs(ProposalFactory(state="draft"))[number]()
    assert Case.objects.count() == 0


@pytest.mark.parametrize("number", range(3))
def test_nobody_publishes_files_that_they_have_not_seen(number: int, storage) -> None:
    moderator = ModeratorFactory()
    proposal = ProposalFactory(
        state="draft", consultation=ConsultationFactory(moderators=[moderator])
    )
    moderation.ask_review(content=proposal)
    change = jobs(proposal)[number]
    seen = proposal.case.seen_as()
    change()
    with pytest.raises(Refused, match="La persona lo cambió hace un momento"):
        moderation.decide(by=moderator, case=proposal.case, outcome="published", seen=seen)
    seen = Case.objects.get().seen_as()
    moderation.decide(by=moderator, case=proposal.case, outcome="published", seen=seen)


@pytest.mark.parametrize("state", ["draft", "pending", "published"])
def test_nobody_else_changes_them(state: str, storage) -> None:
    for other in (ResidentFactory(), in_role("moderator"), in_role("administrator")):
        proposal = ProposalFactory(state=state)
        for job in jobs(proposal, by=other):
            with pytest.raises(Refused, match="Solo quien la escribió"):
                job()
        assert proposal.attachments.count() == 1


@pytest.mark.parametrize("state", ["draft", "pending"])
def test_an_unconfirmed_account_adds_none(state: str, storage) -> None:
    proposal = ProposalFactory(state=state, author=UserFactory())
    with pytest.raises(Refused, match="Confirma tu correo"):
        add(proposal)


# Describing, removing, erasing.


def test_the_description_changes(proposal, storage) -> None:
    image = AttachmentFactory(proposal=proposal)
    actions.describe(by=proposal.author, attachment=image, text=" Otra\r\nesquina ")
    image.refresh_from_db()
    assert image.text == "Otra\nesquina"


def test_what_is_removed_is_gone_once_the_transaction_is_done(
    proposal, storage, stored, django_capture_on_commit_callbacks
) -> None:
    image = AttachmentFactory(proposal=proposal)
    other = AttachmentFactory(proposal=proposal, position=2)
    with django_capture_on_commit_callbacks(execute=True):
        actions.remove(by=proposal.author, attachment=image)
        assert len(stored()) == 4
    assert stored() == sorted(other.names)
    assert list(proposal.attachments.all()) == [other]


@pytest.mark.parametrize("end", ["erased", "deleted"])
def test_a_proposal_that_ends_takes_its_files_along(
    storage, stored, django_capture_on_commit_callbacks, end
) -> None:
    proposal = ProposalFactory(state="draft")
    AttachmentFactory(proposal=proposal)
    AttachmentFactory(proposal=proposal, kind="document")
    with django_capture_on_commit_callbacks(execute=True):
        if end == "erased":
            proposal.move_to(State.ERASED)
        else:
            proposal.delete()
    assert Attachment.objects.count() == 0
    assert stored() == []


def test_files_that_nobody_knows_are_swept_away_after_a_day(
    proposal, storage, stored, monkeypatch
) -> None:
    kept = AttachmentFactory(proposal=proposal)
    AttachmentFactory(proposal=proposal, position=2)
    Attachment.objects.filter(position=2).delete()  # and no commit: its files are still there
    assert len(stored()) == 4
    call_command("remove_orphan_files", stdout=StringIO())
    assert len(stored()) == 4
    monkeypatch.setattr(actions, "GRACE", timedelta())
    said = StringIO()
    call_command("remove_orphan_files", stdout=said)
    assert said.getvalue() == "2 archivos sin propuesta borrados.\n"
    assert stored() == sorted(kept.names)


def test_sweeping_an_empty_storage_finds_nothing(storage) -> None:
    assert actions.remove_orphans() == 0


def test_who_sends_one_file_after_the_other_waits(proposal, storage, monkeypatch) -> None:
    monkeypatch.setattr(actions, "HOURLY_LIMIT", 2)
    for _turn in range(2):
        with pytest.raises(actions.BadFile):
            add(proposal, b"<html>")
    with pytest.raises(actions.TooMany, match="espera una hora"):
        add(proposal)
    other = ProposalFactory(state="pending")
    assert add(other)


# The virus scanner.


def finds_something(file: BytesIO) -> None:
    assert file.read() == picture()
    raise Infected


def finds_nothing(file: BytesIO) -> None:
    assert file.read() == picture()


def is_broken(file: BytesIO) -> None:
    raise ConnectionError("nobody answers")


def hook(name: str) -> str:
    return f"{__name__}.{name}"


def test_a_clean_file_passes_the_scanner(proposal, storage, settings) -> None:
    settings.UPLOAD_SCAN = hook("finds_nothing")
    add(proposal)
    assert Attachment.objects.count() == 1


def test_an_infected_file_is_refused(proposal, storage, stored, settings) -> None:
    settings.UPLOAD_SCAN = hook("finds_something")
    with pytest.raises(actions.BadFile, match="El antivirus encontró algo peligroso"):
        add(proposal)
    assert stored() == []


@pytest.mark.parametrize("name", ["is_broken", "does_not_exist"])
def test_without_an_answer_of_the_scanner_nothing_is_taken(
    proposal, storage, stored, settings, caplog, name
) -> None:
    settings.UPLOAD_SCAN = hook(name)
    with pytest.raises(actions.CannotScan, match="inténtalo más tarde"):
        add(proposal)
    assert stored() == []
    assert "UPLOAD_SCAN failed" in caplog.text

"""No fourth file, no forgotten file, however many requests come at the same time."""

from io import BytesIO

import pytest

from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.models import Case
from consultations.actions import attachment, proposal
from consultations.models import Attachment
from tests.consultations.test_concurrency import at_once
from tests.factories import (
    AttachmentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
)
from tests.factories.files import document, picture

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("kind", ["image", "document"])
def test_of_two_files_at_once_one_takes_the_last_place(kind: str, storage, stored) -> None:
    mine = ProposalFactory(state="pending")
    for position in (1, 2):
        AttachmentFactory(proposal=mine, kind=kind, position=position)
    before = len(stored())
    data = picture() if kind == "image" else document()
    answers = at_once(
        lambda text=text: attachment.add(
            by=mine.author, proposal=mine, kind=kind, text=text, file=BytesIO(data)
        )
        for text in ("Una", "Otra", "La misma", "La misma")
    )
    assert mine.attachments.filter(kind=kind).count() == 3
    kept = {answer for answer in answers if isinstance(answer, Attachment)}
    assert len(kept) == 1
    assert all(answer.startswith("Ya tiene 3") for answer in answers if isinstance(answer, str))
    assert len(stored()) == before + len(kept.pop().names)


def test_a_file_and_the_withdrawal_of_its_proposal_do_not_pass_each_other(storage) -> None:
    mine = ProposalFactory(state="pending")
    answers = at_once(
        [
            lambda: attachment.add(
                by=mine.author, proposal=mine, kind="image", text="a", file=BytesIO(picture())
            ),
            lambda: proposal.withdraw(by=mine.author, proposal=mine),
        ]
    )
    mine.refresh_from_db()
    assert mine.state == "withdrawn"
    assert mine.attachments.count() == isinstance(answers[0], Attachment)


@pytest.mark.parametrize("turn", range(3))
def test_no_file_slips_past_a_moderator_who_decides(turn: int, storage) -> None:
    moderator = ModeratorFactory()
    mine = ProposalFactory(state="draft", consultation=ConsultationFactory(moderators=[moderator]))
    moderation.ask_review(content=mine)
    case = Case.objects.get()
    seen = case.seen_as()
    added, decided = at_once(
        [
            lambda: attachment.add(
                by=mine.author, proposal=mine, kind="image", text="a", file=BytesIO(picture())
            ),
            lambda: moderation.decide(by=moderator, case=case, outcome="published", seen=seen),
        ]
    )
    mine.refresh_from_db()
    case.refresh_from_db()
    assert isinstance(added, Attachment)
    # Either the decision came first, and the file opens the case again; or it was refused.
    assert case.waiting_since is not None
    assert mine.is_published == (case.cause == "edit") == (not isinstance(decided, str))

"""Covering personal data; closing a thread."""

import pytest

from ciudad_global.common.permissions import Refused
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation import log
from ciudad_global.moderation.models import Case, Decision
from ciudad_global.moderation.states import Outcome, State
from ciudad_global.notifications.models import Mail, Notice
from consultations.actions import comment as comments
from consultations.actions import measure
from consultations.models import Comment, Proposal
from consultations.search_index import PROPOSALS
from consultations.similarity import similar
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ProposalVersionFactory,
    ResidentFactory,
)

pytestmark = pytest.mark.django_db
PHONE = "55 1234 5678"


@pytest.fixture
def moderator():
    return ModeratorFactory()


@pytest.fixture
def proposal(moderator) -> Proposal:
    return ProposalFactory(
        consultation=ConsultationFactory(moderators=[moderator]),
        title="Llama a Xicoténcatl",
        summary=f"Marca {PHONE}",
        body=f"Xicoténcatl, **{PHONE}**.",
    )


def case_of(content) -> Case:
    name = content._meta.model_name
    consultation = content.consultation if name == "proposal" else content.proposal.consultation
    made, _new = Case.objects.get_or_create(
        **{name: content}, defaults={"consultation": consultation, "cause": Case.Cause.FLAG}
    )
    return made


def mask(moderator, content, *passages, **words) -> None:
    case = case_of(content)
    measure.mask(by=moderator, case=case, passages=passages, seen=case.seen_as(), **words)


def lock(moderator, proposal) -> None:
    case = case_of(proposal)
    seen = case.seen_as()
    measure.lock_thread(
        by=moderator, case=case, seen=seen, reason="offensive", text="Hay insultos."
    )


@pytest.mark.parametrize(
    "state", [State.PENDING, State.PUBLISHED, State.HELD, State.REJECTED, State.MERGED]
)
def test_it_disappears_from_text_html_and_versions(moderator, proposal, state) -> None:
    Proposal.objects.filter(pk=proposal.pk).update(state=state)
    proposal.refresh_from_db()
    version = ProposalVersionFactory(proposal=proposal, title="Xicoténcatl", body=PHONE)
    before = proposal.fingerprint()
    mask(moderator, proposal, "Xicoténcatl", PHONE)
    proposal.refresh_from_db()
    version.refresh_from_db()
    assert (proposal.title, proposal.summary, proposal.body) == (
        "Llama a [dato personal]",
        "Marca [dato personal]",
        "[dato personal], **[dato personal]**.",
    )
    assert proposal.body_html == ("<p>[dato personal], <strong>[dato personal]</strong>.</p>\n")
    assert (version.title, version.body) == ("[dato personal]", "[dato personal]")
    assert PHONE not in version.body_html
    assert proposal.masked_at is not None
    assert (proposal.state, proposal.fingerprint() != before) == (state, True)


def test_the_log_and_the_notice_keep_none_of_it(moderator, proposal) -> None:
    mask(moderator, proposal, "Xicoténcatl", PHONE)
    decision = Decision.objects.get()
    assert (decision.outcome, decision.reason) == (Outcome.MASKED, "personal_data")
    notice, mail = Notice.objects.get(), Mail.objects.get()
    assert notice.kind == "content_masked"
    said = f"{decision.text}{decision.note}{notice.facts}{mail.text}{mail.html}{mail.subject}"
    assert "Xicoténcatl" not in said
    assert PHONE not in said
    assert log.first_break() == ""
    with pytest.raises(Refused, match="No copies los datos"):
        mask(moderator, proposal, "Llama", text="Decía Llama.")


def test_searches_find_it_no_more(moderator, proposal) -> None:
    everything = Proposal.objects.published()
    assert PROPOSALS.best("Xicoténcatl", everything, limit=5) == [proposal.pk]
    assert similar(proposal.consultation, "Xicoténcatl") == [proposal]
    mask(moderator, proposal, "Xicoténcatl")
    assert PROPOSALS.best("Xicoténcatl", everything, limit=5) == []
    assert similar(proposal.consultation, "Xicoténcatl") == []


def test_a_comment_is_covered_in_its_language(moderator, proposal) -> None:
    comment = CommentFactory(proposal=proposal, body=f"Call {PHONE}", language="en")
    mask(moderator, comment, PHONE)
    comment.refresh_from_db()
    assert (comment.body, comment.body_html) == (
        "Call [personal data]",
        "<p>Call [personal data]</p>\n",
    )


@pytest.mark.parametrize(
    ("passage", "why"),
    [("Moctezuma", "no está en el texto"), ("a", "al menos 3"), ("", "Escribe qué se tapa")],
)
def test_what_cannot_be_covered_is_said(moderator, proposal, passage, why) -> None:
    with pytest.raises(Refused, match=why):
        mask(moderator, proposal, *filter(None, [passage]))
    assert Proposal.objects.get().masked_at is None


def test_a_title_that_would_not_fit_is_refused(moderator, proposal) -> None:
    Proposal.objects.update(title="Ana " * 30)
    with pytest.raises(Refused, match="quedaría muy largo"):
        mask(moderator, Proposal.objects.get(), "Ana")


def test_the_case_waits_on_and_the_slower_of_two_is_told(moderator, proposal) -> None:
    moderation.flag(by=ResidentFactory(), content=proposal, reason="personal_data")
    case = Case.objects.get()
    seen = case.seen_as()
    measure.mask(by=moderator, case=case, passages=[PHONE], seen=seen)
    case.refresh_from_db()
    assert case.waiting_since is not None
    with pytest.raises(Refused, match="Ya lo decidió"):
        measure.mask(by=moderator, case=case, passages=["Xicoténcatl"], seen=seen)


def test_a_closed_thread_lets_nobody_in_and_says_why(moderator, proposal) -> None:
    first = CommentFactory(proposal=proposal)
    lock(moderator, proposal)
    person = ResidentFactory()
    for parent in (None, first):
        with pytest.raises(Refused, match=r"Moderación cerró los comentarios el .* insulta"):
            comments.write(by=person, proposal=proposal, body="Hola", parent=parent)
    first.refresh_from_db()
    assert (Comment.objects.count(), first.replies_count) == (1, 0)
    case = case_of(proposal)
    proposal.refresh_from_db()
    measure.unlock_thread(
        by=moderator, case=case, seen=case_of(proposal).seen_as(), reason="other", text="Calma."
    )
    comments.write(by=person, proposal=proposal, body="Hola")
    assert list(Decision.objects.order_by("pk").values_list("outcome", flat=True)) == [
        Outcome.LOCKED,
        Outcome.UNLOCKED,
    ]


def test_only_published_threads_are_closed_and_once(moderator, proposal) -> None:
    lock(moderator, proposal)
    with pytest.raises(Refused, match="Ya está así"):
        lock(moderator, proposal)
    hidden = ProposalFactory(consultation=proposal.consultation, state=State.PENDING)
    with pytest.raises(Refused, match="Solo se cierran"):
        lock(moderator, hidden)

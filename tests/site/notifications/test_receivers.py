"""What an author hears of a decision, and what nobody hears of."""

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from ciudad_global.moderation import actions, deadlines
from ciudad_global.moderation.actions.decision import decide_locked
from ciudad_global.moderation.models import Case
from ciudad_global.moderation.states import State
from ciudad_global.notifications.models import Mail, Notice
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
    decide,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator() -> object:
    return ModeratorFactory()


def waiting(moderator, factory=ProposalFactory, **fields) -> Case:
    consultation = ConsultationFactory(moderators=[moderator])
    if factory is CommentFactory:
        content = factory(
            proposal=ProposalFactory(consultation=consultation), state=State.DRAFT, **fields
        )
    else:
        content = factory(consultation=consultation, state=State.DRAFT, **fields)
    actions.ask_review(content=content)
    return content.case


def test_it_works(moderator) -> None:
    case = waiting(moderator, title="Rampas en Pantitlán")
    decision = decide(
        by=moderator, case=case, outcome="rejected", reason="spam", text="Vende algo."
    )
    notice, mail = Notice.objects.get(), Mail.objects.get()
    assert (notice.user, notice.kind, notice.url) == (
        case.content.author,
        "content_rejected",
        f"/es/decisiones/{decision.pk}/",
    )
    until = deadlines.appeal_until(decision.created_at)
    assert notice.facts == {
        "what": "proposal",
        "passage": "Rampas en Pantitlán",
        "reason": "publicidad o mensajes repetidos",
        "rule": "",
        "explanation": "Vende algo.",
        "automatic": False,
        "published": False,
        "masked": False,
        "appeal": f"/es/decisiones/{decision.pk}/",
        "appeal_until": date_format(timezone.localtime(until), "DATE_FORMAT"),
    }
    assert (mail.to, mail.subject) == (case.content.author.email, "No publicamos tu propuesta")
    for words in (
        "«Rampas en Pantitlán»",
        "publicidad o mensajes repetidos",
        "Vende algo.",
        "Nadie más puede leer lo que escribiste.",
        "Qué puedes hacer:",
        f"http://localhost:8000/es/decisiones/{decision.pk}/",
    ):
        assert words in mail.text


@pytest.mark.parametrize(
    ("factory", "outcome", "subject"),
    [
        (ProposalFactory, "published", "Tu propuesta ya está publicada"),
        (CommentFactory, "published", "Tu comentario ya está publicado"),
        (ProposalFactory, "held", "Retuvimos tu propuesta mientras la revisamos"),
        (CommentFactory, "held", "Retuvimos tu comentario mientras lo revisamos"),
        (CommentFactory, "rejected", "No publicamos tu comentario"),
    ],
)
def test_what_waited_is_answered(moderator, factory, outcome, subject) -> None:
    case = waiting(moderator, factory)
    decide(by=moderator, case=case, outcome=outcome, reason="other", text="Porque sí.")
    assert Mail.objects.get().subject == subject


@pytest.mark.parametrize(
    ("factory", "subject"),
    [
        (ProposalFactory, "Retiramos tu propuesta del sitio"),
        (CommentFactory, "Retiramos tu comentario del sitio"),
    ],
)
def test_a_removal_is_explained(moderator, factory, subject) -> None:
    case = waiting(moderator, factory)
    decide(by=moderator, case=case, outcome="published")
    case.content.refresh_from_db()
    actions.flag(by=ResidentFactory(), content=case.content, reason="offensive")
    decide(by=moderator, case=case, outcome="removed", reason="offensive", text="Insulta.")
    assert Mail.objects.order_by("pk").last().subject == subject


def test_a_publication_leads_to_what_was_published(moderator) -> None:
    case = waiting(moderator)
    decide(by=moderator, case=case, outcome="published")
    assert Notice.objects.get().url == case.content.get_absolute_url()


def test_nobody_hears_of_reports_that_changed_nothing(moderator) -> None:
    proposal = ProposalFactory(consultation=ConsultationFactory(moderators=[moderator]))
    actions.flag(by=ResidentFactory(), content=proposal, reason="spam")
    decide(by=moderator, case=proposal.case, outcome="published")
    assert (Notice.objects.count(), Mail.objects.count()) == (0, 0)


def test_what_nobody_signs_any_more_is_decided_in_silence(moderator) -> None:
    case = waiting(moderator, author=None)
    decide(by=moderator, case=case, outcome="published")
    assert Notice.objects.count() == 0


def test_an_author_reads_it_in_their_language(moderator) -> None:
    case = waiting(moderator, author__language="en")
    decide(by=moderator, case=case, outcome="published")
    assert Notice.objects.get().url.startswith("/en/")


def test_the_passage_is_one_short_line(moderator) -> None:
    case = waiting(moderator, CommentFactory, body="Una línea\n\nBcc: x@y.mx " + "larga " * 99)
    decide(by=moderator, case=case, outcome="published")
    passage = Notice.objects.get().facts["passage"]
    assert passage.startswith("Una línea Bcc: x@y.mx larga")
    assert len(passage) == 140


@pytest.mark.parametrize("outcome", ["published", "held", "rejected"])
def test_hostile_text_is_plain_in_the_text_and_escaped_in_the_html(moderator, outcome) -> None:
    case = waiting(moderator, title=HOSTILE)
    decide(by=moderator, case=case, outcome=outcome, reason="other", text=HOSTILE)
    mail = Mail.objects.get()
    assert mail.text.count(HOSTILE) == 2
    assert "<script>" not in mail.html
    assert "<b onmouseover" not in mail.html
    assert mail.html.count("&lt;script&gt;") == 2


def test_a_decision_that_fails_tells_nobody(moderator, monkeypatch) -> None:
    case = waiting(moderator)
    monkeypatch.setattr("ciudad_global.notifications.actions.render_to_string", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        decide(by=moderator, case=case, outcome="published")
    case.content.refresh_from_db()
    assert (case.content.state, Notice.objects.count()) == (State.PENDING, 0)


def test_a_suspended_author_learns_why_as_well(moderator) -> None:
    case = waiting(moderator, author=ResidentFactory(is_active=False))
    decide(by=moderator, case=case, outcome="rejected", reason="spam", text="Vende algo.")
    assert Mail.objects.get().to == case.content.author.email


def test_what_a_rule_held_is_told_at_once_and_can_be_appealed(moderator) -> None:
    case = waiting(moderator, CommentFactory)
    decision = decide_locked(
        by=None,
        case=case,
        content=case.content,
        outcome="held",
        rule="link_spam",
        reason="spam",
        text="Lleva un enlace que se repite.",
    )
    mail = Mail.objects.get()
    assert (mail.subject, mail.not_before) == (
        "Retuvimos tu comentario mientras lo revisamos",
        None,
    )
    assert "Quién decidió: una regla automática." in mail.text
    assert f"/es/decisiones/{decision.pk}/" in mail.text
    appeal = actions.file_appeal(by=case.content.author, decision=decision, text="Es mi página.")
    actions.answer_appeal(by=moderator, appeal=appeal, outcome="reversed", text="Sí, lo es.")
    case.content.refresh_from_db()
    assert case.content.state == State.PUBLISHED

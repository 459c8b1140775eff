"""The page that says what came out."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale

from ciudad_global.moderation.states import State
from consultations.models import Consultation, Response, Snapshot, SummaryPage
from tests.factories import ConsultationFactory, PhaseFactory, ProposalFactory, in_role
from tests.factories.hostile import HOSTILE
from tests.factories.pages import consultation_page, summary_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultation():
    return ConsultationFactory(state=Consultation.State.CLOSED, closed_at=timezone.now())


@pytest.fixture
def proposal(consultation):
    return ProposalFactory(
        consultation=consultation, agree_count=1234, pass_count=5, disagree_count=67
    )


def text(client, page) -> str:
    response = client.get(page.get_url())
    assert response.status_code == 200
    assert not response.cookies
    return response.content.decode()


def test_it_works(client, consultation, proposal) -> None:
    html = text(client, summary_page(consultation))
    assert "Quienes participaron" in html
    assert html.count(reverse("consultations:proposal", args=[proposal.pk, "x"])[:-2]) >= 1
    assert Snapshot.objects.get().sha256 in html
    assert HOSTILE not in html


def test_it_can_be_passed_on_and_printed(client, consultation, proposal) -> None:
    page = summary_page(consultation)
    html = text(client, page)
    assert f'<meta property="og:url" content="http://testserver{page.url}">' in html
    assert f'src="{reverse("consultations:summary_qr", args=[consultation.slug])}"' in html
    assert "https://wa.me/?text=" in html


def test_later_votes_do_not_change_it(client, consultation, proposal) -> None:
    page = summary_page(consultation)
    before = text(client, page)
    type(proposal).objects.update(agree_count=9_999)
    assert text(client, page) == before


def test_publishing_again_keeps_the_snapshot(consultation, proposal) -> None:
    page = summary_page(consultation)
    type(proposal).objects.update(agree_count=9_999)
    page.introduction = "Otra vez"
    page.save_revision().publish()
    page.refresh_from_db()
    assert page.introduction == "Otra vez"
    assert Snapshot.objects.get() == page.snapshot


def test_a_translation_shows_the_same_snapshot(consultation, proposal) -> None:
    page = summary_page(consultation)
    english = Locale.objects.get(language_code="en")
    page.get_parent().specific.copy_for_translation(english)
    assert page.copy_for_translation(english).snapshot == Snapshot.objects.get()


def test_a_copy_below_another_consultation_counts_that_one(consultation, proposal) -> None:
    other = consultation_page(ConsultationFactory(state=Consultation.State.CLOSED))
    copy = summary_page(consultation).copy(to=other)
    assert copy.specific.snapshot.consultation == other.consultation


def test_a_text_that_was_withdrawn_is_not_shown_but_its_votes_are(
    client, consultation, proposal
) -> None:
    page = summary_page(consultation)
    type(proposal).objects.update(state=State.WITHDRAWN)
    html = text(client, page)
    assert "Propuesta que ya no se publica" in html
    assert "Propuesta número" not in html


def test_tampered_figures_show(client, consultation, proposal) -> None:
    page = summary_page(consultation)
    tampered = Snapshot.objects.create(
        consultation=consultation, figures=page.snapshot.figures, sha256="0" * 64
    )
    SummaryPage.objects.update(snapshot=tampered)
    assert "no coinciden con su huella" in text(client, page)


@pytest.mark.parametrize(
    ("state", "ends", "may"),
    [
        (Consultation.State.CLOSED, 1, True),
        (Consultation.State.PUBLISHED, -1, True),
        (Consultation.State.PUBLISHED, 1, False),
        (Consultation.State.DRAFT, 1, False),
    ],
)
def test_only_what_is_over_gets_a_summary(client, state, ends, may) -> None:
    now = timezone.now()
    consultation = ConsultationFactory(state=state, phase=False)
    PhaseFactory(
        consultation=consultation,
        starts_at=now - timedelta(days=3),
        ends_at=now + timedelta(days=ends),
    )
    page = consultation_page(consultation)
    assert SummaryPage.can_create_at(page) is may
    client.force_login(in_role("editor"))
    url = reverse("wagtailadmin_pages:add", args=["consultations", "summarypage", page.pk])
    assert (client.get(url).status_code == 200) is may


@pytest.mark.parametrize("number", [1, 3])
def test_queries_do_not_grow(client, consultation, number, django_assert_num_queries) -> None:
    for _each in range(number):
        answered = ProposalFactory(consultation=consultation, agree_count=3)
        Response.objects.create(
            proposal=answered, status="accepted", office="SRE", published_at=timezone.now()
        )
    page = summary_page(consultation)
    client.get(page.get_url())
    with django_assert_num_queries(13):
        client.get(page.get_url())


def test_both_ballots_and_imports(client) -> None:
    consultation = ConsultationFactory(
        state=Consultation.State.CLOSED, ballot=Consultation.Ballot.SUPPORT, source="Decide Madrid"
    )
    ProposalFactory(consultation=consultation, imported_for=812, imported_against=3)
    html = text(client, summary_page(consultation))
    assert "En qué coinciden" not in html
    assert "Lo que contó la plataforma de origen" in html
    assert "Desde qué alcaldías" not in html

"""Writing phases in Wagtail: usual switches, the preview, warnings, and what stays once public."""

from datetime import timedelta

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from wagtail.admin.localization import get_available_admin_time_zones

from consultations.models import Consultation, ConsultationPage, DeadlineChange, Phase
from tests.consultations.backoffice.test_consultation import (
    form,
    phase,
    said,
    same,
    sign_in,
    typed,
    url,
)
from tests.factories import ConsultationFactory, ModeratorFactory, PhaseFactory
from tests.factories.consultation_pages import publish
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db
State = Consultation.State
DAY = timedelta(days=1)
REASON = {"reason_es": f"El sitio no respondió el lunes. {HOSTILE}"}


def errors(response) -> str:
    return str(response.context["form"].errors) + str(
        response.context["form"].formsets["phases"].errors
    )


def shown(client, data, *args) -> str:
    response = client.post(url("timeline", *args), data)
    assert response.status_code == 200
    return response.content.decode()


# The usual switches


@pytest.mark.parametrize(
    ("kind", "chosen", "kept"),
    [
        ("propose", [], ["may_propose", "may_comment"]),
        ("vote", [], ["may_comment", "may_vote"]),
        ("vote", ["may_vote"], ["may_vote"]),
        ("results", [], []),
        ("results", ["may_comment"], ["may_comment"]),
    ],
)
def test_a_kind_brings_its_switches_where_none_was_chosen(client, kind, chosen, kept) -> None:
    sign_in(client, "editor")
    switches = {"may_vote": ""} | dict.fromkeys(chosen, "on")
    client.post(url("add"), form(**phase(kind=kind, **switches)))
    assert list(Phase.objects.get().allows) == kept


def test_switches_taken_away_by_hand_stay_away(client) -> None:
    draft = ConsultationFactory(state=State.DRAFT)
    sign_in(client, "editor")
    none = {f"phases-0-{switch}": "" for switch in Phase.SWITCHES}
    client.post(url("edit", draft.pk), same(draft, **none))
    assert Phase.objects.get().allows == ()
    # Another kind is another choice.
    client.post(url("edit", draft.pk), same(draft, **none, **{"phases-0-kind": "propose"}))
    assert Phase.objects.get().allows == ("may_propose", "may_comment")


def test_saving_does_not_cut_seconds_off(client) -> None:
    consultation = ConsultationFactory()
    before = Phase.objects.get()
    sign_in(client, "publisher")
    client.post(url("edit", consultation.pk), same(consultation, title="Otro nombre"))
    consultation.refresh_from_db()
    assert consultation.title == "Otro nombre"
    after = Phase.objects.get()
    assert (after.starts_at, after.ends_at) == (before.starts_at, before.ends_at)


def test_times_are_those_of_the_city() -> None:
    assert list(get_available_admin_time_zones()) == ["America/Mexico_City"]


# Warnings and the preview


def test_what_may_surprise_is_said_after_saving(client) -> None:
    sign_in(client, "editor")
    data = form(
        **{"phases-TOTAL_FORMS": 2},
        **phase(1, kind="results", starts_at="2027-03-01 09:00", ends_at="2027-04-01 09:00"),
    )
    saved, *warned = said(client.post(url("add"), data))
    assert "se guardó como borrador" in saved
    assert any("no hay fase, del 1 de febrero de 2027 a las 18:00" in one for one in warned)
    assert Consultation.objects.count() == 1


def test_what_may_surprise_is_said_before_publishing(client) -> None:
    draft = ConsultationFactory(state=State.DRAFT, moderators=[ModeratorFactory()])
    PhaseFactory(
        consultation=draft, starts_at=timezone.now() + 5 * DAY, ends_at=timezone.now() + 6 * DAY
    )
    sign_in(client, "publisher")
    assert "no hay fase, del" in client.get(url("publish", draft.pk)).content.decode()


def test_the_preview_shows_what_would_be_saved(client) -> None:
    sign_in(client, "editor")
    html = shown(client, form(**phase(name_es=HOSTILE, may_vote="")))
    assert "Podrás comentar y votar." in html
    assert "<script>" not in html
    assert "&amp;lt;script&amp;gt;" in html  # once for the page in the frame, once in it
    assert Consultation.objects.count() == 0


def test_the_preview_warns_of_gaps_and_says_what_is_impossible(client) -> None:
    sign_in(client, "editor")
    data = form(
        **{"phases-TOTAL_FORMS": 3},
        **phase(1, starts_at="2027-03-01 09:00", ends_at="2027-04-01 09:00"),
        **phase(2, starts_at="2027-05-01 09:00", ends_at="2027-04-01 09:00"),
    )
    html = shown(client, data)
    assert "no hay fase, del 1 de febrero de 2027 a las 18:00" in html
    assert "Fase 3: La fase debe terminar después de empezar." in html
    assert html.count("phase__name") == 3  # two phases and the gap


def test_the_preview_leaves_out_what_is_taken_away_or_not_begun(client) -> None:
    draft = ConsultationFactory(state=State.DRAFT)
    sign_in(client, "editor")
    assert "phase__name" in shown(client, same(draft), draft.pk)
    assert "phase__name" not in shown(client, same(draft, **{"phases-0-DELETE": "1"}), draft.pk)
    assert "aparece aquí la línea" in shown(client, {})
    assert Phase.objects.count() == 1


def test_the_form_brings_the_preview_of_what_is_saved(client) -> None:
    draft = ConsultationFactory(state=State.DRAFT)
    sign_in(client, "editor")
    html = client.get(url("edit", draft.pk)).content.decode()
    assert url("timeline", draft.pk) in html
    assert "Puedes proponer, comentar y votar." in html
    assert url("timeline") in client.get(url("add")).content.decode()


# Once it is public


def test_a_moved_end_needs_a_reason(client) -> None:
    consultation = ConsultationFactory()
    sign_in(client, "publisher")
    later = {"phases-0-ends_at": typed(timezone.now() + 9 * DAY)}
    response = client.post(url("edit", consultation.pk), same(consultation, **later))
    assert "di por qué" in errors(response)
    client.post(url("edit", consultation.pk), same(consultation, **later, **REASON))
    kept = DeadlineChange.objects.get()
    assert kept.after == Phase.objects.get().ends_at > timezone.now() + 8 * DAY
    assert kept.reason_es.startswith("El sitio no respondió")


@pytest.mark.parametrize("reason", ["", " ", "\u202e", "a" * 301])
def test_a_reason_has_words_and_an_end(client, reason) -> None:
    consultation = ConsultationFactory()
    sign_in(client, "publisher")
    later = {"phases-0-ends_at": typed(timezone.now() + 9 * DAY), "reason_es": reason}
    client.post(url("edit", consultation.pk), same(consultation, **later))
    assert not DeadlineChange.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "inform"),
        ("starts_at", typed(timezone.now() - 5 * DAY)),
        ("ends_at", typed(timezone.now() - DAY / 2)),
        ("may_vote", ""),
    ],
    ids=["kind", "start", "end", "switch"],  # not the minute, which each worker reads for itself
)
def test_the_form_says_beside_the_field_what_stays(client, field, value) -> None:
    consultation = ConsultationFactory()
    sign_in(client, "publisher")
    data = same(consultation, **{f"phases-0-{field}": value}, **REASON)
    response = client.post(url("edit", consultation.pk), data)
    (wrong,) = response.context["form"].formsets["phases"].errors
    assert list(wrong) == [field]
    assert "ya empezó" in str(wrong)


def test_a_started_phase_is_not_taken_away(client) -> None:
    consultation = ConsultationFactory()
    sign_in(client, "publisher")
    data = same(consultation, **{"phases-0-DELETE": "1"})
    response = client.post(url("edit", consultation.pk), data)
    assert "no se quita. Para terminarla antes, mueve su fin." in errors(response)
    assert Phase.objects.count() == 1


def test_another_phase_may_be_added(client) -> None:
    consultation = ConsultationFactory()
    sign_in(client, "publisher")
    starts, ends = timezone.now() + 2 * DAY, timezone.now() + 3 * DAY
    more = phase(1, starts_at=typed(starts), ends_at=typed(ends))
    data = same(consultation, **more) | {"phases-TOTAL_FORMS": 2}
    client.post(url("edit", consultation.pk), data)
    assert Phase.objects.count() == 2


def test_what_the_action_refuses_at_the_last_moment_is_said(client, monkeypatch) -> None:
    consultation = ConsultationFactory()
    sign_in(client, "publisher")
    monkeypatch.setattr(
        "consultations.backoffice.forms.ConsultationForm._refuse_in_phases", lambda form: None
    )
    data = same(consultation, **{"phases-0-kind": "inform"})
    response = client.post(url("edit", consultation.pk), data)
    assert "esto no cambia" in errors(response)
    assert Phase.objects.get().kind == "vote"


# No other way in


@pytest.mark.parametrize("role", ["editor", "publisher", "administrator"])
def test_a_form_with_more_fields_changes_nothing_more(client, role) -> None:
    draft = ConsultationFactory(state=State.DRAFT)
    sign_in(client, role)
    more = {
        "state": "published",
        "published_at": "2026-01-01 00:00",
        "closed_at": "2026-01-01 00:00",
        "salt": "x",
        "source": "x",
    }
    before = Consultation.objects.values("state", "published_at", "closed_at", "salt", "source")
    known = before.get()
    client.post(url("edit", draft.pk), same(draft, **more))
    assert before.get() == known


@pytest.mark.parametrize(
    "name",
    ["copy", "revisions_revert", "unpublish", "lock", "unlock", "preview_on_edit", "reorder"],
)
def test_wagtails_other_ways_are_not_there(name) -> None:
    with pytest.raises(NoReverseMatch):
        url(name, 1)


@pytest.mark.parametrize("action", ["copy", "delete", "unpublish"])
def test_nor_does_the_pages_api_touch_the_public_record(client, action) -> None:
    page = publish()
    sign_in(client, "publisher")
    client.post(
        reverse("wagtailadmin_api:pages:action", args=[page.pk, action]),
        {},
        content_type="application/json",
    )
    assert ConsultationPage.objects.filter(pk=page.pk).exists()
    page.consultation.refresh_from_db()
    assert page.consultation.state == State.PUBLISHED


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_form_do_not_grow_with_phases(
    client, number, django_assert_num_queries
) -> None:
    consultation = ConsultationFactory(phase=False)
    PhaseFactory.create_batch(number, consultation=consultation)
    sign_in(client, "publisher")
    client.get(url("edit", consultation.pk))
    with django_assert_num_queries(27):
        client.get(url("edit", consultation.pk))

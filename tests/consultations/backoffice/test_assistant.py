"""Beginning a consultation on one screen."""

import html
from datetime import timedelta
from itertools import pairwise

import pytest
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from consultations.models import Consultation, ConsultationPage
from consultations.permissions import may_publish
from tests.consultations.backoffice.test_consultation import said, sign_in, typed, url
from tests.factories import ModeratorFactory, in_role

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def form(**more):
    opens_at = (timezone.now() + DAY).replace(minute=0)
    return {
        "pattern": "support",
        "question": "¿Cómo debe cuidar la ciudad a quien cuida?",
        "introduction": "Con lo que salga se escribe el programa de cuidados.",
        "opens_at": typed(opens_at),
        "closes_at": typed(opens_at + 10 * DAY),
        "themes": "Agua / Water\n\nTiempo para cuidar",
    } | more


def begun() -> ConsultationPage:
    return ConsultationPage.objects.get()


def test_it_works(client) -> None:
    moderator = ModeratorFactory()
    client.force_login(editor := in_role("editor"))
    response = client.post(url("assistant"), form(moderators=[moderator.pk]))
    page = begun()
    consultation = page.consultation
    assert response["Location"] == url("checklist", consultation.pk)
    assert (consultation.state, consultation.ballot) == ("draft", "support")
    assert (consultation.supports_limit, list(consultation.moderators.all())) == (5, [moderator])
    assert (page.live, page.owner, page.locale.language_code) == (False, editor, "es")
    assert page.title == consultation.title == "¿Cómo debe cuidar la ciudad a quien cuida?"
    assert page.slug == consultation.slug == "como-debe-cuidar-la-ciudad-a-quien-cuida"
    assert [(theme.slug, theme.name_en) for theme in consultation.themes.order_by("order")] == [
        ("agua", "Water"),
        ("tiempo-para-cuidar", ""),
    ]


def test_phases_follow_one_another_and_fill_the_time(client) -> None:
    sign_in(client, "editor")
    client.post(url("assistant"), given := form())
    phases = list(begun().consultation.phases.in_order())
    assert [phase.kind for phase in phases] == ["propose", "vote", "evaluate", "results"]
    assert [(typed(phases[0].starts_at)), typed(phases[1].ends_at)] == [
        given["opens_at"],
        given["closes_at"],
    ]
    assert phases[0].ends_at - phases[0].starts_at == 6 * DAY
    for one, other in pairwise(phases):
        assert one.ends_at == other.starts_at


@pytest.mark.parametrize(
    ("pattern", "ballot", "totals", "allows"),
    [
        ("opinion", "opinion", "live", ("may_propose", "may_comment", "may_vote")),
        ("evaluation", "opinion", "after_closing", ("may_propose", "may_comment")),
    ],
)
def test_each_pattern_brings_its_rules(client, pattern, ballot, totals, allows) -> None:
    sign_in(client, "editor")
    client.post(url("assistant"), form(pattern=pattern))
    consultation = begun().consultation
    assert (consultation.ballot, consultation.totals) == (ballot, totals)
    assert consultation.supports_limit is None
    assert consultation.phases.in_order()[0].allows == allows


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("question", "", "Este campo es necesario."),
        ("closes_at", "2020-01-01 09:00", "Deja al menos un día para participar."),
        ("opens_at", "mañana", "Introduzca una fecha/hora válida."),
        ("themes", "a" * 81, "caben 80 caracteres"),
        ("pattern", "otro", "otro"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, field, value, why) -> None:
    sign_in(client, "editor")
    response = client.post(url("assistant"), given := form(**{field: value}))
    assert why in str(response.context["form"].errors[field])
    assert list(response.context["form"].errors) == [field]
    assert {name: response.context["form"][name].value() for name in given} == given
    assert Consultation.objects.count() == Page.objects.type(ConsultationPage).count() == 0


def test_what_is_over_cannot_begin(client) -> None:
    sign_in(client, "editor")
    past = form(opens_at="2020-01-01 09:00", closes_at="2020-02-01 09:00")
    errors = client.post(url("assistant"), past).context["form"].errors
    assert errors == {"closes_at": ["Ya pasó: elige un momento por venir."]}


def test_the_phases_can_be_looked_at_before(client) -> None:
    sign_in(client, "editor")
    response = client.post(url("assistant"), form(preview="1"))
    assert "Así quedan las fases" in response.content.decode()
    assert "Podrás proponer y comentar." in html.unescape(response.content.decode())
    assert Consultation.objects.count() == 0


def test_two_with_the_same_question_have_their_own_addresses(client) -> None:
    sign_in(client, "editor")
    for _each in range(2):
        client.post(url("assistant"), form())
    slugs = list(ConsultationPage.objects.order_by("pk").values_list("slug", "consultation__slug"))
    name = "como-debe-cuidar-la-ciudad-a-quien-cuida"
    assert slugs == [(name, name), (f"{name}-2", f"{name}-2")]


def test_whoever_begins_it_is_its_author(client) -> None:
    client.force_login(publisher := in_role("publisher"))
    client.post(url("assistant"), form(moderators=[ModeratorFactory().pk]))
    consultation = begun().consultation
    kept = ModelLogEntry.objects.for_instance(consultation).values_list("action", "user_id")
    assert list(kept) == [("wagtail.create", publisher.pk)]
    assert may_publish(publisher, consultation).why == "La escribiste tú: la publica otra persona."
    # Its page, too.
    page = begun()
    assert page.permissions_for_user(publisher).can_publish() is False


@pytest.mark.parametrize("role", ["moderator", "official", "auditor", "administrator"])
def test_others_do_not_begin_one(client, role) -> None:
    sign_in(client, role)
    assert said(client.post(url("assistant"), form())) == ["Tu rol no prepara consultas."]
    assert Consultation.objects.count() == 0


def test_the_list_leads_to_it(client) -> None:
    sign_in(client, "editor")
    assert f'href="{url("assistant")}"' in client.get(url("list")).content.decode()
    assert client.get(url("assistant")).status_code == 200


def test_its_tab_in_the_browser_says_what_it_is(client) -> None:
    client.force_login(in_role("editor"))
    assert "<title>Nueva consulta - " in client.get(url("assistant")).content.decode()

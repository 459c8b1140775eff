"""What moderators see and send to unite duplicates."""

import pytest

from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from consultations.actions import merge as actions
from consultations.models import Merge
from tests.factories import (
    CommentFactory,
    ConsultationFactory,
    ModeratorFactory,
    ProposalFactory,
    ResidentFactory,
)
from tests.factories.hostile import HOSTILE

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderators():
    return ModeratorFactory.create_batch(2)


@pytest.fixture
def pair(moderators):
    return ProposalFactory.create_batch(2, consultation=ConsultationFactory(moderators=moderators))


def test_it_works(client, pair, moderators) -> None:
    source, target = pair
    client.force_login(moderators[0])
    page = client.get(source.get_absolute_url()).content.decode()
    address = f"/es/propuestas/{source.pk}/unir/"
    assert f'href="{address}"' in page
    response = client.post(
        address,
        {"target": f"https://example.org{target.get_absolute_url()}", "reason": HOSTILE},
    )
    merge = Merge.objects.get()
    assert response["Location"] == f"/es/moderacion/duplicadas/{merge.pk}/"
    client.force_login(moderators[1])
    page = client.get("/es/moderacion/duplicadas/").content.decode()
    assert response["Location"] in page
    page = client.get(response["Location"]).content.decode()
    assert "Sí, unirlas" in page
    assert "<script>alert" not in page
    client.post(response["Location"], {"step": "confirm"})
    source.refresh_from_db()
    assert source.merged_into == target


def test_everybody_reads_a_merged_proposal_and_is_led_on(client, pair, moderators) -> None:
    source, target = pair
    CommentFactory(proposal=source, body_html="<p>Un comentario de antes.</p>")
    proposed = actions.propose(by=moderators[0], source=source, target=target, reason="Igual.")
    actions.confirm(by=moderators[1], merge=proposed)
    page = client.get(source.get_absolute_url()).content.decode()
    assert f'href="{target.get_absolute_url()}"' in page
    assert "Un comentario de antes." in page
    assert f'action="/es/propuestas/{source.pk}/voto/"' not in page
    page = client.get(target.get_absolute_url()).content.decode()
    assert f'href="{source.get_absolute_url()}"' in page
    assert "1 comentario" in page


@pytest.mark.parametrize(
    "what", ["{pk}", "/es/propuestas/{pk}-x/", "http://a/en/propuestas/{pk}/?b#c"]
)
def test_a_link_or_a_number_names_the_target(client, pair, moderators, what) -> None:
    source, target = pair
    client.force_login(moderators[0])
    client.post(
        f"/es/propuestas/{source.pk}/unir/",
        {"target": what.format(pk=target.pk), "reason": "Igual."},
    )
    assert Merge.objects.get().target == target


@pytest.mark.parametrize("what", ["", "x", "0", "9" * 40, "-1", "²", HOSTILE, "/propuestas/"])
def test_what_names_nothing_is_told_and_nothing_typed_is_lost(
    client, pair, moderators, what
) -> None:
    source, _target = pair
    client.force_login(moderators[0])
    response = client.post(
        f"/es/propuestas/{source.pk}/unir/", {"target": what, "reason": "Piden lo mismo."}
    )
    assert response.status_code == 200
    assert "Piden lo mismo." in response.content.decode()
    assert Merge.objects.count() == 0


def test_what_is_most_like_it_can_be_chosen(client, moderators) -> None:
    consultation = ConsultationFactory(moderators=moderators)
    source = ProposalFactory(consultation=consultation, title="Más sombra en las paradas")
    alike = ProposalFactory(consultation=consultation, title="Sombra en las paradas de camión")
    ProposalFactory(consultation=consultation, title="Ventanillas que hablen tu idioma")
    client.force_login(moderators[0])
    address = f"/es/propuestas/{source.pk}/unir/"
    assert client.get(address).context["similar"] == [alike]
    assert f'href="?con={alike.pk}#id_target"' in client.get(address).content.decode()
    assert f'value="{alike.pk}"' in client.get(address, {"con": alike.pk}).content.decode()


def test_whoever_undid_it_is_named(client, pair, moderators) -> None:
    source, target = pair
    User.objects.filter(pk=moderators[0].pk).update(display_name="Ximena")
    proposed = actions.propose(by=moderators[0], source=source, target=target, reason="Igual.")
    actions.confirm(by=moderators[1], merge=proposed)
    actions.undo(by=moderators[0], merge=proposed)
    client.force_login(moderators[1])
    page = client.get(f"/es/moderacion/duplicadas/{proposed.pk}/").content.decode()
    assert "La deshizo Ximena" in page


def test_it_cannot_be_united_with_itself(client, pair, moderators) -> None:
    source, _target = pair
    client.force_login(moderators[0])
    response = client.post(
        f"/es/propuestas/{source.pk}/unir/", {"target": source.pk, "reason": "Igual."}
    )
    assert "Es la misma propuesta: elige otra." in response.content.decode()


def test_who_proposed_it_reads_why_they_cannot_confirm(client, pair, moderators) -> None:
    source, target = pair
    merge = actions.propose(by=moderators[0], source=source, target=target, reason="Igual.")
    client.force_login(moderators[0])
    page = client.get(f"/es/moderacion/duplicadas/{merge.pk}/").content.decode()
    assert "La propusiste tú: la confirma otra persona." in page
    assert "Sí, unirlas" not in page
    client.post(f"/es/moderacion/duplicadas/{merge.pk}/", {"step": "confirm"})
    source.refresh_from_db()
    assert source.state == State.PUBLISHED


def test_a_step_that_does_not_exist_is_refused(client, pair, moderators) -> None:
    source, target = pair
    merge = actions.propose(by=moderators[0], source=source, target=target, reason="Igual.")
    client.force_login(moderators[1])
    address = f"/es/moderacion/duplicadas/{merge.pk}/"
    assert client.post(address, {"step": "erase"}).status_code == 400


def test_residents_see_no_way_in(client, pair) -> None:
    client.force_login(ResidentFactory())
    page = client.get(pair[0].get_absolute_url()).content.decode()
    assert "/unir/" not in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_queries_do_not_grow(client, moderators, django_assert_num_queries, count) -> None:
    consultation = ConsultationFactory(moderators=moderators)
    for _index in range(count):
        source, target = ProposalFactory.create_batch(2, consultation=consultation)
        actions.propose(by=moderators[0], source=source, target=target, reason="Igual.")
    client.force_login(moderators[1])
    client.get("/es/moderacion/duplicadas/")
    with django_assert_num_queries(9):
        client.get("/es/moderacion/duplicadas/")

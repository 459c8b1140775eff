"""Goals and targets as editors write them."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from ciudad_global.agenda.colors import contrast, seen
from ciudad_global.agenda.models import Framework, Goal
from tests.factories import GoalFactory, in_role
from tests.factories.hostile import HOSTILE

GOAL = "wagtailsnippets_agenda_goal"
FRAMEWORK = "wagtailsnippets_agenda_framework"


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#ffffff", "#000000") == 21
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("color", ["#FCC30B", "#19486A", "#4c9f38"])
def test_official_colors_are_seen(color: str) -> None:
    seen(color)


@pytest.mark.parametrize("color", ["#ffffff", "#fdfde0", "#000000", "#0a0a14", "red", "#fff", ""])
def test_what_is_lost_on_white_or_black_is_refused(color: str) -> None:
    with pytest.raises(ValidationError):
        seen(color)


@pytest.mark.parametrize("code", ["11", "11.a", "PYD", "2-b"])
def test_a_code_can_be_part_of_an_address(code: str) -> None:
    Goal(code=code).clean_fields(exclude=["framework", "parent", "name_es", "name_en", "color"])


@pytest.mark.parametrize("code", ["1/2", "a b", "ñ", "..", "1\n", HOSTILE[:20]])
def test_another_code_is_refused(code: str) -> None:
    with pytest.raises(ValidationError):
        Goal(code=code).clean_fields(exclude=["framework", "parent", "name_es", "name_en", "color"])


@pytest.mark.django_db
def test_a_target_stands_below_a_goal_of_its_framework() -> None:
    goal = GoalFactory()
    target = GoalFactory(framework=goal.framework, parent=goal)
    target.clean()
    for wrong in (
        Goal(framework=GoalFactory().framework, parent=goal),
        Goal(framework=goal.framework, parent=target),
    ):
        with pytest.raises(ValidationError):
            wrong.clean()
    goal.parent = GoalFactory(framework=goal.framework)
    with pytest.raises(ValidationError):
        goal.clean()


@pytest.mark.django_db
def test_no_goal_stands_below_itself() -> None:
    goal = GoalFactory()
    with pytest.raises(IntegrityError):
        Goal.objects.filter(pk=goal.pk).update(parent=goal)


@pytest.mark.django_db
def test_an_editor_adds_a_framework_and_its_goals(client: Client) -> None:
    client.force_login(in_role("editor"))
    client.post(
        reverse(f"{FRAMEWORK}:add"),
        {"code": "AUA", "slug": "agenda-africana", "order": 9, "name_es": "Uno", "name_en": "One"},
    )
    framework = Framework.objects.get(code="AUA")
    typed = {"framework": framework.pk, "order": 1, "name_es": "Meta", "name_en": "Target"}
    client.post(reverse(f"{GOAL}:add"), typed | {"code": "1", "color": "#19486a"})
    goal = Goal.objects.get(framework=framework)
    refused = client.post(reverse(f"{GOAL}:add"), typed | {"code": "1.1", "color": "#ffffff"})
    assert "elige uno más oscuro" in refused.content.decode()
    client.post(
        reverse(f"{GOAL}:add"), typed | {"code": "1.1", "color": "#19486a", "parent": goal.pk}
    )
    assert list(goal.targets.values_list("code", flat=True)) == ["1.1"]


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_any_number(
    client: Client, django_assert_max_num_queries, count: int
) -> None:
    client.force_login(in_role("editor"))
    GoalFactory.create_batch(count)
    client.get(reverse(f"{GOAL}:list"))
    with django_assert_max_num_queries(16):
        assert client.get(reverse(f"{GOAL}:list")).status_code == 200

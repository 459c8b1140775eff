"""Goals are chosen in groups that open on demand."""

from ciudad_global.agenda.widgets import FoldedCheckboxes
from tests.factories.hostile import HOSTILE

CHOICES = [(f"Uno {HOSTILE}", [(1, f"a {HOSTILE}"), (2, "b")]), ("Otro", [(3, "c")])]


def test_each_group_opens_where_something_is_ticked() -> None:
    html = FoldedCheckboxes(choices=CHOICES).render("goals", [3], {"id": "id_goals"})
    assert html.count("<details>") == 1
    assert html.count("<details open><summary>Otro</summary>") == 1
    assert html.count('type="checkbox"') == 3
    assert html.count(" checked") == 1
    assert html.startswith('<div id="id_goals">')
    assert HOSTILE not in html

"""The log of decisions: nobody changes it unnoticed."""

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import QuerySet

from ciudad_global.common import append_only
from ciudad_global.moderation import actions, log
from ciudad_global.moderation.models import Decision, LogHead
from ciudad_global.moderation.states import Outcome
from tests.factories import ConsultationFactory, ModeratorFactory, ProposalFactory, decide

pytestmark = pytest.mark.django_db


@pytest.fixture
def decisions() -> list[Decision]:
    """Three decisions, one of them with a note to colleagues."""
    moderator = ModeratorFactory()
    consultation = ConsultationFactory(moderators=[moderator])
    made = []
    for number in range(3):
        proposal = ProposalFactory(consultation=consultation, state="draft")
        actions.ask_review(content=proposal)
        words = {"reason": "spam", "text": "Anuncia algo.", "note": f"Van {number}"}
        made.append(decide(by=moderator, case=proposal.case, outcome=Outcome.REJECTED, **words))
    return made


@pytest.fixture
def unguarded() -> None:
    """Do what only whoever owns the database can do: let the table be changed."""
    table = Decision._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            for event in append_only.EVENTS:
                cursor.execute(f"DROP TRIGGER {table}_no_{event}")


def rows(decision: Decision) -> "QuerySet[Decision]":
    return Decision.objects.filter(pk=decision.pk)


def test_it_works(decisions, capsys) -> None:
    call_command("verify_log")
    assert capsys.readouterr().out == "The log of decisions is whole.\n"
    assert LogHead.objects.get().count == 3
    assert decisions[1].hash == decisions[1].hash_after(decisions[0].hash)


def test_an_empty_log_is_whole() -> None:
    assert log.first_break() == ""


@pytest.mark.parametrize("column", ["text", "note", "reason", "outcome"])
def test_a_changed_row_is_found(unguarded, decisions, column) -> None:
    rows(decisions[1]).update(**{column: "other"})
    with pytest.raises(CommandError, match=f"Decision {decisions[1].pk} is not what was written"):
        call_command("verify_log")


def test_a_missing_row_is_found(unguarded, decisions) -> None:
    rows(decisions[1]).delete()
    with pytest.raises(CommandError, match=f"Decision {decisions[2].pk} is not what was written"):
        call_command("verify_log")


def test_a_missing_end_is_found(unguarded, decisions) -> None:
    rows(decisions[2]).delete()
    with pytest.raises(CommandError, match="ends after 2 decisions, but 3 were written"):
        call_command("verify_log")


def test_the_hash_covers_every_column() -> None:
    """But what names the row itself: a new column has to be chained too."""
    columns = {field.attname for field in Decision._meta.concrete_fields}
    assert columns == {*Decision.CHAINED, *Decision.TIMES, "id", "hash"}

"""Rows that only grow."""

import pytest
from django.db import DatabaseError, transaction

from consultations.actions import snapshot
from consultations.models import Snapshot
from tests.factories import ConsultationFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_a_snapshot(change: str) -> None:
    taken = snapshot.take(consultation=ConsultationFactory())
    rows = Snapshot.objects.filter(pk=taken.pk)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(figures={}) if change == "update" else rows._raw_delete("default")

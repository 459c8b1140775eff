"""Cursors come from the address bar: whatever stands there, a page comes back."""

import pytest

from ciudad_global.common import keyset
from ciudad_global.moderation.models import Case
from consultations.models import Proposal
from tests.factories import ProposalFactory

pytestmark = pytest.mark.django_db

ODD = [
    "", "~", "~~", "x~1", "1~x", "1", "nan~1", "inf~1", "1e999~1", "1~99999999999999999999",
    "99999999999999999999~1", f"{'9' * 5000}~1", f"1~{'9' * 5000}", "٣~٣", "-1~-1", "\0~\0",
    "2026-01-01~1", "2026-01-01T10:00~1", "0001-01-01T00:00:00+14:00~1",
    "9999-12-31T23:59:59-14:00~1", "2026-99-99T00:00:00+00:00~1",
]  # fmt: skip


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("by", ["-id", "-agree_count", "-agreement", "published_at"])
def test_an_odd_cursor_is_no_error(by, text) -> None:
    ProposalFactory()
    for cursor in ({"after": text}, {"before": text}):
        keyset.page(Proposal.objects.all(), by=by, size=2, **cursor)
        keyset.page(Case.objects.waiting(), by="waiting_since", size=2, **cursor)

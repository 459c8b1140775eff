import pytest
from django.core.files.storage import InMemoryStorage, storages

from consultations.models import Attachment


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> InMemoryStorage:
    """Return the place where residents' files lie in this test: empty, and without paths."""
    storage = InMemoryStorage()
    monkeypatch.setitem(storages._storages, "private", storage)
    monkeypatch.setattr(Attachment._meta.get_field("file"), "storage", storage)
    return storage


@pytest.fixture
def stored(storage: InMemoryStorage) -> object:
    """Return a function that says which files lie there."""

    def names() -> list[str]:
        return sorted(storage.listdir("proposals")[1]) if storage.exists("proposals") else []

    return names

"""Standing pages."""

import pytest
from django.core.exceptions import ValidationError

from tests.factories import pages

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("slug", ["moderacion", "avisos", "buscar"])
def test_a_page_cannot_take_an_address_of_the_site(slug: str) -> None:
    with pytest.raises(ValidationError, match="El sitio ya usa esta dirección"):
        pages.standing(pages.home(), slug=slug)


def test_any_other_address_is_free() -> None:
    assert pages.standing(pages.home(), slug="como-moderamos").url == "/es/como-moderamos/"

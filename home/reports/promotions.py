"""What editors want to be found first for some words."""

from django.conf import settings
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.contrib.search_promotions.models import SearchPromotion
from wagtail.search.utils import normalise_query_string

from ciudad_global.common.search.snippets import marked
from ciudad_global.common.search.words import read
from consultations.models import Consultation
from home.reports.results import Result


def promoted(text: str, request: HttpRequest) -> list[Result]:
    """Return what editors chose for exactly these words, in their order (one query).

    Pages in another language than the visitor's, and those that are not public, are left out.
    """
    language = (get_language() or settings.LANGUAGE_CODE)[:2]
    readable = Q(page__live=True, page__locale__language_code=language) | Q(page=None)
    found = (
        SearchPromotion.objects.filter(readable, query__query_string=normalise_query_string(text))
        .exclude(page__consultationpage__consultation__state=Consultation.State.DRAFT)
        .select_related("page")
        .order_by("sort_order", "pk")
    )
    words = read(text)
    return [
        Result(
            url=one.page.get_url(request) if one.page else one.external_link_url,
            title=marked(one.title or one.external_link_url, words),
            snippet=marked(one.description, words),
        )
        for one in found
    ]

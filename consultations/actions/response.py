"""The city's answer to a proposal: written, published, taken back."""

from collections import Counter
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.html import render
from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.notifications.actions import notify
from ciudad_global.notifications.followers import tell_followers
from ciudad_global.users.models import User
from consultations import permissions
from consultations.models import Proposal, Response

BODY_LIMIT = 8_000


def write(*, by: User, response: Response) -> None:
    """Save a response that is not public yet, with its clean HTML. Raises Refused."""
    with transaction.atomic():
        # The row, published or not: whoever publishes it now waits, and publishes what is saved.
        stored = Response.objects.select_for_update(no_key=True).filter(pk=response.pk).first()
        if stored and stored.published_at:
            raise Refused(refuse(_("Ya se publicó: para corregirla, primero se retira.")))
        response.body_html = render(response.body, limit=BODY_LIMIT)
        response.written_by = by
        response.save()


def publish(*, by: User, response: Response) -> None:
    """Make it public; tell the proposal's author and whoever follows it. Raises Refused.

    The same for what was united with the proposal: it is answered, too.
    """
    with transaction.atomic():
        (locked,) = _locked([response])
        require(permissions.may_publish_response(by, locked))
        _publish(by, [locked])


def publish_all(*, by: User, responses: Iterable[Response]) -> list[Response]:
    """Make those public that this person may publish, all in one transaction; return them.

    Whoever follows a whole consultation hears of all its answers at once.
    """
    with transaction.atomic():
        allowed = [one for one in _locked(responses) if permissions.may_publish_response(by, one)]
        _publish(by, allowed)
        return allowed


def _locked(responses: Iterable[Response]) -> list[Response]:
    """Lock these responses, in the order of their ids, and read them anew."""
    found = Response.objects.select_for_update(of=("self",)).filter(
        pk__in=[response.pk for response in responses]
    )
    return list(found.select_related("proposal__consultation", "proposal__author").order_by("pk"))


def _publish(by: User, responses: list[Response]) -> None:
    moment = timezone.now()
    Response.objects.filter(pk__in=[one.pk for one in responses]).update(published_at=moment)
    together = Counter(one.proposal.consultation for one in responses)
    for response in responses:
        response.published_at = moment
        _tell(by, response, alone=together[response.proposal.consultation] == 1)
    for consultation, count in together.items():
        if count > 1:
            page = consultation.page
            tell_followers(
                by=by,
                kind="responses",
                facts={"count": count, "consultation": page.title if page else consultation.title},
                url=consultation.get_absolute_url(),
                consultation=consultation.pk,
            )


def _tell(by: User, response: Response, *, alone: bool) -> None:
    """Tell the author and the followers; the consultation's followers too, if it is `alone`."""
    proposal = response.proposal
    facts = {
        "proposal": proposal.title,
        "status": Response.Status(response.status).label,
        "office": response.office,
    }
    url = f"{proposal.get_absolute_url()}#respuesta"
    united = list(Proposal.objects.united_with(proposal.pk).select_related("author").order_by("pk"))
    told: set[int] = set()
    for one in (proposal, *united):
        if one.author and one.author.pk not in told:
            yours = one.title if one in united else ""
            notify(user=one.author, kind="response", facts=facts | {"yours": yours}, url=url)
            told.add(one.author.pk)
    tell_followers(
        by=by,
        kind="response_followed",
        facts=facts,
        url=url,
        proposals=[proposal.pk, *(one.pk for one in united)],
        consultation=proposal.consultation_id if alone else None,
        but=told,
    )


def take_back(*, by: User, response: Response) -> None:
    """Make it a draft again, to correct it. Raises Refused."""
    with transaction.atomic():
        locked = Response.objects.select_for_update().get(pk=response.pk)
        require(permissions.may_take_back_response(by, locked))
        locked.published_at = None
        locked.save(update_fields=["published_at"])

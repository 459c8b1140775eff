"""The city's answer to a proposal: written, published, taken back."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ciudad_global.common.html import render
from ciudad_global.common.permissions import Refused, refuse, require
from ciudad_global.notifications.actions import notify
from ciudad_global.notifications.followers import tell_followers
from ciudad_global.users.models import User
from consultations import permissions
from consultations.models import Response

BODY_LIMIT = 8_000


def write(*, by: User, response: Response) -> None:
    """Save a response that is not public yet, with its clean HTML. Raises Refused."""
    with transaction.atomic():
        if Response.objects.select_for_update().published().filter(pk=response.pk).exists():
            raise Refused(refuse(_("Ya se publicó: para corregirla, primero se retira.")))
        response.body_html = render(response.body, limit=BODY_LIMIT)
        response.written_by = by
        response.save()


def publish(*, by: User, response: Response) -> None:
    """Make it public; tell the proposal's author and whoever follows it. Raises Refused."""
    with transaction.atomic():
        locked = Response.objects.select_for_update().get(pk=response.pk)
        require(permissions.may_publish_response(by, locked))
        locked.published_at = timezone.now()
        locked.save(update_fields=["published_at"])
        proposal = locked.proposal
        facts = {
            "proposal": proposal.title,
            "status": Response.Status(locked.status).label,
            "office": locked.office,
        }
        url = f"{proposal.get_absolute_url()}#respuesta"
        if proposal.author:
            notify(user=proposal.author, kind="response", facts=facts, url=url)
        tell_followers(
            by=by,
            kind="response_followed",
            facts=facts,
            url=url,
            proposals=[proposal.pk],
            consultation=proposal.consultation_id,
            but=[proposal.author_id] if proposal.author_id else [],
        )


def take_back(*, by: User, response: Response) -> None:
    """Make it a draft again, to correct it. Raises Refused."""
    with transaction.atomic():
        locked = Response.objects.select_for_update().get(pk=response.pk)
        require(permissions.may_take_back_response(by, locked))
        locked.published_at = None
        locked.save(update_fields=["published_at"])

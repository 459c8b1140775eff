"""Who begins a consultation, and below which page."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, refuse
from consultations.models import ConsultationIndexPage

if TYPE_CHECKING:
    from ciudad_global.users.models import User


def where_to_begin(user: "User") -> ConsultationIndexPage | None:
    """Return the list of consultations, in the site's first language, that this person adds to."""
    lists = ConsultationIndexPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
    return next(
        (
            page
            for page in lists.order_by("path")
            if page.permissions_for_user(user).can_add_subpage()
        ),
        None,
    )


def may_begin(user: "User", below: ConsultationIndexPage | None) -> Answer:
    """Return whether this person may write a new consultation and its page below this one."""
    if not user.has_perm("consultations.add_consultation"):
        return refuse(_("Tu rol no prepara consultas."))
    if below is None or not below.permissions_for_user(user).can_add_subpage():
        return refuse(
            _("No hay una lista de consultas en la que puedas agregar páginas: pídela a edición.")
        )
    return ALLOWED

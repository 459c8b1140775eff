"""May they follow?"""

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.utils.translation import gettext as _

from ciudad_global.common.permissions import ALLOWED, Answer, Hindrance, refuse

if TYPE_CHECKING:
    from ciudad_global.users.models import User


def may_follow(user: "User | AnonymousUser") -> Answer:
    """Return whether this person may ask to be told: mail goes to confirmed addresses only."""
    if not user.is_authenticated:
        return refuse(_("Entra con tu correo para recibir avisos."), Hindrance.SIGN_IN)
    if not user.is_verified:
        return refuse(_("Confirma tu correo para recibir avisos."), Hindrance.VERIFY)
    return ALLOWED

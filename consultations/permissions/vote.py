"""May they support one more?"""

from django.utils.translation import ngettext

from ciudad_global.common.permissions import ALLOWED, Answer, refuse
from consultations.models import Consultation


def may_support_another(consultation: Consultation, used: int) -> Answer:
    """Return whether somebody who gave `used` supports here has one left."""
    limit = consultation.supports_limit
    if limit is None or used < limit:
        return ALLOWED
    return refuse(
        ngettext(
            "Ya usaste tu apoyo: retíralo para cambiarlo.",
            "Ya usaste tus %(limit)d apoyos: retira uno para cambiarlo.",
            limit,
        )
        % {"limit": limit}
    )

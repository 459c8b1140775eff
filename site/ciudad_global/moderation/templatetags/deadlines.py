"""Deadlines of moderation as people say them."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def due(moment: datetime) -> str:
    """Return "Vence en 3 h", "Atrasado 2 días" …"""
    minutes = int((moment - timezone.now()).total_seconds() // 60)
    late = minutes < 0
    minutes = abs(minutes)
    if minutes >= 48 * 60:
        time = _("%(n)d días") % {"n": minutes // (24 * 60)}
    elif minutes >= 60:
        time = _("%(n)d h") % {"n": minutes // 60}
    else:
        time = _("%(n)d min") % {"n": minutes}
    return (_("Atrasado %(time)s") if late else _("Vence en %(time)s")) % {"time": time}

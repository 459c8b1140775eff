"""Times as people say them."""

from datetime import datetime

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ciudad_global.common import clock

register = template.Library()


@register.filter
def time_left(moment: datetime) -> str:
    """Return "quedan 5 días", "queda 1 hora" …; "" when the moment has passed."""
    minutes = int((moment - clock.now()).total_seconds()) // 60
    if minutes < 0:
        return ""
    days, hours = minutes // (24 * 60), minutes // 60
    if days:
        return ngettext("queda %(n)d día", "quedan %(n)d días", days) % {"n": days}
    if hours:
        return ngettext("queda %(n)d hora", "quedan %(n)d horas", hours) % {"n": hours}
    if minutes:
        return ngettext("queda %(n)d minuto", "quedan %(n)d minutos", minutes) % {"n": minutes}
    return _("queda menos de un minuto")


@register.filter
def ago(moment: datetime) -> str:
    """Return "hace 3 horas"; the date once it is more than thirty days old."""
    age = timezone.now() - moment
    if age.days > 30:
        return date_format(timezone.localtime(moment), "DATE_FORMAT")
    if age.total_seconds() < 60:
        return _("hace un momento")
    return _("hace %(time)s") % {"time": timesince(moment, depth=1)}


@register.filter
def day_and_time(moment: datetime) -> str:
    """Return "3 de marzo a las 18:00", with the year when it is not this one."""
    local = timezone.localtime(moment)
    this_year = local.year == timezone.localdate().year
    day = date_format(local, "MONTH_DAY_FORMAT" if this_year else "DATE_FORMAT")
    return _("%(day)s a las %(time)s") % {"day": day, "time": date_format(local, "TIME_FORMAT")}


@register.filter
def closes(moment: datetime) -> str:
    """Return "cierra el 3 de marzo a las 18:00"."""
    return _("cierra el %(moment)s") % {"moment": day_and_time(moment)}

"""The demonstration's front door. Routed only where settings.DEMONSTRATION is on."""

from dataclasses import dataclass

from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from ciudad_global.users.models import User

DOMAIN = "@demo.ciudadglobal.example"


@dataclass(frozen=True, slots=True)
class Role:
    """One button: who it signs in as and where it leads."""

    group: str
    name: "str | Promise"
    does: "str | Promise"
    leads_to: "str | Promise"


ROLES = (
    Role("", _("Residente"), _("Propone, comenta y vota."), "/"),
    Role(
        "moderator",
        _("Moderación"),
        _("Revisa lo que espera y lo reportado; decide con un motivo."),
        reverse_lazy("moderation:queue"),
    ),
    Role(
        "editor",
        _("Edición"),
        _("Escribe consultas, diálogos y resúmenes; los manda a aprobar."),
        reverse_lazy("wagtailadmin_home"),
    ),
    Role(
        "publisher",
        _("Publicación"),
        _("Aprueba lo que escribieron otras personas; abre y cierra consultas."),
        reverse_lazy("wagtailadmin_home"),
    ),
    Role(
        "official",
        _("Respuesta institucional"),
        _("Responde a las propuestas a nombre de la ciudad."),
        reverse_lazy("wagtailadmin_home"),
    ),
    Role(
        "auditor",
        _("Auditoría"),
        _("Lee las decisiones de moderación y sus motivos."),
        reverse_lazy("moderation:queue"),
    ),
    Role(
        "administrator",
        _("Administración"),
        _("Da y quita funciones; no vota ni propone."),
        reverse_lazy("wagtailadmin_home"),
    ),
)


def account(role: Role) -> User | None:
    """Return the demonstration's account for this role: never one that a person made."""
    accounts = User.objects.filter(email__endswith=DOMAIN, is_active=True)
    if role.group:
        return accounts.filter(groups__name=role.group).order_by("pk").first()
    return accounts.filter(email=f"residente{DOMAIN}").first()


@never_cache
def demo(request: HttpRequest) -> HttpResponse:
    """Offer one button per role; a click signs in and leads to the work."""
    if request.method == "POST":
        role = next((r for r in ROLES if r.group == request.POST.get("role")), None)
        person = account(role) if role else None
        if role is None or person is None:
            raise Http404
        login(request, person)
        return redirect(str(role.leads_to))
    return render(request, "home/demo.html", {"roles": ROLES, "mail_url": reverse("outbox:mails")})

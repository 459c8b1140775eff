"""A person's own account."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from ciudad_global.users.forms import ProfileForm, WelcomeForm
from ciudad_global.users.models import User


def onward(request: HttpRequest) -> str:
    """Return the address within this site that `next` names, else the home page."""
    address = request.POST.get("next") or request.GET.get("next") or "/"
    safe = address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if safe else "/"


def gate(request: HttpRequest) -> HttpResponse:
    """Lead to the one entry whom Wagtail asks to sign in; 403 for who has, and may not enter."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return redirect_to_login(onward(request))


@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Show and change what the account says."""
    form = ProfileForm(request.POST or None, instance=cast("User", request.user))
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Guardamos tus cambios."))
        return redirect("users:profile")
    return render(request, "users/profile.html", {"form": form})


@login_required
def welcome(request: HttpRequest) -> HttpResponse:
    """Ask once for the public name, then go on to where the person was going."""
    form = WelcomeForm(request.POST or None, instance=cast("User", request.user))
    if request.method == "POST" and form.is_valid():
        form.save()
        return HttpResponseRedirect(onward(request))
    return render(request, "users/welcome.html", {"form": form, "next": onward(request)})

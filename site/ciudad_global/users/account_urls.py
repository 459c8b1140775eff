"""Signing in: one entry by e-mail and code. Nobody here needs the pages about passwords."""

from django.urls import include, path
from django.views.generic import RedirectView

from ciudad_global.users.entry import EntryView

to_entry = RedirectView.as_view(pattern_name="account_login", query_string=True)
to_profile = RedirectView.as_view(pattern_name="users:profile")

urlpatterns = [
    path("login/", EntryView.as_view(), name="account_login"),
    path("login/code/", to_entry),
    path("signup/", to_entry),
    path("confirm-email/", to_entry),
    path("email/", to_profile),
    *(path(f"password/{page}/", to_entry) for page in ("change", "set", "reset", "reset/done")),
    path("", include("allauth.urls")),
]

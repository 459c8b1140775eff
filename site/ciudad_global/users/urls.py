"""A person's own account."""

from django.urls import path

from ciudad_global.users import views

app_name = "users"
urlpatterns = [
    path("", views.profile, name="profile"),
    path("bienvenida/", views.welcome, name="welcome"),
]

"""Addresses of the demonstration's mail; joined in no other mode."""

from django.urls import path

from ciudad_global.notifications import views

app_name = "outbox"
urlpatterns = [
    path("", views.mails, name="mails"),
    path("<int:pk>/", views.mail, name="mail"),
]

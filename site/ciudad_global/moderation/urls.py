"""Moderators' addresses."""

from django.urls import path

from ciudad_global.moderation import views

app_name = "moderation"
urlpatterns = [
    path("", views.waiting, name="queue"),
    path("historial/", views.history, name="history"),
    path("<int:pk>/", views.case, name="case"),
]

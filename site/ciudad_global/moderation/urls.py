"""Moderators' addresses."""

from django.urls import path

from ciudad_global.moderation.views import case, history, queue

app_name = "moderation"
urlpatterns = [
    path("", queue.waiting, name="queue"),
    path("historial/", history.history, name="history"),
    path("<int:pk>/", case.case, name="case"),
]

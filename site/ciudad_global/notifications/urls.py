"""Addresses of a person's notices, and of following."""

from django.urls import path

from ciudad_global.notifications import follow_views, views
from ciudad_global.notifications.models import Follow

app_name = "notifications"
urlpatterns = [
    path("avisos/", views.notices, name="list"),
    path("avisos/<int:pk>/", views.open_notice, name="open"),
    path(
        "seguir/propuesta/<int:key>/",
        follow_views.follow,
        {"kind": Follow.Kind.PROPOSAL},
        name="follow_proposal",
    ),
    path(
        "seguir/consulta/<int:key>/",
        follow_views.follow,
        {"kind": Follow.Kind.CONSULTATION},
        name="follow_consultation",
    ),
    path(
        "seguir/dialogo/<uuid:key>/",
        follow_views.follow,
        {"kind": Follow.Kind.DIALOGUE},
        name="follow_dialogue",
    ),
    path("dejar-de-seguir/<str:token>/", follow_views.unfollow, name="unfollow"),
]

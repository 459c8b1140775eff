"""Addresses of a person's notices."""

from django.urls import path

from ciudad_global.notifications import views

app_name = "notifications"
urlpatterns = [
    path("avisos/", views.notices, name="list"),
    path("avisos/<int:pk>/", views.open_notice, name="open"),
]

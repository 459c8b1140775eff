"""Addresses of sessions that are no pages."""

from django.urls import path

from dialogues.views import calendars, sessions

app_name = "dialogues"
urlpatterns = [
    path("sesiones/", sessions.sessions, name="sessions"),
    path("sesiones/<int:year>/", sessions.sessions, name="sessions_of_year"),
    path("sesiones.ics", calendars.everything, name="calendar"),
    path("sesiones.atom", calendars.feed, name="feed"),
    path("sesiones/<uuid:key>/sesion.ics", calendars.session, name="session_calendar"),
    path("dialogos/<uuid:key>/sesiones.ics", calendars.dialogue, name="dialogue_calendar"),
    path("dialogos/<uuid:key>/sesiones.atom", calendars.feed, name="dialogue_feed"),
]

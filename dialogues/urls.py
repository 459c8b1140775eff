"""Addresses of sessions that are no pages."""

from django.urls import path

from dialogues.views import calendars, door, minutes, registration, sessions

app_name = "dialogues"
urlpatterns = [
    path("sesiones/", sessions.sessions, name="sessions"),
    path("sesiones/<int:year>/", sessions.sessions, name="sessions_of_year"),
    path("sesiones.ics", calendars.everything, name="calendar"),
    path("sesiones.atom", calendars.feed, name="feed"),
    path("sesiones/<uuid:key>/sesion.ics", calendars.session, name="session_calendar"),
    path("sesiones/<uuid:key>/inscripcion/", registration.registration, name="registration"),
    path(
        "sesiones/<uuid:key>/inscripcion/cancelar/",
        registration.cancel,
        name="registration_cancel",
    ),
    path("sesiones/<uuid:key>/acceso/", door.door, name="door"),
    path("sesiones/<uuid:key>/acceso/necesidades/", door.needs, name="door_needs"),
    path("pase/<str:token>/", registration.entry_pass, name="pass"),
    path("sesiones/<uuid:key>/relatoria/", minutes.draft, name="minutes"),
    path("dialogos/<uuid:key>/sesiones.ics", calendars.dialogue, name="dialogue_calendar"),
    path("dialogos/<uuid:key>/sesiones.atom", calendars.feed, name="dialogue_feed"),
]

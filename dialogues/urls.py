"""Addresses of sessions that are no pages."""

from django.urls import path

from dialogues.views import (
    calendars,
    door,
    minutes,
    questions,
    registration,
    sessions,
    stage,
)

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
    path("sesiones/<uuid:key>/preguntas/", questions.questions, name="questions"),
    path("sesiones/<uuid:key>/preguntas/lista/", questions.latest, name="questions_latest"),
    path("sesiones/<uuid:key>/preguntas/apoyar/", questions.support, name="question_support"),
    path("sesiones/<uuid:key>/preguntas/moderar/", stage.conduct, name="questions_conduct"),
    path("sesiones/<uuid:key>/preguntas/pantalla/", stage.screen, name="questions_screen"),
    path(
        "sesiones/<uuid:key>/preguntas/pantalla/ahora/",
        stage.screen_now,
        name="questions_screen_now",
    ),
    path("sesiones/<uuid:key>/preguntas/qr.svg", stage.qr, name="questions_qr"),
    path("preguntas/<int:pk>/retirar/", questions.withdraw, name="question_withdraw"),
    path("preguntas/<int:pk>/reportar/", questions.flag, name="question_flag"),
]

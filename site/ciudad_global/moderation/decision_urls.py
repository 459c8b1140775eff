"""Addresses where people read what was decided about what they wrote, and appeal."""

from django.urls import path

from ciudad_global.moderation.views import decision

app_name = "decisions"
urlpatterns = [
    path("<int:pk>/", decision.decision, name="decision"),
    path("propuesta/<int:pk>/", decision.about, {"name": "proposal"}, name="proposal"),
    path("comentario/<int:pk>/", decision.about, {"name": "comment"}, name="comment"),
    path("pregunta/<int:pk>/", decision.about, {"name": "question"}, name="question"),
]

"""Residents' addresses."""

from django.urls import path
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

from consultations.views import (
    attachment,
    comment,
    commitment,
    edit,
    feed,
    flag,
    merge,
    mine,
    proposal,
    propose,
    similar,
    useful,
    vote,
    withdraw,
)

app_name = "consultations"
# The same for everybody: anybody may keep it for a few minutes, and ask whether it has changed.
shared_feed = require_safe(
    conditional_page(cache_control(public=True, max_age=300)(feed.Proposals()))
)

urlpatterns = [
    path("consultas/<slug:slug>/proponer/", propose.propose, name="propose"),
    path("consultas/<slug:slug>/compromisos/", commitment.index, name="commitments"),
    path("compromisos/<int:pk>/", commitment.commitment),
    path("compromisos/<int:pk>-<slug:slug>/", commitment.commitment, name="commitment"),
    path("consultas/<slug:slug>/parecidas/", similar.similar, name="similar"),
    path("consultas/<slug:slug>/propuestas.atom", shared_feed, name="feed"),
    path("propuestas/<int:pk>/", proposal.proposal),
    path("propuestas/<int:pk>-<slug:slug>/", proposal.proposal, name="proposal"),
    path("propuestas/<int:pk>/voto/", vote.vote, name="vote"),
    path("propuestas/<int:pk>/comentar/", comment.write, name="comment_write"),
    path("propuestas/<int:pk>/util/", useful.useful, name="useful"),
    path("propuestas/<int:pk>/reportar/", flag.proposal, name="proposal_flag"),
    path("propuestas/<int:pk>/editar/", edit.edit, name="proposal_edit"),
    path("propuestas/<int:pk>/versiones/", edit.versions, name="proposal_versions"),
    path("propuestas/<int:pk>/retirar/", withdraw.withdraw, name="proposal_withdraw"),
    path("propuestas/<int:pk>/descartar/", withdraw.discard, name="draft_discard"),
    path("propuestas/<int:pk>/unir/", merge.propose, name="merge_propose"),
    path("moderacion/duplicadas/", merge.merges, name="merges"),
    path("moderacion/duplicadas/<int:pk>/", merge.merge, name="merge"),
    path("propuestas/<int:pk>/archivos/", attachment.attachments, name="attachments"),
    path(
        "propuestas/<int:pk>/archivos/<int:attachment>/",
        attachment.describe,
        name="attachment_describe",
    ),
    path(
        "propuestas/<int:pk>/archivos/<int:attachment>/quitar/",
        attachment.remove,
        name="attachment_remove",
    ),
    path("archivos/<int:pk>/<str:name>", attachment.file, name="file"),
    path("comentarios/<int:pk>/", comment.comment, name="comment"),
    path("comentarios/<int:pk>/responder/", comment.reply, name="reply"),
    path("comentarios/<int:pk>/editar/", comment.edit, name="comment_edit"),
    path("comentarios/<int:pk>/retirar/", comment.withdraw, name="comment_withdraw"),
    path("comentarios/<int:pk>/reportar/", flag.comment, name="comment_flag"),
    path("mi-participacion/", mine.mine, name="mine"),
]

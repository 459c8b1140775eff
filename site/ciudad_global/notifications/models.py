"""Notices that a person reads in the site, and the mail that leaves it."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ciudad_global.users.models import User


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread_by(self, user: "User") -> "NoticeQuerySet":
        """Return what this person was told and has not opened."""
        return self.filter(user=user, read_at__isnull=True)


class Notice(models.Model):
    """Something that a person is told. Its words come from `templates/notices/<kind>.*`."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    kind = models.SlugField(max_length=40)
    # Facts for the template: plain values only, so that a notice outlives what it speaks of.
    facts = models.JSONField(default=dict)
    # The path that the notice leads to, in the person's language.
    url = models.CharField(max_length=300, blank=True)
    # What it tells of, where that is a decision: taken back, it is told no more.
    decision = models.ForeignKey(
        "moderation.Decision", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("aviso")
        verbose_name_plural = _("avisos")
        indexes = (models.Index(fields=["user", "-id"], name="notice_newest"),)

    def __str__(self) -> str:
        return self.kind


class Follow(models.Model):
    """A person's wish to hear of a proposal, a consultation or a dialogue.

    Nobody but that person sees it: no list, count or screen says who follows what.
    """

    class Kind(models.TextChoices):
        """What can be followed, named as the column that says which."""

        PROPOSAL = "proposal", _("propuesta")
        CONSULTATION = "consultation", _("consulta")
        DIALOGUE = "dialogue", _("diálogo")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follows"
    )
    proposal = models.ForeignKey(
        "consultations.Proposal",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="follows",
    )
    consultation = models.ForeignKey(
        "consultations.Consultation",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="follows",
    )
    # A dialogue's pages in all languages are one: their common translation key.
    dialogue = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("seguimiento")
        verbose_name_plural = _("seguimientos")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(
                    proposal__isnull=False, consultation__isnull=True, dialogue__isnull=True
                )
                | models.Q(proposal__isnull=True, consultation__isnull=False, dialogue__isnull=True)
                | models.Q(
                    proposal__isnull=True, consultation__isnull=True, dialogue__isnull=False
                ),
                name="follow_of_exactly_one",
            ),
            models.UniqueConstraint(
                fields=["proposal", "user"],
                condition=models.Q(proposal__isnull=False),
                name="follow_proposal_once",
            ),
            models.UniqueConstraint(
                fields=["consultation", "user"],
                condition=models.Q(consultation__isnull=False),
                name="follow_consultation_once",
            ),
            models.UniqueConstraint(
                fields=["dialogue", "user"],
                condition=models.Q(dialogue__isnull=False),
                name="follow_dialogue_once",
            ),
        )

    def __str__(self) -> str:
        kind, key = self.thing
        return f"{kind.label} {key}"

    @property
    def thing(self) -> "tuple[Follow.Kind, int | UUID]":
        """Return what is followed: its kind and its key."""
        if self.proposal_id:
            return self.Kind.PROPOSAL, self.proposal_id
        if self.consultation_id:
            return self.Kind.CONSULTATION, self.consultation_id
        assert self.dialogue  # noqa: S101 - the constraint says so
        return self.Kind.DIALOGUE, self.dialogue


class MailQuerySet(models.QuerySet["Mail"]):
    def waiting(self) -> "MailQuerySet":
        """Return what was not sent, may be sent by now, and nobody is sending."""
        now = timezone.now()
        free = models.Q(claimed_until__isnull=True) | models.Q(claimed_until__lt=now)
        ripe = models.Q(not_before__isnull=True) | models.Q(not_before__lte=now)
        return self.filter(free, ripe, sent_at__isnull=True)


class Mail(models.Model):
    """One e-mail to one address: written with what causes it, delivered by the worker."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    to = models.EmailField()
    from_email = models.CharField(max_length=200)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    # What it tells of, where that is a decision that can be taken back, and until when it waits.
    decision = models.ForeignKey(
        "moderation.Decision", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    not_before = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # Whoever sends it holds it until then; a worker that died lets it go by itself.
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True)

    objects = MailQuerySet.as_manager()

    class Meta:
        verbose_name = _("correo")
        verbose_name_plural = _("correos")
        indexes = (
            models.Index(
                fields=["id"], name="mail_unsent", condition=models.Q(sent_at__isnull=True)
            ),
        )

    def __str__(self) -> str:
        return self.subject

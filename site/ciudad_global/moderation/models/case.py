"""A case: one piece of content that a moderator has, or had, a reason to look at."""

import uuid
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from ciudad_global.moderation.models.content import ModeratedContent
    from ciudad_global.users.models import User

# What a case can be about, and what it can belong to: one foreign key each (ADR 12). To add a kind:
# a model on ModeratedContent, its field below, its name here, its templates.
CONTENTS = ("proposal", "comment", "question")
PLACES = ("consultation", "floor")
PlaceId = int | uuid.UUID


def _only(name: str, names: tuple[str, ...]) -> models.Q:
    return models.Q(**{f"{other}__isnull": other != name for other in names})


class CaseQuerySet(models.QuerySet["Case"]):
    def waiting(self) -> "CaseQuerySet":
        """Return the queue: what somebody still has to decide."""
        return self.filter(waiting_since__isnull=False)

    def assigned_to(self, user: "User") -> "CaseQuerySet":
        """Return cases of the places that this moderator is assigned to."""
        mine = models.Q()
        # Asked of each row: joined, the place would come first and the order be sorted.
        for place in PLACES:
            model: Any = Case._meta.get_field(place).related_model
            moderators = model.moderators.through.objects
            mine |= models.Q(
                models.Exists(moderators.filter(**{place: models.OuterRef(place)}, user=user))
            )
        return self.filter(mine)

    def not_written_by(self, user: "User") -> "CaseQuerySet":
        """Return cases about what somebody else wrote or wrote down, or nobody any more."""
        found = self
        for content in CONTENTS:
            for who in ("author", "recorded_by", "checked_by"):
                found = found.exclude(**{f"{content}__{who}": user})
        return found

    def not_reported_by(self, user: "User") -> "CaseQuerySet":
        """Return cases that this person did not report."""
        return self.exclude(flags__reporter=user)

    def free(self) -> "CaseQuerySet":
        """Return what nobody holds now."""
        return self.exclude(claimed_until__gt=timezone.now())

    def held_by(self, user: "User") -> "CaseQuerySet":
        """Return what this person holds now."""
        return self.filter(claimed_by=user, claimed_until__gt=timezone.now())

    def late(self) -> "CaseQuerySet":
        """Return what somebody should have decided already."""
        return self.waiting().filter(due_at__lt=timezone.now())

    def with_content(self) -> "CaseQuerySet":
        """Join what a page says about a case."""
        return self.select_related(
            "consultation",
            "floor__encounter",
            "claimed_by",
            "proposal__author",
            "comment__author",
            "comment__proposal",
            "question__author",
        ).prefetch_related("proposal__attachments")


class Case(models.Model):
    """One per piece of content at most, made when there is a first reason to look.

    It belongs to the place of that content, whose moderators decide it.

    It waits while `waiting_since` is set. Flags and decisions hang from it for good.
    """

    class Cause(models.TextChoices):
        REVIEW = "review", _("revisión previa")
        FLAG = "flag", _("reporte")
        EDIT = "edit", _("cambio de lo publicado")
        SIGNAL = "signal", _("señal automática")
        CHANGES = "changes", _("cambio que se pidió")

    consultation = models.ForeignKey(
        "consultations.Consultation",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="cases",
    )
    floor = models.ForeignKey(
        "dialogues.Floor", null=True, blank=True, on_delete=models.PROTECT, related_name="cases"
    )
    proposal = models.OneToOneField(
        "consultations.Proposal",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="case",
    )
    comment = models.OneToOneField(
        "consultations.Comment",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="case",
    )
    question = models.OneToOneField(
        "dialogues.Question",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="case",
    )
    cause = models.CharField(_("por qué espera"), max_length=10, choices=Cause)
    waiting_since = models.DateTimeField(_("espera desde"), null=True, blank=True)
    # By when somebody should have decided (deadlines.py).
    due_at = models.DateTimeField(_("vence"), null=True, blank=True)
    flags_count = models.PositiveIntegerField(_("reportes"), default=0)
    # Weighs reports and signals (risk.py); puts the worst first.
    risk = models.PositiveIntegerField(_("riesgo"), default=0)
    # Grows with each decision: who decides says which ones they knew of.
    version = models.PositiveIntegerField(default=0, editable=False)
    # Whoever reads it holds it until then, so that two people do not do the same work.
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="claimed_cases",
    )
    claimed_until = models.DateTimeField(null=True, blank=True)

    objects = CaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("caso")
        verbose_name_plural = _("casos")
        permissions = (
            ("decide_case", _("Puede decidir casos de moderación")),
            ("audit_case", _("Puede leer todos los casos de moderación")),
        )
        constraints = (
            models.CheckConstraint(
                condition=_only("proposal", CONTENTS)
                | _only("comment", CONTENTS)
                | _only("question", CONTENTS),
                name="case_of_exactly_one_content",
            ),
            models.CheckConstraint(
                condition=(_only("consultation", PLACES) & models.Q(question__isnull=True))
                | (_only("floor", PLACES) & models.Q(question__isnull=False)),
                name="case_where_its_content_is",
            ),
            models.CheckConstraint(
                condition=models.Q(claimed_by__isnull=True) | models.Q(claimed_until__isnull=False),
                name="case_claimed_until_a_time",
            ),
        )
        indexes = (
            models.Index(
                fields=["waiting_since", "id"],
                name="case_queue",
                condition=models.Q(waiting_since__isnull=False),
            ),
            models.Index(
                fields=["-risk", "-id"],
                name="case_riskiest",
                condition=models.Q(waiting_since__isnull=False),
            ),
            models.Index(
                fields=["due_at", "id"],
                name="case_due",
                condition=models.Q(waiting_since__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    @property
    def content(self) -> "ModeratedContent":
        """Return what the case is about."""
        content: ModeratedContent = self.proposal or self.comment or self.question  # type: ignore[assignment]
        return content

    @property
    def place(self) -> "Any":
        """Return the consultation, or the floor of a session, that it belongs to."""
        return self.consultation or self.floor

    @property
    def place_id(self) -> "PlaceId":
        """Return the id of its place: numbers are consultations, UUIDs are floors."""
        return self.consultation_id or self.floor_id  # type: ignore[return-value]

    def seen_as(self) -> str:
        """Return what changes with the content and with each decision about it."""
        return f"{self.version}-{self.content.seen_as()}"

    @property
    def is_late(self) -> bool:
        """Return whether somebody should have decided it already."""
        return self.due_at is not None and self.due_at < timezone.now()

    def holder(self) -> "User | None":
        """Return who holds the case now."""
        held = self.claimed_until is not None and self.claimed_until > timezone.now()
        return self.claimed_by if held else None

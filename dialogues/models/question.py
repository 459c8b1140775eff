"""Questions that residents ask while a session goes on."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ciudad_global.moderation.models import ModeratedContent
from ciudad_global.moderation.states import State
from dialogues.models.encounter import Encounter

if TYPE_CHECKING:
    from ciudad_global.users.models import User

LONGEST = 300


class Floor(models.Model):
    """That a session takes questions: from when until when, and who moderates them.

    A session without this row takes none. Whoever is assigned here chooses what is asked on the
    stage, and decides the cases of its questions (ADR 30).
    """

    class Switch(models.TextChoices):
        CLOCK = "clock", _("según el horario")
        OPEN = "open", _("abiertas")
        CLOSED = "closed", _("cerradas")

    encounter = models.OneToOneField(
        Encounter,
        primary_key=True,
        verbose_name=_("sesión"),
        on_delete=models.PROTECT,
        related_name="floor",
    )
    moderators = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("quién las modera"),
        related_name="floors",
        limit_choices_to={"groups__permissions__codename": "decide_case"},
    )
    minutes_before = models.PositiveSmallIntegerField(
        _("minutos antes de que empiece"), default=15, validators=[MaxValueValidator(1_440)]
    )
    minutes_after = models.PositiveSmallIntegerField(
        _("minutos después de que termine"), default=15, validators=[MaxValueValidator(1_440)]
    )
    reviewed_first = models.BooleanField(
        _("revisar cada pregunta antes de publicarla"), default=False
    )
    switch = models.CharField(
        _("las preguntas están"), max_length=10, choices=Switch, default=Switch.CLOCK
    )

    class Meta:
        verbose_name = _("preguntas en vivo")
        verbose_name_plural = _("preguntas en vivo")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dialogues:questions", kwargs={"key": self.pk})

    @property
    def title(self) -> str:
        """Return the session's title."""
        return self.encounter.title

    @property
    def opens_at(self) -> datetime:
        """Return from when the clock lets people ask."""
        return self.encounter.starts_at - timedelta(minutes=self.minutes_before)

    @property
    def closes_at(self) -> datetime:
        """Return until when the clock lets people ask."""
        return self.encounter.ends_at + timedelta(minutes=self.minutes_after)

    @property
    def is_open(self) -> bool:
        """Return whether people may ask now: by the switch, or else by the clock."""
        if self.encounter.is_cancelled or self.switch == self.Switch.CLOSED:
            return False
        by_clock = self.opens_at <= timezone.now() < self.closes_at
        return self.switch == self.Switch.OPEN or by_clock


class QuestionQuerySet(models.QuerySet["Question"]):
    def published(self) -> "QuestionQuerySet":
        """Return what everybody may read."""
        return self.filter(state=State.PUBLISHED)

    def waiting(self) -> "QuestionQuerySet":
        """Return what nobody has chosen yet."""
        return self.filter(picked_at=None)

    def picked(self) -> "QuestionQuerySet":
        """Return what was chosen and is not answered, first what was chosen first."""
        chosen = self.filter(picked_at__isnull=False, answered_at=None)
        return chosen.order_by("picked_at", "pk")

    def answered(self) -> "QuestionQuerySet":
        """Return what was answered on the stage, newest first."""
        return self.filter(answered_at__isnull=False).order_by("-answered_at", "-pk")

    def unread_of(self, user: "User | AnonymousUser") -> "QuestionQuerySet":
        """Return what this person asked and only they read."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(author=user, state__in=(State.PENDING, State.HELD, State.REJECTED))


class Question(ModeratedContent):
    """One question. What the stage did with it is told by two times, in this order."""

    search_indexes = ()
    # It lives for an hour: whoever wants to change it withdraws it and asks again.
    can_be_changed = False

    floor = models.ForeignKey(Floor, on_delete=models.PROTECT, related_name="questions")
    is_unsigned = models.BooleanField(_("sin mi nombre"), default=False)
    supports_count = models.PositiveIntegerField(default=0, editable=False)
    picked_at = models.DateTimeField(null=True, blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = _("pregunta")
        verbose_name_plural = _("preguntas")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True) | models.Q(picked_at__isnull=False),
                name="question_answered_once_picked",
            ),
        )
        indexes = (
            models.Index(
                fields=["floor", "-supports_count", "id"],
                name="question_popular",
                condition=models.Q(state="published"),
            ),
        )

    class Stage(models.TextChoices):
        WAITING = "waiting", _("en espera")
        PICKED = "picked", _("elegida")
        ANSWERED = "answered", _("respondida")

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.floor.get_absolute_url()}#pregunta-{self.pk}"

    @property
    def belongs_to(self) -> dict[str, Any]:
        """Return where its case belongs."""
        return {"floor_id": self.floor_id}

    @property
    def author_name(self) -> str:
        """Return who signs it; "" when nobody does."""
        return self.author.public_name if self.author and not self.is_unsigned else ""

    @property
    def stage(self) -> "Question.Stage":
        """Return what was done with it so far."""
        if self.answered_at:
            return self.Stage.ANSWERED
        return self.Stage.PICKED if self.picked_at else self.Stage.WAITING


class QuestionSupport(models.Model):
    """That a person wants to hear the answer, too; one each. Counted, never listed."""

    pk = models.CompositePrimaryKey("question_id", "user_id")
    question = models.ForeignKey(
        Question, on_delete=models.CASCADE, related_name="supports", db_index=False
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        verbose_name = _("apoyo a una pregunta")
        verbose_name_plural = _("apoyos a preguntas")

    def __str__(self) -> str:
        return str(self.pk)

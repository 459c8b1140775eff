"""What is said away from the screen: at the tables of a session, and on paper."""

import uuid
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.models.consultation import Consultation
from consultations.models.proposal import Proposal

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from ciudad_global.users.models import User


class GatheringQuerySet(models.QuerySet["Gathering"]):
    def public(self) -> "GatheringQuerySet":
        """Return those of consultations that anybody may read."""
        return self.exclude(consultation__state=Consultation.State.DRAFT)

    def of(self, user: "User | AnonymousUser") -> "GatheringQuerySet":
        """Return those that this person writes down for."""
        return self.filter(recorders=user.pk or 0)


class Gathering(models.Model):
    """A table of a session, or a batch of paper forms: what it gathers goes to one consultation."""

    class Kind(models.TextChoices):
        TABLE = "table", _("mesa de una sesión")
        PAPER = "paper", _("formularios en papel")

    consultation = models.ForeignKey(
        "consultations.Consultation",
        verbose_name=_("consulta"),
        on_delete=models.PROTECT,
        related_name="gatherings",
    )
    kind = models.CharField(_("qué es"), max_length=10, choices=Kind, default=Kind.TABLE)
    encounter = models.ForeignKey(
        "dialogues.Encounter",
        verbose_name=_("sesión"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="gatherings",
    )
    name = models.CharField(
        _("nombre"), max_length=60, help_text=_("Por ejemplo: «Mesa 3» o «Lote 12».")
    )
    recorders = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("quién anota"),
        blank=True,
        related_name="gatherings",
    )

    objects = GatheringQuerySet.as_manager()

    class Meta:
        verbose_name = _("mesa o lote")
        verbose_name_plural = _("mesas y lotes")
        constraints = (
            models.UniqueConstraint(
                fields=["consultation", "encounter", "name"],
                name="gathering_name_once",
                violation_error_message=_("Esa sesión ya tiene una mesa o un lote con ese nombre."),
            ),
            models.UniqueConstraint(
                fields=["consultation", "name"],
                condition=models.Q(encounter__isnull=True),
                name="gathering_batch_once",
                violation_error_message=_("Esa consulta ya tiene un lote con ese nombre."),
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="table") | models.Q(encounter__isnull=False),
                name="gathering_table_in_a_session",
                violation_error_message=_("Una mesa es de una sesión: elígela."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def is_paper(self) -> bool:
        return self.kind == self.Kind.PAPER

    @property
    def origin(self) -> Proposal.Origin:
        """Return where what it gathers comes from."""
        return Proposal.Origin.PAPER if self.is_paper else Proposal.Origin.SESSION


class Entry(models.Model):
    """Something that was written down at a table and sent, once: its key was made where it was
    typed, so that what is sent again after a dropped connection is not written twice.
    """

    class Kind(models.TextChoices):
        PROPOSAL = "proposal", _("propuesta")
        COMMENT = "comment", _("comentario")
        COUNT = "count", _("manos")

    class State(models.TextChoices):
        RECORDED = "recorded", _("recibido")
        REFUSED = "refused", _("no se recibió")

    key = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    gathering = models.ForeignKey(Gathering, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(_("qué es"), max_length=10, choices=Kind)
    state = models.CharField(_("estado"), max_length=10, choices=State, default=State.RECORDED)
    # Why it was refused, and then what was typed: nothing is lost, and the team can read it.
    why = models.CharField(max_length=300, blank=True)
    typed = models.JSONField(null=True, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    # By the clock of the phone that it was typed on; nothing is decided by it.
    said_at = models.DateTimeField(_("anotado"), null=True)
    received_at = models.DateTimeField(_("recibido"), default=timezone.now)
    # What it became; of hands, what they were raised about.
    proposal = models.ForeignKey(
        Proposal, null=True, on_delete=models.PROTECT, related_name="entries"
    )
    comment = models.ForeignKey(
        "consultations.Comment", null=True, on_delete=models.PROTECT, related_name="entries"
    )

    class Meta:
        verbose_name = _("apunte")
        verbose_name_plural = _("apuntes")
        indexes = (models.Index(fields=["gathering", "-received_at", "key"], name="entry_newest"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="recorded", typed__isnull=True, why="")
                | (models.Q(state="refused", typed__isnull=False) & ~models.Q(why="")),
                name="entry_refused_with_its_text",
            ),
        )

    def __str__(self) -> str:
        return str(self.key)

    @property
    def is_refused(self) -> bool:
        return self.state == self.State.REFUSED


class SessionCount(models.Model):
    """Hands that were raised at a table about a proposal. Shown beside the votes, never among them:
    a raised hand is neither secret nor anybody's one vote.
    """

    gathering = models.ForeignKey(
        Gathering, on_delete=models.PROTECT, related_name="counts", db_index=False
    )
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="session_counts")
    in_favour = models.PositiveIntegerField(_("a favor"))
    against = models.PositiveIntegerField(_("en contra"))
    abstained = models.PositiveIntegerField(_("se abstienen"), default=0)
    counted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    counted_at = models.DateTimeField(_("contadas"), default=timezone.now)

    class Meta:
        verbose_name = _("conteo de manos")
        verbose_name_plural = _("conteos de manos")
        constraints = (
            models.UniqueConstraint(fields=["gathering", "proposal"], name="session_count_once"),
        )

    def __str__(self) -> str:
        return f"{self.in_favour} / {self.against} / {self.abstained}"


class PaperForm(models.Model):
    """A form on paper, typed by two persons who do not see each other's text."""

    class State(models.TextChoices):
        ONCE = "once", _("falta la segunda captura")
        DIFFERENT = "different", _("las capturas difieren")
        RECORDED = "recorded", _("recibido")
        REFUSED = "refused", _("no se recibió")

    gathering = models.ForeignKey(
        Gathering, on_delete=models.PROTECT, related_name="forms", db_index=False
    )
    number = models.PositiveIntegerField(_("número"))
    state = models.CharField(_("estado"), max_length=10, choices=State, default=State.ONCE)
    why = models.CharField(max_length=300, blank=True)
    # What each of them typed; both stay, whatever was agreed on.
    first = models.JSONField()
    second = models.JSONField(null=True)
    first_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposal = models.OneToOneField(
        Proposal, null=True, on_delete=models.PROTECT, related_name="paper_form"
    )

    class Meta:
        verbose_name = _("formulario en papel")
        verbose_name_plural = _("formularios en papel")
        constraints = (
            models.UniqueConstraint(fields=["gathering", "number"], name="paper_form_once"),
            models.CheckConstraint(
                condition=~models.Q(first_by=models.F("second_by")),
                name="paper_form_by_two_persons",
            ),
            models.CheckConstraint(
                condition=models.Q(state="once", second__isnull=True)
                | (~models.Q(state="once") & models.Q(second__isnull=False)),
                name="paper_form_typed_twice",
            ),
            models.CheckConstraint(
                condition=models.Q(proposal__isnull=True) | models.Q(state="recorded"),
                name="paper_form_became_a_proposal",
            ),
        )

    def __str__(self) -> str:
        return str(self.number)

    @property
    def is_recorded(self) -> bool:
        return self.state == self.State.RECORDED

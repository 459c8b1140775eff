"""What the city says it will do, and how it goes."""

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _


class CommitmentQuerySet(models.QuerySet["Commitment"]):
    def published(self) -> "CommitmentQuerySet":
        """Return what everybody may read."""
        return self.filter(published_at__isnull=False)


class Commitment(models.Model):
    """Something that the city will do, with who answers for it and by when.

    Status and progress are those of its latest published update.
    """

    class Status(models.TextChoices):
        PLANNED = "planned", _("por empezar")
        UNDER_WAY = "under_way", _("en marcha")
        DELAYED = "delayed", _("con retraso")
        DONE = "done", _("cumplido")
        DROPPED = "dropped", _("no se hará")

    consultation = models.ForeignKey(
        "consultations.Consultation",
        verbose_name=_("consulta"),
        on_delete=models.PROTECT,
        related_name="commitments",
    )
    title = models.CharField(_("qué se hará"), max_length=200)
    body = models.TextField(_("detalles"), blank=True)
    body_html = models.TextField(editable=False, blank=True)
    office = models.CharField(_("quién responde"), max_length=160)
    due_on = models.DateField(_("para cuándo"))
    status = models.CharField(
        _("cómo va"), max_length=10, choices=Status, default=Status.PLANNED, editable=False
    )
    progress = models.PositiveSmallIntegerField(_("avance en %"), default=0, editable=False)
    goals = models.ManyToManyField(
        "agenda.Goal", verbose_name=_("objetivos"), blank=True, related_name="commitments"
    )
    # What it comes from.
    proposals = models.ManyToManyField(
        "consultations.Proposal",
        verbose_name=_("propuestas"),
        blank=True,
        related_name="commitments",
    )
    comments = models.ManyToManyField(
        "consultations.Comment",
        verbose_name=_("comentarios"),
        blank=True,
        related_name="commitments",
    )
    agreement = models.ForeignKey(
        "dialogues.Statement",
        verbose_name=_("acuerdo de una sesión"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="commitments",
    )
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("quién lo escribió"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    published_at = models.DateTimeField(_("publicado"), null=True, blank=True, editable=False)

    objects = CommitmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("compromiso")
        verbose_name_plural = _("compromisos")
        permissions = (("publish_commitment", _("Puede publicar compromisos y sus avances")),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(progress__lte=100), name="commitment_progress_in_percent"
            ),
        )
        indexes = (models.Index(fields=["consultation", "due_on"], name="commitment_by_due_date"),)

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Return where everybody reads it."""
        slug = slugify(self.title)[:60].strip("-") or "compromiso"
        return reverse("consultations:commitment", kwargs={"pk": self.pk, "slug": slug})

    @property
    def is_open(self) -> bool:
        """Return whether the city still has to do it."""
        return self.status not in (self.Status.DONE, self.Status.DROPPED)

    @property
    def is_late(self) -> bool:
        """Return whether its day has passed without it being done."""
        return self.is_open and self.due_on < timezone.localdate()


class CommitmentUpdateQuerySet(models.QuerySet["CommitmentUpdate"]):
    def published(self) -> "CommitmentUpdateQuerySet":
        """Return what everybody may read."""
        return self.filter(published_at__isnull=False)


class CommitmentUpdate(models.Model):
    """One step in the life of a commitment, with its evidence."""

    commitment = models.ForeignKey(
        Commitment, verbose_name=_("compromiso"), on_delete=models.PROTECT, related_name="updates"
    )
    status = models.CharField(_("cómo va"), max_length=10, choices=Commitment.Status)
    progress = models.PositiveSmallIntegerField(
        _("avance en %"), validators=[MaxValueValidator(100)]
    )
    note = models.TextField(_("qué se hizo"), max_length=2000)
    note_html = models.TextField(editable=False, blank=True)
    evidence_url = models.URLField(_("enlace a la evidencia"), blank=True)
    evidence_label = models.CharField(_("qué es la evidencia"), max_length=160, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("quién lo escribió"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(_("publicado"), null=True, blank=True, editable=False)

    objects = CommitmentUpdateQuerySet.as_manager()

    class Meta:
        verbose_name = _("avance de un compromiso")
        verbose_name_plural = _("avances de compromisos")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(progress__lte=100), name="update_progress_in_percent"
            ),
            models.CheckConstraint(
                condition=models.Q(evidence_url="") | ~models.Q(evidence_label=""),
                name="update_names_its_evidence",
                violation_error_message=_("Di en pocas palabras qué es la evidencia."),
            ),
        )
        indexes = (models.Index(fields=["commitment", "-published_at"], name="update_newest"),)

    def __str__(self) -> str:
        return f"{self.commitment}: {self.get_status_display()}"

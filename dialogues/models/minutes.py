"""What was said and agreed at a session, what people would correct in it, its editions."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from ciudad_global.common.text import Translated


class MinutesQuerySet(models.QuerySet["Minutes"]):
    def with_title(self) -> "MinutesQuerySet":
        """Bring the title of each session, in the site's first language where it has one."""
        from dialogues.models.session import SessionPage

        pages = SessionPage.objects.filter(translation_key=OuterRef("encounter")).order_by("pk")
        first = pages.filter(locale__language_code=settings.LANGUAGE_CODE)
        return self.annotate(
            session_title=Coalesce(
                Subquery(first.values("title")[:1]), Subquery(pages.values("title")[:1])
            )
        )


class Minutes(ClusterableModel):
    """The minutes of one session, whatever its language: drafted, corrected, published."""

    class State(models.TextChoices):
        DRAFT = "draft", _("borrador")
        OPEN = "open", _("abierta a correcciones")
        FINAL = "final", _("publicada")

    encounter = models.OneToOneField(
        "dialogues.Encounter",
        verbose_name=_("sesión"),
        on_delete=models.PROTECT,
        related_name="minutes",
    )
    state = models.CharField(
        _("estado"), max_length=5, choices=State, default=State.DRAFT, editable=False
    )
    corrections_until = models.DateField(_("correcciones hasta"), null=True, blank=True)
    # What the next edition says that the one before did not.
    changes_es = models.CharField(_("qué cambia"), max_length=300, blank=True)
    changes_en = models.CharField(_("qué cambia, en inglés"), max_length=300, blank=True)
    # None of them publishes it.
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("quién la escribió"),
        editable=False,
        related_name="+",
    )
    published_at = models.DateTimeField(_("publicada"), null=True, editable=False)

    objects = MinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("relatoría")
        verbose_name_plural = _("relatorías")
        permissions = (("publish_minutes", _("Puede publicar relatorías")),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="final", published_at__isnull=False)
                | (~models.Q(state="final") & models.Q(published_at__isnull=True)),
                name="minutes_final_since_a_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="open") | models.Q(corrections_until__isnull=False),
                name="minutes_open_until_a_day",
            ),
        )

    def __str__(self) -> str:
        return getattr(self, "session_title", None) or str(self.encounter)

    def get_absolute_url(self) -> str:
        """Return where people who were there read the draft and correct it."""
        return reverse("dialogues:minutes", args=[self.encounter_id])

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_final(self) -> bool:
        return self.state == self.State.FINAL


class Edition(models.Model):
    """Each time that minutes were published: when, by whom, and what changed."""

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField(_("edición"))
    changes_es = models.CharField(_("qué cambió"), max_length=300, blank=True)
    changes_en = models.CharField(_("qué cambió, en inglés"), max_length=300, blank=True)
    changes = Translated()
    published_at = models.DateTimeField(_("publicada"))
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("edición")
        verbose_name_plural = _("ediciones")
        constraints = (
            models.UniqueConstraint(fields=["minutes", "number"], name="edition_once"),
            models.CheckConstraint(
                condition=models.Q(number=1) | ~models.Q(changes_es=""),
                name="edition_says_what_changed",
            ),
        )

    def __str__(self) -> str:
        return str(self.number)


class Tag(models.Model):
    """A word under which statements are found."""

    slug = models.SlugField(_("dirección"), max_length=60, unique=True, allow_unicode=True)
    name_es = models.CharField(_("en español"), max_length=60)
    name_en = models.CharField(_("en inglés"), max_length=60, blank=True)
    name = Translated()

    class Meta:
        verbose_name = _("etiqueta de relatoría")
        verbose_name_plural = _("etiquetas de relatoría")

    def __str__(self) -> str:
        return self.name_es


class Statement(models.Model):
    """Something that was said, asked or agreed. A name is shown only with consent."""

    class Kind(models.TextChoices):
        STATEMENT = "statement", _("afirmación")
        AGREEMENT = "agreement", _("acuerdo")
        QUESTION = "question", _("pregunta")

    minutes = ParentalKey(Minutes, on_delete=models.CASCADE, related_name="statements")
    sort_order = models.PositiveSmallIntegerField(default=0, editable=False)
    kind = models.CharField(_("tipo"), max_length=9, choices=Kind, default=Kind.STATEMENT)
    text_es = models.TextField(_("qué se dijo"), max_length=600)
    text_en = models.TextField(_("qué se dijo, en inglés"), max_length=600, blank=True)
    text = Translated()
    speaker = models.CharField(_("quién lo dijo"), max_length=120, blank=True)
    may_be_named = models.BooleanField(_("aceptó que se diga su nombre"), default=False)
    seconds = models.PositiveIntegerField(_("momento de la grabación"), null=True, blank=True)
    tags = models.ManyToManyField(
        Tag, verbose_name=_("etiquetas"), blank=True, related_name="statements"
    )

    sort_order_field = "sort_order"

    class Meta:
        verbose_name = _("intervención")
        verbose_name_plural = _("intervenciones")
        ordering: ClassVar = ["sort_order"]
        indexes = (models.Index(fields=["minutes", "sort_order"], name="statement_in_order"),)

    def __str__(self) -> str:
        return self.text[:80]

    @property
    def shown_speaker(self) -> str:
        """Return the name if its owner agreed to that."""
        return self.speaker if self.speaker and self.may_be_named else ""

    @property
    def mark(self) -> str:
        """Return the moment as h:mm:ss or m:ss; "" where there is none."""
        if self.seconds is None:
            return ""
        minutes, seconds = divmod(self.seconds, 60)
        hours, minutes = divmod(minutes, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


class Correction(models.Model):
    """What somebody who was there would correct, and what became of that."""

    class State(models.TextChoices):
        WAITING = "waiting", _("por revisar")
        ACCEPTED = "accepted", _("aceptada")
        DECLINED = "declined", _("no aceptada")

    minutes = models.ForeignKey(Minutes, on_delete=models.CASCADE, related_name="corrections")
    statement = models.ForeignKey(
        Statement,
        verbose_name=_("intervención"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="corrections",
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = models.TextField(_("qué corregir"), max_length=1_000)
    state = models.CharField(_("estado"), max_length=8, choices=State, default=State.WAITING)
    reason = models.CharField(_("por qué no"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("corrección")
        verbose_name_plural = _("correcciones")
        constraints = (
            models.CheckConstraint(
                condition=models.Q(state="waiting", decided_at__isnull=True)
                | (~models.Q(state="waiting") & models.Q(decided_at__isnull=False)),
                name="correction_decided_at_a_moment",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(reason=""),
                name="correction_declined_with_a_reason",
            ),
        )
        indexes = (models.Index(fields=["minutes", "state"], name="correction_waiting"),)

    def __str__(self) -> str:
        return self.text[:80]

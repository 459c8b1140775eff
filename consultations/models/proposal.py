"""A concrete idea inside a consultation."""

import hashlib
import json
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Least
from django.urls import reverse
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext_lazy as _

from ciudad_global.moderation.models import ModeratedContent
from ciudad_global.moderation.states import State
from consultations import search_index

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from ciudad_global.users.models import User


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def published(self) -> "ProposalQuerySet":
        """Return what everybody may read."""
        return self.filter(state=State.PUBLISHED)

    def drafts_of(self, user: "User | AnonymousUser") -> "ProposalQuerySet":
        """Return what this person has not sent yet; nobody else reads it."""
        return self.filter(author_id=user.pk or 0, state=State.DRAFT)

    def visible_to(self, user: "User") -> "ProposalQuerySet":
        """Return what this person may read: the published ones and their own."""
        own = models.Q(author=user) if user.is_authenticated else models.Q(pk__in=())
        return self.filter(models.Q(state=State.PUBLISHED) | own)

    def united_with(self, *pks: int) -> "ProposalQuerySet":
        """Return what was merged into these, also by way of another (a query for each step)."""
        found: set[int] = set()
        step = set(pks)
        while step:
            step = set(self.filter(merged_into__in=step).values_list("pk", flat=True))
            found |= step
        return self.filter(pk__in=found)

    def with_answer(self) -> "ProposalQuerySet":
        """Add `answer_status`: how the city answered in public, "" where it did not yet."""
        public = models.When(response__published_at__isnull=False, then=F("response__status"))
        return self.annotate(answer_status=models.Case(public, default=Value("")))

    def for_cards(self) -> "ProposalQuerySet":
        """Join and prefetch what a card shows, for a constant number of queries."""
        return self.select_related("theme", "author").prefetch_related(
            "goals__framework", "alcaldias"
        )


class Proposal(ModeratedContent):
    """What somebody proposes. Its counters move in the statement that writes a vote or comment."""

    class Origin(models.TextChoices):
        RESIDENT = "resident", _("de una persona")
        CITY = "city", _("de la ciudad")
        SESSION = "session", _("recogida en una sesión")
        PAPER = "paper", _("recogida en papel")
        IMPORT = "import", _("importada")

    search_indexes = (search_index.PROPOSALS, search_index.UNREAD_PROPOSALS)

    consultation = models.ForeignKey(
        "consultations.Consultation", on_delete=models.PROTECT, related_name="proposals"
    )
    origin = models.CharField(
        _("origen"), max_length=10, choices=Origin, default=Origin.RESIDENT, editable=False
    )
    # Where somebody wrote it down for whoever said it, who is not known: it has no author.
    gathering = models.ForeignKey(
        "consultations.Gathering",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="proposals",
    )
    title = models.CharField(_("título"), max_length=150)
    summary = models.CharField(_("en pocas palabras"), max_length=300, blank=True)
    theme = models.ForeignKey(
        "consultations.Theme",
        verbose_name=_("tema"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="proposals",
    )
    goals = models.ManyToManyField(
        "agenda.Goal", verbose_name=_("objetivos"), blank=True, related_name="proposals"
    )
    # None means the whole city.
    alcaldias = models.ManyToManyField(
        "agenda.Alcaldia", verbose_name=_("alcaldías"), blank=True, related_name="proposals"
    )
    # What shows that it works already, here or elsewhere.
    practices = models.ManyToManyField(
        "dialogues.Practice", verbose_name=_("experiencias"), blank=True, related_name="proposals"
    )
    edited_at = models.DateTimeField(_("editada"), null=True, blank=True, editable=False)
    # A draft keeps what was typed as it was typed: nothing is lost because it is too long.
    typed = models.JSONField(null=True, blank=True, editable=False)
    # When moderation closed its thread to new comments.
    comments_locked_at = models.DateTimeField(null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, editable=False, on_delete=models.PROTECT, related_name="+"
    )

    # Under the support ballot `agree_count` counts the supports.
    agree_count = models.PositiveIntegerField(default=0, editable=False)
    pass_count = models.PositiveIntegerField(default=0, editable=False)
    disagree_count = models.PositiveIntegerField(default=0, editable=False)
    votes_count = models.GeneratedField(
        expression=F("agree_count") + F("pass_count") + F("disagree_count"),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
    )
    # (A + 1) / (S + 2): one agreement of one vote does not outrank ninety of a hundred.
    agreement = models.GeneratedField(
        expression=(F("agree_count") + Value(1.0))
        / (F("agree_count") + F("pass_count") + F("disagree_count") + Value(2.0)),
        output_field=models.FloatField(),
        db_persist=True,
    )
    # 2 · min(A, D) / (S + 2): near 1 where as many agree as disagree, 0 where all think alike.
    division = models.GeneratedField(
        expression=Value(2.0)
        * Least(F("agree_count"), F("disagree_count"))
        / (F("agree_count") + F("pass_count") + F("disagree_count") + Value(2.0)),
        output_field=models.FloatField(),
        db_persist=True,
    )
    # How far it lies from the centre of opinion; weighs what "una por una" shows next.
    extremity = models.FloatField(default=0, editable=False)
    comments_count = models.PositiveIntegerField(default=0, editable=False)
    # The number that the next comment gets; never goes back.
    comments_serial = models.PositiveIntegerField(default=0, editable=False)

    # What another platform counted; shown beside, never among the votes.
    external_id = models.CharField(max_length=40, blank=True, editable=False)
    imported_for = models.PositiveIntegerField(null=True, blank=True, editable=False)
    imported_against = models.PositiveIntegerField(null=True, blank=True, editable=False)

    # How the city answered in public, where a list asked for it (`with_answer`).
    answer_status = ""

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = _("propuesta")
        verbose_name_plural = _("propuestas")
        constraints = (
            models.UniqueConstraint(
                fields=["consultation", "external_id"],
                condition=~models.Q(external_id=""),
                name="proposal_imported_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=(State.DRAFT, State.ERASED)) | ~models.Q(title=""),
                name="proposal_has_a_title",
            ),
            models.CheckConstraint(
                condition=models.Q(typed__isnull=True) | models.Q(state=State.DRAFT),
                name="proposal_typed_while_a_draft",
            ),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | models.Q(state=State.MERGED),
                name="proposal_merged_into_another",
            ),
            models.CheckConstraint(
                condition=models.Q(gathering__isnull=True) | models.Q(author__isnull=True),
                name="proposal_gathered_has_no_author",
            ),
        )
        indexes = (
            models.Index(fields=["consultation", "state", "-id"], name="proposal_newest"),
            models.Index(
                fields=["consultation", "state", "-agree_count", "-id"], name="proposal_supported"
            ),
            models.Index(
                fields=["consultation", "state", "-agreement", "-id"], name="proposal_agreed"
            ),
            models.Index(
                fields=["consultation", "state", "-division", "-id"], name="proposal_divided"
            ),
            models.Index(fields=["author", "state"], name="proposal_of_author"),
            models.Index(
                fields=["consultation", "state", "-comments_count", "-id"],
                name="proposal_discussed",
            ),
        )

    def __str__(self) -> str:
        return self.title

    @property
    def belongs_to(self) -> dict[str, Any]:
        """Return where its case belongs."""
        return {"consultation_id": self.consultation_id}

    def get_absolute_url(self) -> str:
        slug = slugify(self.title)[:60].strip("-") or "propuesta"
        return reverse("consultations:proposal", kwargs={"pk": self.pk, "slug": slug})

    def move_to(self, state: State, *, undoing: bool = False) -> None:
        """Change the state; what is no longer merged no longer points to another proposal."""
        if self.merged_into_id is not None:
            self.merged_into = None
            self.save(update_fields=["merged_into"])
        super().move_to(state, undoing=undoing)

    def seen_as(self) -> str:
        """Return what changes with the text, the images or the documents."""
        files = sorted((file.pk, file.text) for file in self.attachments.all())
        return hashlib.sha256(f"{self.fingerprint()}{files}".encode()).hexdigest()[:16]

    def moved(self, before: State, after: State) -> None:
        """What is erased leaves no files behind."""
        if after == State.ERASED:
            self.attachments.all().delete()

    @property
    def draft_url(self) -> str:
        """Return where its author goes on writing a draft."""
        form = reverse("consultations:propose", args=[self.consultation.slug])
        return f"{form}?borrador={self.pk}"

    @property
    def versions_url(self) -> str:
        """Return where its earlier texts are read."""
        return reverse("consultations:proposal_versions", args=[self.pk])

    def fingerprint(self) -> str:
        if self.typed is None:
            return super().fingerprint()
        return hashlib.sha256(json.dumps(self.typed, sort_keys=True).encode()).hexdigest()[:16]

    @property
    def author_name(self) -> str:
        """Return who signs it, or where it was gathered; "" when nobody does any more."""
        if self.gathering_id is not None:
            return capfirst(self.get_origin_display())
        return self.author.public_name if self.author else ""

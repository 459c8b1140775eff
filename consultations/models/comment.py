"""Replies to a proposal and to each other."""

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ciudad_global.moderation.models import ModeratedContent
from ciudad_global.moderation.states import Reason, State
from consultations import search_index
from consultations.models.proposal import Proposal

if TYPE_CHECKING:
    from ciudad_global.moderation.models import Decision
    from ciudad_global.users.models import User

SHOWN_LEVELS = 3
# How long after its publication a comment may still be changed by its author.
EDIT_WINDOW = timedelta(minutes=15)
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
STEP_WIDTH = 4  # 36^4 = 1.6 million comments a proposal
_DEEPEST = 60  # steps that fit into the stored path


def path_step(number: int) -> str:
    """Return the comment's number as a step of fixed width, so that text order is thread order."""
    step = ""
    for _position in range(STEP_WIDTH):
        number, digit = divmod(number, 36)
        step = _DIGITS[digit] + step
    return step


class CommentQuerySet(models.QuerySet["Comment"]):
    def published(self) -> "CommentQuerySet":
        """Return what everybody may read."""
        return self.filter(state=State.PUBLISHED)

    def in_thread(self, user: "User | AnonymousUser") -> "CommentQuerySet":
        """Return what a thread shows this person: published comments, the places of others that
        have replies, and the person's own that are not published.
        """
        shown = models.Q(state=State.PUBLISHED) | models.Q(replies_count__gt=0)
        if user.is_authenticated:
            own = (State.PENDING, State.HELD, State.REJECTED)
            shown |= models.Q(author=user, state__in=own)
        return self.filter(shown)


class Comment(ModeratedContent):
    """One comment. `path` spells its place in the thread: a page of a thread is one index scan."""

    class Stance(models.TextChoices):
        FOR = "for", _("a favor")
        AGAINST = "against", _("en contra")
        NEUTRAL = "neutral", _("neutral")

    search_indexes = (search_index.COMMENTS, search_index.UNREAD_COMMENTS)

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="comments")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="replies"
    )
    # 1, 2, 3 … within the proposal: the name of the comment in links (#comentario-12).
    number = models.PositiveIntegerField(editable=False)
    path = models.CharField(max_length=STEP_WIDTH * _DEEPEST, editable=False)
    depth = models.PositiveSmallIntegerField(default=0, editable=False)
    # Where somebody wrote it down for whoever said it, who is not known: it has no author.
    gathering = models.ForeignKey(
        "consultations.Gathering",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="comments",
    )
    stance = models.CharField(_("postura"), max_length=10, choices=Stance, blank=True)
    edited_at = models.DateTimeField(_("editado"), null=True, blank=True, editable=False)
    # How many people marked it as useful.
    useful_count = models.PositiveIntegerField(default=0, editable=False)
    # Direct replies, whatever became of them; a tombstone stays while it has some.
    replies_count = models.PositiveIntegerField(default=0, editable=False)

    external_id = models.CharField(max_length=40, blank=True, editable=False)
    imported_for = models.PositiveIntegerField(null=True, blank=True, editable=False)
    imported_against = models.PositiveIntegerField(null=True, blank=True, editable=False)

    # Why moderation took it down; reports/thread.py fills it in.
    removal_reason: Reason | None = None
    # Where it was gathered, in words; reports/thread.py fills it in.
    gathered_at = ""
    # The decision that asks its author to change it; reports/thread.py fills it in, too.
    asked: "Decision | None" = None

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comentario")
        verbose_name_plural = _("comentarios")
        constraints = (
            models.UniqueConstraint(fields=["proposal", "number"], name="comment_number_once"),
            models.UniqueConstraint(fields=["proposal", "path"], name="comment_path_once"),
            models.UniqueConstraint(
                fields=["proposal", "external_id"],
                condition=~models.Q(external_id=""),
                name="comment_imported_once",
            ),
            models.CheckConstraint(
                condition=models.Q(gathering__isnull=True) | models.Q(author__isnull=True),
                name="comment_gathered_has_no_author",
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("consultations:comment", kwargs={"pk": self.pk})

    @property
    def belongs_to(self) -> dict[str, Any]:
        """Return where its case belongs."""
        return {"consultation_id": self.proposal.consultation_id}

    @property
    def author_name(self) -> str:
        """Return who signs it, or where it was gathered; "" when nobody does any more."""
        if self.gathering_id is not None:
            return _now("Recogido en una sesión")
        return self.author.public_name if self.author else ""

    @property
    def level(self) -> int:
        """Return the indentation, 0 to 2: deeper replies stand with the third level."""
        return min(self.depth, SHOWN_LEVELS - 1)

    @property
    def answers_deeper(self) -> bool:
        """Return whether the indentation no longer tells which comment it answers."""
        return self.depth >= SHOWN_LEVELS and self.parent is not None and self.parent.is_published

    @property
    def is_edited(self) -> bool:
        """Return whether others may have read another text before."""
        return bool(self.edited_at and self.published_at and self.edited_at > self.published_at)

    @property
    def is_editable(self) -> bool:
        """Return whether its author may change it now: before anybody reads it, or soon after."""
        if self.is_published and self.published_at is not None:
            return timezone.now() < self.published_at + EDIT_WINDOW
        return self.state == State.PENDING

    def place(self, number: int, parent: "Comment | None") -> None:
        """Set number, path and depth below `parent` (None for a comment on the proposal).

        A reply below the deepest step that the path can spell stands beside its parent.
        """
        self.number, self.parent = number, parent
        above = parent.path if parent else ""
        if len(above) >= STEP_WIDTH * _DEEPEST:
            above = above[:-STEP_WIDTH]
        self.path = above + path_step(number)
        self.depth = len(above) // STEP_WIDTH

    def moved(self, before: State, after: State) -> None:
        """Move the proposal's counter when the comment appears or disappears."""
        change = (after == State.PUBLISHED) - (before == State.PUBLISHED)
        if change:
            Proposal.objects.filter(pk=self.proposal_id).update(
                comments_count=F("comments_count") + change
            )


class CommentNotice(models.Model):
    """That a person was told of a comment, because it answers them or names them; once each."""

    pk = models.CompositePrimaryKey("comment_id", "user_id")
    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, related_name="notices", db_index=False
    )
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    told_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("aviso de comentario")
        verbose_name_plural = _("avisos de comentarios")

    def __str__(self) -> str:
        return str(self.pk)


class UsefulMark(models.Model):
    """That a person found a comment useful; one each. Counted, never listed."""

    pk = models.CompositePrimaryKey("comment_id", "user_id")
    comment = models.ForeignKey(
        Comment, on_delete=models.PROTECT, related_name="useful_marks", db_index=False
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="useful_marks"
    )

    class Meta:
        verbose_name = _("marca de útil")
        verbose_name_plural = _("marcas de útil")

    def __str__(self) -> str:
        return str(self.pk)

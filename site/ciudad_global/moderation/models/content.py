"""What a person writes and a moderator may have to read."""

import hashlib
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ciudad_global.moderation import events
from ciudad_global.moderation.states import State, check_move

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from ciudad_global.common.search.index import Index
    from ciudad_global.users.models import User


class ModeratedContent(models.Model):
    """Base of proposals and comments: who wrote it, when, in which state it is."""

    # Together they hold the words of everything that a moderator may have to decide.
    search_indexes: ClassVar[tuple["Index", ...]]
    # Whether a moderator can ask the author to change it.
    can_be_changed: ClassVar[bool] = True

    state = models.CharField(_("estado"), max_length=10, choices=State, default=State.DRAFT)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("autor/a"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="%(class)ss",
    )
    # Who wrote it down for somebody else, and who typed it a second time from paper. Told to
    # nobody; it is as much theirs as an author's when somebody has to decide about it.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    language = models.CharField(
        _("idioma"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    body = models.TextField(_("texto"), blank=True)
    # Cleaned once, when written (common/html.py); templates print it as it is.
    body_html = models.TextField(editable=False, blank=True)
    created_at = models.DateTimeField(_("escrita"), default=timezone.now, editable=False)
    published_at = models.DateTimeField(_("publicada"), null=True, blank=True, editable=False)
    # When moderation covered personal data in the text; the page says so.
    masked_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True

    def move_to(self, state: State, *, undoing: bool = False) -> None:
        """Change the state of this locked row; raise IllegalMove where the life has no such move.

        Call it inside a transaction that holds the row (`select_for_update`). `undoing` is said
        by who takes back the decision that led here.
        """
        check_move(self.state, state, undoing=undoing)
        before, self.state = State(self.state), state
        fields = ["state"]
        if state == State.PUBLISHED and self.published_at is None:
            self.published_at = timezone.now()
            fields.append("published_at")
        elif before == State.PUBLISHED and state == State.PENDING:
            self.published_at = None
            fields.append("published_at")
        self.save(update_fields=fields)
        self.moved(before, state)
        if before == State.PUBLISHED:
            events.hidden.send(type(self), content=self)

    def get_absolute_url(self) -> str:
        """Return where it is read."""
        raise NotImplementedError

    def is_of(self, user: "User | AnonymousUser") -> bool:
        """Return whether this person wrote it, or wrote it down."""
        return user.pk in (self.author_id, self.recorded_by_id, self.checked_by_id)

    @property
    def belongs_to(self) -> dict[str, Any]:
        """Return the place of its case, as a field of `Case` and its value."""
        raise NotImplementedError

    @property
    def headline(self) -> str:
        """Return what a list calls it: its title, or how it begins."""
        return getattr(self, "title", "") or Truncator(self.body).chars(80)

    def fingerprint(self) -> str:
        """Return what changes with the text: who acts on what they read sends it along."""
        text = "\0".join((getattr(self, "title", ""), getattr(self, "summary", ""), self.body))
        return hashlib.sha256(text.encode()).hexdigest()[:16]

    def seen_as(self) -> str:
        """Return what changes with anything that a moderator looks at, not the text alone."""
        return self.fingerprint()

    def moved(self, before: State, after: State) -> None:
        """Keep counters that depend on the state; called in the same transaction."""

    @property
    def is_published(self) -> bool:
        return self.state == State.PUBLISHED

"""People: residents and the city's team. One account each, known by its e-mail."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, email: str | None) -> "User":
        """Return the user with this e-mail, whatever its case."""
        return self.get(email__iexact=email)

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person; without a password they sign in by a code sent to the e-mail."""
        if not email:
            raise ValueError("A user needs an e-mail.")
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person who may do everything in Wagtail (never vote or propose)."""
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. Nothing here says how they voted."""

    email = models.EmailField(_("correo electrónico"), unique=True)
    display_name = models.CharField(
        _("nombre público"),
        max_length=60,
        blank=True,
        help_text=_("Así firmarás tus propuestas y comentarios. Puede ser un seudónimo."),
    )
    alcaldia = models.ForeignKey(
        "agenda.Alcaldia",
        verbose_name=_("alcaldía"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Opcional. Solo se publica cuántas personas participan de cada una."),
    )
    language = models.CharField(
        _("idioma de los avisos"),
        max_length=5,
        choices=settings.LANGUAGES,
        default=settings.LANGUAGE_CODE,
    )
    is_active = models.BooleanField(_("puede entrar"), default=True)
    date_joined = models.DateTimeField(_("alta"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("persona")
        verbose_name_plural = _("personas")
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_once"),)

    def __str__(self) -> str:
        return self.get_full_name()

    def get_full_name(self) -> str:
        """Return the name that others see; never the e-mail."""
        return self.display_name or str(_("Persona %(number)s") % {"number": self.pk})

    get_short_name = get_full_name

    @property
    def public_name(self) -> str:
        """Return the name that stands beside what this person publishes."""
        return self.get_full_name()

    @cached_property
    def roles(self) -> frozenset[str]:
        """Return the names of this person's groups (one query, then remembered)."""
        return frozenset(self.groups.values_list("name", flat=True))

    @property
    def is_team(self) -> bool:
        """Return whether this account works for the city: then it cannot take part."""
        return self.is_superuser or bool(self.roles)

    @cached_property
    def suspensions(self) -> list[Any]:
        """Return the suspensions that hold now (one query, then remembered): for pages."""
        return list(self.sanctions.suspending())

    @cached_property
    def is_verified(self) -> bool:
        """Return whether the e-mail was confirmed with a code (one query, then remembered)."""
        return self.emailaddress_set.filter(verified=True).exists()  # type: ignore[attr-defined]

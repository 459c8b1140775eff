"""The vocabulary that all sections share: frameworks and goals, cities, networks, alcaldías."""

from collections.abc import Iterable
from itertools import groupby

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from ciudad_global.agenda.colors import seen
from ciudad_global.common.text import Translated


class Alcaldia(models.Model):
    """One of the 16 boroughs, with the population that participation is compared with."""

    code = models.CharField(_("clave INEGI"), max_length=3, primary_key=True)
    name = models.CharField(_("nombre"), max_length=60, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    population_2020 = models.PositiveIntegerField(_("población en 2020"))

    class Meta:
        verbose_name = _("alcaldía")
        verbose_name_plural = _("alcaldías")

    def __str__(self) -> str:
        return self.name


class Framework(models.Model):
    """A global commitment with numbered goals, such as the Agenda 2030."""

    code = models.CharField(_("clave"), max_length=20, unique=True)
    slug = models.SlugField(max_length=60, unique=True)
    name_es = models.CharField(_("nombre en español"), max_length=160)
    name_en = models.CharField(_("nombre en inglés"), max_length=160)
    url = models.URLField(_("texto oficial"), blank=True)
    order = models.PositiveSmallIntegerField(_("orden"), default=0)
    name = Translated()

    class Meta:
        verbose_name = _("marco")
        verbose_name_plural = _("marcos")

    def __str__(self) -> str:
        return self.name


class GoalQuerySet(models.QuerySet["Goal"]):
    def in_order(self) -> "GoalQuerySet":
        """Return goals as their frameworks number them, with the framework joined."""
        return self.select_related("framework").order_by(
            "framework__order", "framework_id", "order", "code"
        )


def by_framework(goals: "Iterable[Goal]") -> list[tuple[str, list[tuple[str, str]]]]:
    """Return goals that are `in_order` as choices below the names of their frameworks."""
    return [
        (str(framework), [(str(goal.pk), str(goal)) for goal in group])
        for framework, group in groupby(goals, lambda goal: goal.framework)
    ]


class Goal(models.Model):
    """A goal (or a target below a goal) of a framework."""

    framework = models.ForeignKey(
        Framework, verbose_name=_("marco"), on_delete=models.PROTECT, related_name="goals"
    )
    parent = models.ForeignKey(
        "self",
        verbose_name=_("objetivo al que pertenece"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="targets",
    )
    code = models.CharField(
        _("clave"),
        max_length=20,
        validators=[
            RegexValidator(
                r"^[0-9A-Za-z]+([.-][0-9A-Za-z]+)*\Z",
                _("Usa letras sin acento, números, puntos y guiones, como 11 o 11.a."),
            )
        ],
        help_text=_("Como la llama el texto oficial. Es parte de la dirección de su página."),
    )
    name_es = models.CharField(_("nombre en español"), max_length=300)
    name_en = models.CharField(_("nombre en inglés"), max_length=300)
    color = models.CharField(_("color"), max_length=7, validators=[seen])
    order = models.PositiveSmallIntegerField(_("orden"), default=0)
    name = Translated()

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("objetivo")
        verbose_name_plural = _("objetivos")
        constraints = (
            models.UniqueConstraint(fields=["framework", "code"], name="goal_code_once"),
            models.CheckConstraint(
                condition=models.Q(parent=None) | ~models.Q(parent=models.F("id")),
                name="goal_not_below_itself",
            ),
        )

    def clean(self) -> None:
        """Refuse a target below another framework's goal, or below a target."""
        parent = self.parent
        if parent is None:
            return
        if parent.framework_id != self.framework_id:
            raise ValidationError({"parent": _("Ese objetivo es de otro marco.")})
        if parent.parent_id or (self.pk and self.targets.exists()):
            raise ValidationError({"parent": _("Una meta no tiene otras metas debajo.")})

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"

    def get_absolute_url(self) -> str:
        """Return where what there is for it is read; of a target, on its goal's page.

        Reads the framework, and of a target its goal.
        """
        goal = self.parent or self
        return reverse("pages:goal", kwargs={"slug": self.framework.slug, "code": goal.code})


class CityQuerySet(models.QuerySet["City"]):
    def abroad(self) -> "CityQuerySet":
        """Return every city but this one."""
        return self.exclude(tie=City.Tie.HERE)

    def by_name(self) -> "CityQuerySet":
        """Return cities in the order of their names in the language of the page."""
        english = (get_language() or "es")[:2] == "en"
        return self.order_by("name_en" if english else "name_es", "pk")


class City(models.Model):
    """A city that Mexico City has a tie with; or Mexico City itself, from where the map looks."""

    class Tie(models.TextChoices):
        SISTER = "sister", _("ciudad hermana")
        AGREEMENT = "agreement", _("acuerdo de cooperación")
        PARTNER = "partner", _("socia en redes de ciudades")
        HERE = "here", _("esta ciudad")

    slug = models.SlugField(max_length=60, unique=True)
    name_es = models.CharField(_("nombre en español"), max_length=100)
    name_en = models.CharField(_("nombre en inglés"), max_length=100)
    country_code = models.CharField(_("país (ISO)"), max_length=2)
    country_es = models.CharField(_("país en español"), max_length=100)
    country_en = models.CharField(_("país en inglés"), max_length=100)
    latitude = models.DecimalField(
        _("latitud"),
        max_digits=7,
        decimal_places=4,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        _("longitud"),
        max_digits=7,
        decimal_places=4,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    tie = models.CharField(_("vínculo"), max_length=10, choices=Tie)
    since = models.PositiveSmallIntegerField(
        _("desde el año"), null=True, blank=True, help_text=_("Vacío, si no hay certeza.")
    )
    document = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("documento del vínculo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("El acuerdo firmado o el acta, para que cualquiera lo lea."),
    )
    url = models.URLField(_("más información"), blank=True)
    name = Translated()
    country = Translated()

    objects = CityQuerySet.as_manager()

    class Meta:
        verbose_name = _("ciudad")
        verbose_name_plural = _("ciudades")
        constraints = (
            models.UniqueConstraint(
                fields=["tie"],
                condition=models.Q(tie="here"),
                name="city_here_is_one",
                violation_error_message=_("Ya hay una ciudad marcada como esta ciudad."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name}, {self.country}"

    def get_absolute_url(self) -> str:
        """Return where its ties are read."""
        return reverse("pages:city", kwargs={"slug": self.slug})

    @property
    def is_here(self) -> bool:
        return self.tie == self.Tie.HERE


class Network(models.Model):
    """A network of cities, such as CGLU."""

    slug = models.SlugField(max_length=60, unique=True)
    acronym = models.CharField(_("siglas"), max_length=30)
    name_es = models.CharField(_("nombre en español"), max_length=160)
    name_en = models.CharField(_("nombre en inglés"), max_length=160)
    since = models.PositiveSmallIntegerField(
        _("la ciudad participa desde el año"),
        null=True,
        blank=True,
        help_text=_("Vacío, si no hay certeza."),
    )
    url = models.URLField(_("sitio"), blank=True)
    cities = models.ManyToManyField(
        City, verbose_name=_("ciudades"), blank=True, related_name="networks"
    )
    name = Translated()

    class Meta:
        verbose_name = _("red")
        verbose_name_plural = _("redes")

    def __str__(self) -> str:
        return self.acronym

"""The vocabulary that all sections share: frameworks and goals, cities, networks, alcaldías."""

from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

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
    code = models.CharField(_("clave"), max_length=20)
    name_es = models.CharField(_("nombre en español"), max_length=300)
    name_en = models.CharField(_("nombre en inglés"), max_length=300)
    color = models.CharField(
        _("color"),
        max_length=7,
        validators=[RegexValidator(r"^#[0-9a-fA-F]{6}$", _("Escribe un color como #4c9f38."))],
    )
    order = models.PositiveSmallIntegerField(_("orden"), default=0)
    name = Translated()

    objects = GoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("objetivo")
        verbose_name_plural = _("objetivos")
        constraints = (
            models.UniqueConstraint(fields=["framework", "code"], name="goal_code_once"),
        )

    def __str__(self) -> str:
        return f"{self.code}. {self.name}"


class City(models.Model):
    """A city that Mexico City has a tie with."""

    class Tie(models.TextChoices):
        SISTER = "sister", _("ciudad hermana")
        PARTNER = "partner", _("ciudad socia")

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
    since = models.PositiveSmallIntegerField(_("desde el año"), null=True, blank=True)
    url = models.URLField(_("más información"), blank=True)
    name = Translated()
    country = Translated()

    class Meta:
        verbose_name = _("ciudad")
        verbose_name_plural = _("ciudades")

    def __str__(self) -> str:
        return f"{self.name}, {self.country}"


class Network(models.Model):
    """A network of cities, such as CGLU."""

    slug = models.SlugField(max_length=60, unique=True)
    acronym = models.CharField(_("siglas"), max_length=30)
    name_es = models.CharField(_("nombre en español"), max_length=160)
    name_en = models.CharField(_("nombre en inglés"), max_length=160)
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

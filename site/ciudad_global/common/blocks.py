"""The few blocks that editors' pages are made of. No raw HTML.

How to add one: `docs/features/pages.md`.
"""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.utils.module_loading import import_string
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from ciudad_global.common import embeds

PORTRAIT = "fill-104x104|format-webp"
# What a gallery shows of a picture, and what its link leads to.
THUMBNAIL = "fill-480x360|format-webp"
LARGE = "max-1600x1600|format-webp"


def prefetch_renditions(pictures: list[Any], *sizes: str) -> None:
    """Read the sizes of all these pictures in one query."""
    wanted = get_image_model().objects.prefetch_renditions(*sizes)
    prefetch_related_objects(pictures, *wanted._prefetch_related_lookups)


class PictureBlock(blocks.StructBlock):
    """A picture with its alternative text (or marked as decoration) and its caption."""

    image = ImageBlock(label=_("imagen"))
    caption = blocks.CharBlock(label=_("pie"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("imagen")
        description = _("Una imagen a todo lo ancho, con su pie y su crédito.")
        template = "blocks/picture.html"


class GalleryBlock(blocks.ListBlock):
    """Several pictures of one thing."""

    class Meta:
        icon = "copy"
        label = _("galería")
        description = _("De dos a doce imágenes de lo mismo; cada una se abre en grande.")
        min_num = 2
        max_num = 12
        collapsed = True
        template = "blocks/gallery.html"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(PictureBlock(), **kwargs)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return the pictures, with their sizes read at once."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        shown = [picture for picture in value if picture["image"]]
        prefetch_renditions([picture["image"] for picture in shown], THUMBNAIL, LARGE)
        return context | {"pictures": shown}


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who."""

    text = blocks.TextBlock(label=_("cita"))
    person = blocks.CharBlock(label=_("persona"), max_length=100)
    role = blocks.CharBlock(label=_("cargo u organización"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("cita")
        description = _("Lo que alguien dijo, con su nombre.")
        template = "blocks/quote.html"
        preview_value: ClassVar = {
            "text": _("La sombra no es adorno: es transporte público."),
            "person": "Itzel Barragán Solís",
            "role": _("Física de la atmósfera"),
        }


class FigureBlock(blocks.StructBlock):
    """One number that matters, what it counts and where it comes from."""

    number = blocks.CharBlock(label=_("cifra"), max_length=20)
    text = blocks.CharBlock(label=_("qué cuenta"), max_length=160)
    source = blocks.CharBlock(label=_("fuente"), max_length=160)

    class Meta:
        icon = "order"
        label = _("cifra")
        description = _("Un número que importa, qué cuenta y de dónde sale.")
        template = "blocks/figure.html"
        preview_value: ClassVar = {
            "number": "52 °C",
            "text": _("se midieron al sol en una parada de camión"),
            "source": _("Taller de medición, Faro de Oriente"),
        }


class CallToActBlock(blocks.StructBlock):
    """A link that looks like the button it is."""

    text = blocks.CharBlock(label=_("qué puede hacer la persona"), max_length=80)
    page = blocks.PageChooserBlock(label=_("página"))

    class Meta:
        icon = "link"
        label = _("llamado a actuar")
        description = _("Un botón que lleva a otra página del sitio.")
        template = "blocks/call_to_act.html"


class QuestionBlock(blocks.StructBlock):
    """A question and its answer."""

    question = blocks.CharBlock(label=_("pregunta"), max_length=160)
    answer = blocks.RichTextBlock(
        label=_("respuesta"), features=["bold", "italic", "ol", "ul", "link"]
    )

    class Meta:
        icon = "help"
        label = _("pregunta y respuesta")
        description = _("Se abre al tocarla. Los buscadores la leen como pregunta frecuente.")
        template = "blocks/question.html"
        preview_value: ClassVar = {
            "question": _("¿Mi voto es secreto?"),
            "answer": _("<p>Sí: ninguna pantalla lo muestra.</p>"),
        }


class MomentBlock(blocks.StructBlock):
    """One moment of a timeline."""

    when = blocks.CharBlock(
        label=_("cuándo"),
        max_length=40,
        help_text=_("Como se dice: «marzo de 2025», «12 de abril»."),
    )
    title = blocks.CharBlock(label=_("qué pasó"), max_length=120)
    text = blocks.TextBlock(label=_("detalle"), required=False, max_length=400)
    page = blocks.PageChooserBlock(
        label=_("página"), required=False, help_text=_("Donde se lee más, si la hay.")
    )

    class Meta:
        icon = "date"
        label = _("momento")


class TimelineBlock(blocks.ListBlock):
    """What happened, one thing after another."""

    class Meta:
        icon = "history"
        label = _("línea del tiempo")
        description = _("Momentos en orden, del primero al último.")
        min_num = 2
        template = "blocks/timeline.html"
        preview_value: ClassVar = [
            {"when": _("enero"), "title": _("Se pregunta"), "text": "", "page": None},
            {"when": _("abril"), "title": _("Se decide"), "text": "", "page": None},
        ]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(MomentBlock(), **kwargs)


class PersonBlock(blocks.StructBlock):
    """Somebody with what they do."""

    name = blocks.CharBlock(label=_("nombre"), max_length=100)
    role = blocks.CharBlock(label=_("cargo u organización"), required=False, max_length=160)
    portrait = ImageChooserBlock(
        label=_("retrato"), required=False, help_text=_("Acompaña al nombre: no lleva descripción.")
    )

    class Meta:
        icon = "user"
        label = _("persona")


class PeopleBlock(blocks.ListBlock):
    """Who is who."""

    class Meta:
        icon = "group"
        label = _("personas")
        description = _("Nombres con su cargo y, si se quiere, su retrato.")
        template = "blocks/people.html"
        preview_value: ClassVar = [
            {"name": "Itzel Barragán Solís", "role": _("Física de la atmósfera"), "portrait": None},
            {"name": "Efraín Cuautle Romero", "role": _("Conductor de autobús"), "portrait": None},
        ]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(PersonBlock(), **kwargs)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return the people as components/person.html shows them."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        prefetch_renditions([one["portrait"] for one in value if one["portrait"]], PORTRAIT)
        return context | {"people": [_person(**one) for one in value]}


def _person(name: str, role: str, portrait: Any) -> dict[str, str]:
    picture_url = portrait.get_rendition(PORTRAIT).url if portrait else ""
    return {"name": name, "role": role, "picture_url": picture_url}


class EmbedBlock(blocks.StructBlock):
    """A video of another site. Nothing is asked of that site before somebody wants it."""

    url = blocks.URLBlock(
        label=_("dirección del video"),
        help_text=format_lazy(
            _("La de su página, en {providers}."),
            providers=", ".join(provider.name for provider in embeds.PROVIDERS),
        ),
    )
    title = blocks.CharBlock(
        label=_("qué se ve"), max_length=160, help_text=_("Se lee antes de decidir si se abre.")
    )

    class Meta:
        icon = "media"
        label = _("video")
        description = _("Un video de otro sitio, que no se carga hasta que alguien lo pide.")
        template = "blocks/embed.html"
        preview_value: ClassVar = {
            "url": "https://vimeo.com/76979871",
            "title": _("Cómo se mide el calor en la calle"),
        }

    def clean(self, value: Any) -> Any:
        """Refuse a site that is not on the list: its player would stay empty."""
        clean = super().clean(value)
        if clean["url"] and embeds.player(clean["url"]) is None:
            names = ", ".join(provider.name for provider in embeds.PROVIDERS)
            why = _("Pega la dirección de un video de: %(names)s.") % {"names": names}
            raise StructBlockValidationError({"url": ValidationError(str(why))})
        return clean

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return the player, if there is one."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return context | {"player": embeds.player(value["url"])}


class LiveBlock(blocks.StructBlock):
    """A block that fills itself each time the page is shown.

    `settings.LIVE_BLOCKS` says which function `(request, page, about) -> dict` of a section fills
    the block of this name: sections know what they show, this layer does not know them. `about` is
    the page that the editor chose. What returns nothing shows nothing.
    """

    about = blocks.PageChooserBlock(
        label=_("de qué página"), required=False, help_text=_("Vacío: de la página en que está.")
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Return what there is to show now."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        request, page = context.get("request"), context.get("page")
        about = value["about"] or page
        if request is None or about is None:
            return context
        if page is not None and about.locale_id != page.locale_id:
            about = about.localized  # a translation may still name the original
        fill = import_string(settings.LIVE_BLOCKS[self.name])
        return context | fill(request, page, about)


class StandingBlock(LiveBlock):
    """Where a consultation stands, with the way to it."""

    class Meta:
        icon = "time"
        label = _("cómo va la consulta")
        description = _("Su fase, cuánto le queda y cuántas personas participan.")
        template = "blocks/standing.html"


class TopProposalsBlock(LiveBlock):
    """The proposals of a consultation that most people support."""

    class Meta:
        icon = "list-ol"
        label = _("propuestas con más apoyo")
        description = _("Las tres primeras; mientras los totales no se ven, las tres más nuevas.")
        template = "blocks/top_proposals.html"


class GoalsBlock(LiveBlock):
    """The goals of the world that a dialogue or consultation is tied to."""

    class Meta:
        icon = "globe"
        label = _("objetivos globales")
        description = _("Las fichas de los objetivos con que se enlaza un diálogo o una consulta.")
        template = "blocks/goals.html"


class NextSessionsBlock(LiveBlock):
    """The next sessions below a page."""

    class Meta:
        icon = "calendar-alt"
        label = _("próximas sesiones")
        description = _("Las tres siguientes, de un diálogo o de todos.")
        template = "blocks/next_sessions.html"


class StoryBlock(blocks.StreamBlock):
    """The body of a page."""

    heading = blocks.CharBlock(
        label=_("subtítulo"),
        icon="title",
        max_length=120,
        template="blocks/heading.html",
        preview_value=_("Lo que se midió"),
    )
    text = blocks.RichTextBlock(
        label=_("texto"),
        icon="pilcrow",
        template="blocks/text.html",
        preview_value=_("<p>Párrafos, listas y enlaces.</p>"),
    )
    picture = PictureBlock()
    gallery = GalleryBlock()
    quote = QuoteBlock()
    figure = FigureBlock()
    question = QuestionBlock()
    timeline = TimelineBlock()
    people = PeopleBlock()
    embed = EmbedBlock()
    call_to_act = CallToActBlock()
    related = blocks.ListBlock(
        blocks.PageChooserBlock(label=_("página")),
        label=_("páginas relacionadas"),
        icon="doc-empty-inverse",
        max_num=6,
        description=_("Para seguir leyendo: de una a seis páginas del sitio."),
        template="blocks/related.html",
    )
    documents = blocks.ListBlock(
        DocumentChooserBlock(),
        label=_("documentos"),
        icon="doc-full",
        description=_("Archivos para descargar, con su tipo y su tamaño."),
        template="blocks/documents.html",
    )
    standing = StandingBlock(group=_("Se llenan solos"))
    top_proposals = TopProposalsBlock(group=_("Se llenan solos"))
    goals = GoalsBlock(group=_("Se llenan solos"))
    next_sessions = NextSessionsBlock(group=_("Se llenan solos"))

    class Meta:
        required = False


class StoryField(StreamField):
    """A `StreamField` of `StoryBlock`, or of a block that stands on it.

    Migrations do not write its blocks down: to add one asks for no migration in any section.
    """

    def __init__(self, block_types: Any = StoryBlock, **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> Any:
        """Return how to make the field, without its blocks."""
        name, path, _args, kwargs = super().deconstruct()
        del kwargs["block_lookup"]
        return name, path, [], kwargs

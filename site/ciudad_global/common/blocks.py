"""The few blocks that editors' pages are made of. No raw HTML."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock


class PictureBlock(blocks.StructBlock):
    """A picture with its alternative text (or marked as decoration) and its caption."""

    image = ImageBlock(label=_("imagen"))
    caption = blocks.CharBlock(label=_("pie"), required=False, max_length=200)

    class Meta:
        icon = "image"
        label = _("imagen")
        template = "blocks/picture.html"


class QuoteBlock(blocks.StructBlock):
    """What somebody said, and who."""

    text = blocks.TextBlock(label=_("cita"))
    person = blocks.CharBlock(label=_("persona"), max_length=100)
    role = blocks.CharBlock(label=_("cargo u organización"), required=False, max_length=160)

    class Meta:
        icon = "openquote"
        label = _("cita")
        template = "blocks/quote.html"


class FigureBlock(blocks.StructBlock):
    """One number that matters, what it counts and where it comes from."""

    number = blocks.CharBlock(label=_("cifra"), max_length=20)
    text = blocks.CharBlock(label=_("qué cuenta"), max_length=160)
    source = blocks.CharBlock(label=_("fuente"), max_length=160)

    class Meta:
        icon = "order"
        label = _("cifra")
        template = "blocks/figure.html"


class CallToActBlock(blocks.StructBlock):
    """A link that looks like the button it is."""

    text = blocks.CharBlock(label=_("qué puede hacer la persona"), max_length=80)
    page = blocks.PageChooserBlock(label=_("página"))

    class Meta:
        icon = "link"
        label = _("llamado a actuar")
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
        template = "blocks/question.html"


class StoryBlock(blocks.StreamBlock):
    """The body of a page."""

    heading = blocks.CharBlock(
        label=_("subtítulo"), icon="title", max_length=120, template="blocks/heading.html"
    )
    text = blocks.RichTextBlock(label=_("texto"), icon="pilcrow", template="blocks/text.html")
    picture = PictureBlock()
    quote = QuoteBlock()
    figure = FigureBlock()
    question = QuestionBlock()
    call_to_act = CallToActBlock()
    documents = blocks.ListBlock(
        DocumentChooserBlock(),
        label=_("documentos"),
        icon="doc-full",
        template="blocks/documents.html",
    )

    class Meta:
        required = False

"""What a moderator can say without typing: one explanation for each reason."""

from django.utils import translation
from django.utils.translation import gettext_lazy as _

from ciudad_global.moderation.models import ModeratedContent
from ciudad_global.moderation.states import Reason

TEXTS = {
    Reason.SPAM: _(
        "Lo que escribiste anuncia algo o repite un mensaje. Este espacio es para conversar "
        "sobre la consulta. Si quieres participar, cuéntanos tu idea con tus palabras."
    ),
    Reason.OFFENSIVE: _(
        "Lo que escribiste insulta o discrimina a otras personas. Aquí se puede criticar con "
        "firmeza cualquier idea, sin atacar a nadie. Puedes escribirlo de nuevo sin esa parte."
    ),
    Reason.THREAT: _(
        "Lo que escribiste amenaza a alguien o invita a hacer algo ilegal. Eso no se publica aquí. "
        "Si alguien está en peligro, llama al 911."
    ),
    Reason.PERSONAL_DATA: _(
        "Lo que escribiste muestra datos de una persona, como su teléfono, su domicilio o su "
        "correo. Para cuidarla, no lo publicamos. Puedes escribirlo de nuevo sin esos datos."
    ),
    Reason.OFF_TOPIC: _(
        "Lo que escribiste trata de otro asunto. Lee la pregunta de esta consulta y cuéntanos "
        "cómo se relaciona tu idea con ella."
    ),
    Reason.DUPLICATE: _(
        "Ya hay una propuesta igual en esta consulta. Tu opinión cuenta más si la apoyas y "
        "comentas ahí lo que le falta."
    ),
    Reason.IMPERSONATION: _(
        "Lo que escribiste habla en nombre de otra persona o institución. Escribe en tu propio "
        "nombre o con un seudónimo que no se confunda con nadie."
    ),
    Reason.WRONG_PLACE: _(
        "Lo que escribiste va en otra parte: una idea nueva es una propuesta, y una opinión sobre "
        "una propuesta es un comentario. Puedes escribirlo de nuevo en su lugar."
    ),
}


def language_of(content: ModeratedContent) -> str:
    """Return the language in which the author hears of a decision."""
    return content.author.language if content.author else content.language


def suggested(reason: str, language: str) -> str:
    """Return the explanation for this reason in this language; "" where there is none."""
    with translation.override(language):
        return str(TEXTS.get(Reason(reason), ""))

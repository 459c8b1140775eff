"""Images and documents of a proposal: adding, describing, taking away."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from io import BytesIO
from typing import IO

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciudad_global.common.html import plain
from ciudad_global.common.permissions import Answer, Refused, refuse, require
from ciudad_global.common.uploads import Infected, Unscanned, scan
from ciudad_global.moderation import actions as moderation
from ciudad_global.moderation.states import State
from ciudad_global.users.models import User
from consultations.actions.proposal import keep_version
from consultations.files import Unusable, Why, remake
from consultations.models import Attachment, Proposal
from consultations.models.attachment import ATTACHMENTS_LIMIT, FOLDER, private
from consultations.permissions import editing, review

SIZE_LIMIT = 5 * 1024 * 1024  # bytes, of a file as it is sent
HOURLY_LIMIT = 40  # of one person, those that are refused as well
# A file lies in the storage before its row is written: only older ones belong to nobody.
GRACE = timedelta(days=1)

TOO_LARGE = gettext_lazy("El archivo pesa más de 5 MB: hazlo más ligero y elígelo otra vez.")
SENTENCES = {
    Why.NOT_AN_IMAGE: gettext_lazy(
        "Ese archivo no es una imagen que podamos abrir: elige una en JPG, PNG, WebP o GIF."
    ),
    Why.NOT_A_DOCUMENT: gettext_lazy(
        "Ese archivo no es un PDF: guárdalo como PDF en el programa con el que lo hiciste y elige "
        "esa copia."
    ),
    Why.HEIC: gettext_lazy(
        "La foto está en formato HEIC, que muchos teléfonos y computadoras no abren: guárdala como "
        "JPG y elige esa copia."
    ),
    Why.TOO_MANY_PIXELS: gettext_lazy(
        "La imagen tiene más de 70 millones de puntos: hazla más chica y elígela otra vez."
    ),
    Why.TOO_MANY_PAGES: gettext_lazy(
        "El PDF tiene más de 100 páginas: deja las que importan y elígelo otra vez."
    ),
    Why.LOCKED: gettext_lazy(
        "El PDF está protegido: guárdalo sin contraseña ni restricciones y elige esa copia."
    ),
    Why.DYNAMIC: gettext_lazy(
        "El PDF arma sus páginas al abrirse: ábrelo, elige «Imprimir» y «Guardar como PDF», y "
        "manda esa copia."
    ),
    Why.BROKEN: gettext_lazy(
        "No pudimos abrir el archivo, parece dañado: ábrelo, guárdalo otra vez y elige esa copia."
    ),
}


class BadFile(Refused):
    """Raised when the person may add a file, but not this one."""


class TooMany(Refused):
    """Raised when somebody sends one file after the other."""


class CannotScan(Refused):
    """Raised when nobody may add a file now, because the virus scanner does not answer."""


def add(*, by: User, proposal: Proposal, kind: str, text: str, file: IO[bytes]) -> Attachment:
    """Add an image or a document, made anew from what was sent, in the first free place.

    `text` is what a person who cannot see the image is told, or the document's title. Raises
    BadFile, TooMany, CannotScan or Refused; then nothing is kept. Sent twice, it is added once.
    """
    # Before any work is done for nothing.
    require(editing.may_attach_now(by, proposal))
    _free_place(proposal, kind)
    _count(by)
    data = file.read(SIZE_LIMIT + 1)
    if len(data) > SIZE_LIMIT:
        raise BadFile(refuse(str(TOO_LARGE)))
    _scan(data)
    attachment = Attachment(proposal=proposal, kind=kind, text=plain(text))
    try:
        attachment.store(remake(kind, data))
    except Unusable as unusable:
        raise BadFile(refuse(str(SENTENCES[unusable.why]))) from None
    kept = None
    try:
        with _changing(by, proposal) as locked:
            kept = _insert(locked, attachment)
    finally:
        if kept is not attachment:
            attachment.discard()
    return kept


def _count(by: User) -> None:
    """Count what this person sends in an hour: to open files is work."""
    key = f"uploads:{by.pk}:{timezone.now():%Y%m%d%H}"
    cache.add(key, 0, 60 * 60)
    try:
        sent = cache.incr(key)
    except ValueError:  # the cache has just been emptied
        return
    if sent > HOURLY_LIMIT:
        raise TooMany(refuse(_("Mandaste muchos archivos en poco tiempo: espera una hora.")))


def _scan(data: bytes) -> None:
    try:
        scan(BytesIO(data))
    except Infected:
        raise BadFile(
            refuse(_("El antivirus encontró algo peligroso en ese archivo: elige otro."))
        ) from None
    except Unscanned:
        raise CannotScan(
            refuse(
                _(
                    "Ahora no podemos revisar si un archivo trae virus, así que no guardamos "
                    "ninguno: inténtalo más tarde. Tu propuesta sigue igual."
                )
            )
        ) from None


def _insert(proposal: Proposal, attachment: Attachment) -> Attachment:
    again = proposal.attachments.filter(
        kind=attachment.kind, text=attachment.text, size=attachment.size
    ).first()
    if again:
        return again
    attachment.position = _free_place(proposal, attachment.kind)
    attachment.save()
    return attachment


def _free_place(proposal: Proposal, kind: str) -> int:
    """Return the first free position of a kind. Raises Refused where there is none."""
    taken = set(proposal.attachments.filter(kind=kind).values_list("position", flat=True))
    for position in range(1, ATTACHMENTS_LIMIT + 1):
        if position not in taken:
            return position
    full = (
        _("Ya tiene %(limit)d imágenes: quita una para poner otra.")
        if kind == Attachment.Kind.IMAGE
        else _("Ya tiene %(limit)d documentos: quita uno para poner otro.")
    )
    raise Refused(refuse(full % {"limit": ATTACHMENTS_LIMIT}))


@contextmanager
def _changing(
    by: User,
    proposal: Proposal,
    may: Callable[[User, Proposal], Answer] = editing.may_attach_now,
) -> Iterator[Proposal]:
    """Give the proposal, locked for a change of its files. Raises Refused.

    What was reviewed before it was published is looked at again.
    """
    with transaction.atomic():
        # First: a case is locked before its content. A draft has none.
        sent = Proposal.objects.filter(pk=proposal.pk).exclude(state=State.DRAFT).exists()
        reviewed = sent and review.comes_first(proposal)
        case = moderation.lock_case(content=proposal) if reviewed else None
        locked = (
            Proposal.objects.select_related("consultation")
            .select_for_update(of=("self",), no_key=True)
            .get(pk=proposal.pk)
        )
        require(may(by, locked))
        yield locked
        if case and locked.is_published:
            moderation.look_again(case=case)


def describe(*, by: User, attachment: Attachment, text: str) -> None:
    """Change what is said of an image, or a document's title. Raises Refused."""
    with _changing(by, attachment.proposal):
        Attachment.objects.filter(pk=attachment.pk).update(text=plain(text))


def remove(*, by: User, attachment: Attachment) -> None:
    """Take an image or document away, and its file with it. Raises Refused.

    Once a change leaves a trace, a version says that there was one, and nothing of what it showed.
    """
    with _changing(by, attachment.proposal, editing.may_take_away) as locked:
        gone, _rows = Attachment.objects.filter(pk=attachment.pk).delete()
        if gone and not editing.edits_freely(locked):
            keep_version(locked, taken_away=attachment.kind)
            locked.save(update_fields=["edited_at"])


def remove_orphans() -> int:
    """Delete stored files that no row knows (left by a crash or an outage); return how many."""
    storage, deleted = private(), 0
    names = storage.listdir(FOLDER)[1] if storage.exists(FOLDER) else []
    known = {name for row in Attachment.objects.iterator() for name in row.names}
    for name in names:
        path = f"{FOLDER}/{name}"
        if name not in known and storage.get_modified_time(path) < timezone.now() - GRACE:
            storage.delete(path)
            deleted += 1
    return deleted

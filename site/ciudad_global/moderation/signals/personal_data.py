"""What shows who somebody is or where they live.

Every pattern reads a text once: whatever repeats in them is bounded.
"""

import re
from collections.abc import Iterator
from datetime import date

from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ciudad_global.moderation.signals.kind import Facts, Kind, Post
from ciudad_global.moderation.states import Reason

WHAT = {
    "address": gettext_lazy("un domicilio"),
    "curp": gettext_lazy("una CURP"),
    "email": gettext_lazy("un correo"),
    "phone": gettext_lazy("un teléfono"),
    "rfc": gettext_lazy("un RFC"),
}
_URL = re.compile(r"https?://\S+")
COVER = "▒"

_STATES = (
    "AS|BC|BS|CC|CS|CH|CL|CM|DF|CX|DG|GT|GR|HG|JC|MC|MN|MS|NT|NL|OC|PL|QT|QR|SP|SL|SR|TC|TS|TL|VZ"
    "|YN|ZS|NE"
)
_CURP = re.compile(
    rf"(?<!\w)[A-Z][AEIOUX][A-Z]{{2}}(\d{{6}})[HMX](?:{_STATES})[B-DF-HJ-NP-TV-Z]{{3}}[A-Z\d]\d(?!\w)",
    re.IGNORECASE,
)
# Of a person: that of a company begins with three letters and is public.
_RFC = re.compile(r"(?<!\w)[A-ZÑ&]{4}[ -]?(\d{6})[ -]?[A-Z\d]{2}[A\d](?!\w)", re.IGNORECASE)

_EMAIL = re.compile(r"(?<![\w.+-])([\w.+-]{1,64})@([\w-]{1,63}(?:\.[\w-]{1,63}){1,4})")
# Who answers there is an office.
_OFFICES = re.compile(
    r"contacto|contact|info|informacion|atencion\w*|hola|hello|prensa|press|quejas|oficina|transparencia"
)
_PUBLIC_HOSTS = re.compile(
    r"(?:.*\.)?(?:gob\.mx|gov|un\.org|cdmx\.mx)|(?:.*\.)?example\.(?:org|com)"
)

# Of the digits of a number, as people group them.
_GROUPS = frozenset(
    {(10,), (2, 8), (2, 4, 4), (2, 2, 2, 2, 2), (3, 7), (3, 3, 4), (3, 3, 2, 2), (2, 4, 2, 2)}
)
_WITH_COUNTRY = frozenset({(12,), (13,)})
# What stands before a price, a folio, a part of something longer.
_NO_PHONE = re.compile(r"[^\W\d]|[$#,/%]")
_TWO_DIGIT_AREAS = ("33", "55", "56", "81")
# Locatel and the Citizens' Council answer everybody.
_PUBLIC_PHONES = frozenset({"5556581111", "5555335533"})
_BETWEEN = re.compile(r"[ .()-]{1,3}")

_LIVES = (
    r"(?:vivo|vive|vivimos|viven|domicilio|mi casa|su casa|mi direcci[oó]n|su direcci[oó]n"
    r"|i live|lives at|live at|my address|home address)"
)
_STREET = r"(?:calle|av\.?|avenida|calzada|cerrada|privada|andador|callej[oó]n|retorno|street)"
_NUMBER = (
    r"(?:#|n[uú]m(?:ero)?\.?|no\.)? ?\d{1,5}"
    r"(?!\d| ?(?:%|años?|years?|metros|m |km|minut|personas|cuadras|árboles|de ))"
)
_ADDRESS = re.compile(
    rf"(?<!\w){_LIVES}(?!\w)[^\n]{{0,60}}?(?<!\w){_STREET}(?!\w)[^\d\n]{{2,40}}?{_NUMBER}",
    re.IGNORECASE,
)


def look(post: Post) -> Facts | None:
    """Return which kinds of data the text seems to show; none of the data."""
    text = _URL.sub(" ", post.text)
    found = {
        "address": bool(_ADDRESS.search(text)),
        "curp": any(_is_date(match[1]) for match in _CURP.finditer(text)),
        "email": any(_is_personal(*match.groups()) for match in _EMAIL.finditer(text)),
        "phone": any(True for _number in phones(text)),
        "rfc": any(_is_date(match[1]) for match in _RFC.finditer(text)),
    }
    what = [name for name, is_there in found.items() if is_there]
    return {"what": what} if what else None


def _is_date(digits: str) -> bool:
    """Return whether six digits are a birthday."""
    try:
        date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:]))
    except ValueError:
        return False
    return True


def _is_personal(name: str, host: str) -> bool:
    """Return whether an address is somebody's own, as far as it tells."""
    return not (_OFFICES.fullmatch(name.lower()) or _PUBLIC_HOSTS.fullmatch(host.lower()))


def covered(text: str) -> str:
    """Return the text with what is found in it covered, as in an export that anybody keeps.

    Addresses of pages stay whole: numbers in them are not phones.
    """
    links = [match.span() for match in _URL.finditer(text)]
    found = [
        *(match.span() for match in _ADDRESS.finditer(text)),
        *(match.span() for match in _CURP.finditer(text) if _is_date(match[1])),
        *(match.span() for match in _RFC.finditer(text) if _is_date(match[1])),
        *(match.span() for match in _EMAIL.finditer(text) if _is_personal(*match.groups())),
        *((start, end) for _number, start, end in _phones(text)),
    ]
    for start, end in found:
        if any(start < stop and begin < end for begin, stop in links):
            continue
        text = text[:start] + COVER * (end - start) + text[end:]
    return text


def phones(text: str) -> Iterator[str]:
    """Yield the ten digits of each Mexican number that is not known to be public."""
    for number, _start, _end in _phones(text):
        yield number


def _phones(text: str) -> Iterator[tuple[str, int, int]]:
    row: list[re.Match[str]] = []
    for match in re.finditer(r"\d{1,20}", text):
        if row and not _BETWEEN.fullmatch(text, row[-1].end(), match.start()):
            yield from _in_row(text, row)
            row = []
        row.append(match)
    yield from _in_row(text, row)


def _in_row(text: str, row: list[re.Match[str]]) -> Iterator[tuple[str, int, int]]:
    """Yield the numbers among groups of digits that stand side by side, and where they stand."""
    lengths = tuple(len(match[0]) for match in row)
    start = 0
    while start < len(row):
        sizes = () if _NO_PHONE.match(text, max(row[start].start() - 1, 0)) else range(1, 6)
        for size in sizes:
            number = "".join(match[0] for match in row[start : start + size])
            if _is_phone(number, lengths[start : start + size]):
                yield number[-10:], row[start].start(), row[start + size - 1].end()
                start += size - 1
                break
        start += 1


def _is_phone(number: str, groups: tuple[int, ...]) -> bool:
    if groups in _WITH_COUNTRY and number.startswith("52"):
        number, groups = number[-10:], (10,)
    area = 2 if number.startswith(_TWO_DIGIT_AREAS) else 3
    if groups not in _GROUPS or groups[0] not in (area, 10) or number in _PUBLIC_PHONES:
        return False
    # No area lies below 221, 800 and 900 are free of charge or sell, and no number goes on with 0.
    return number[:3] >= "221" and number[:3] not in ("800", "900") and number[area] != "0"


def sentence(facts: Facts) -> str:
    """Say what it seems to show."""
    what = [str(WHAT[name]) for name in facts["what"] if name in WHAT]
    return _("Parece mostrar %(what)s.") % {"what": get_text_list(what, _("y"))}


KIND = Kind("personal_data", 30, look, sentence, holds_for=Reason.PERSONAL_DATA)

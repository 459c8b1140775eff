"""Personal data, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ciudad_global.moderation.signals import personal_data
from ciudad_global.moderation.signals.personal_data import COVER, covered, look, phones, sentence
from tests.site.moderation.signals.posts import post


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("Mi CURP es GOMC960428MDFRRN08, por si sirve.", ["curp"]),
        ("gomc960428mdfrrn08", ["curp"]),
        ("Facturen a GOMC960428AB1 por favor", ["rfc"]),
        ("RFC: GOMC-960428-AB1", ["rfc"]),
        ("Escríbanme a ana.lopez+cdmx@correo.example.net", ["email"]),
        ("Llámame al 55 1234 5678", ["phone"]),
        ("Whats 5512345678", ["phone"]),
        ("(55) 1234-5678", ["phone"]),
        ("+52 55 1234 5678", ["phone"]),
        ("+5215512345678", ["phone"]),
        ("55.12.34.56.78", ["phone"]),
        ("044 777 123 4567", ["phone"]),
        ("Vivo en la calle Madero 15, vengan a ver.", ["address"]),
        ("Mi domicilio: Av. Insurgentes Sur núm. 1234", ["address"]),
        ("I live at 5: my address is Street Juárez 12", ["address"]),
        ("Soy ana@correo.mx, tel. 55 1234 5678", ["email", "phone"]),
    ],
)
def test_it_is_noticed(text: str, what: list[str]) -> None:
    assert look(post(text)) == {"what": what}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Si hay peligro, llama al 911 o a Locatel: 55 5658 1111.",
        "El 800 123 4567 es gratis, y *765 también.",
        "De 2015 a 2030 (2018, 2019, 2020 2021) pasó lo mismo.",
        "La Agenda 2030 y el artículo 20, apartado E, numerales 1 2 3.",
        "Cuesta $5,512,345,678 pesos, 12.5 % más que los 500 000 2030 de antes.",
        "Son 9 209 944 habitantes y 16 alcaldías.",
        "Los datos están en https://datos.cdmx.gob.mx/5512345678?x=55-1234-5678",
        "Escriban a contacto@ciudad.example.net o a ventanilla@cdmx.gob.mx",
        "@Ana @Berta, ¿qué opinan?",
        "La empresa ABC960428AB1 hizo la obra.",
        "Vivo en avenida Insurgentes desde hace 20 años.",
        "Arreglen la calle Madero 15, por favor.",
        "El folio 20241124001234567 no avanza.",
    ],
)
def test_it_is_let_through(text: str) -> None:
    assert look(post(text)) is None


def test_a_number_is_found_once_however_it_is_written() -> None:
    assert list(phones("55 1234 5678, 55-1234-5679 y +52 1 (55) 1234.5680")) == [
        "5512345678",
        "5512345679",
        "5512345680",
    ]


def test_the_sentence_names_what_it_seems_to_show() -> None:
    assert sentence({"what": ["email", "phone"]}) == "Parece mostrar un correo y un teléfono."
    assert sentence({"what": ["curp", "no longer known"]}) == "Parece mostrar una CURP."


@given(st.text(alphabet=st.sampled_from("0123456789 .-()+@aA·ñ\n#$vivocalle"), max_size=400))
def test_no_text_breaks_it(text: str) -> None:
    found = look(post(text))
    assert found is None or set(found["what"]) <= set(personal_data.WHAT)


@given(
    st.sampled_from(["55", "33", "81"]),
    st.from_regex(r"[1-9]\d{3}", fullmatch=True),
    st.from_regex(r"\d{4}", fullmatch=True),
    st.sampled_from([" ", "-", ".", ""]),
    st.sampled_from(["", "Tel. ", "Mi número: ", "+52 "]),
)
def test_any_number_of_the_big_cities_is_found(
    area: str, first: str, last: str, between: str, before: str
) -> None:
    number = f"{area}{first}{last}"
    if number in personal_data._PUBLIC_PHONES:
        return
    assert list(phones(f"{before}{area}{between}{first}{between}{last}.")) == [number]


@pytest.mark.parametrize(
    "part",
    [
        "5",
        "55 ",
        "5.",
        "a@",
        "a.",
        "a@b.",
        "vivo ",
        "vivo calle ",
        "mi casa calle ab #",
        "AAAA960428",
        "-",
    ],
)
def test_a_long_text_takes_no_longer_for_each_letter(part: str) -> None:
    """A pattern that tries everything again would need hours for the longer one."""
    look(post(part * (8_000 // len(part))))
    text = part * (400_000 // len(part))
    personal_data._ADDRESS.search(text)
    assert all(number.isdigit() for number in phones(text))
    for pattern in (personal_data._EMAIL, personal_data._CURP, personal_data._RFC):
        assert sum(1 for _match in pattern.finditer(text)) <= len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Llama al 55 1234 5678, gracias", f"Llama al {COVER * 12}, gracias"),
        ("ana@correo.mx y prensa@correo.mx", f"{COVER * 13} y prensa@correo.mx"),
        ("CURP GOMC960428MDFRRN08.", f"CURP {COVER * 18}."),
        ("https://example.net/?id=5512345678", "https://example.net/?id=5512345678"),
        ("Nada que tapar, 12 árboles", "Nada que tapar, 12 árboles"),
    ],
)
def test_it_is_covered_in_what_is_given_away(text: str, expected: str) -> None:
    assert covered(text) == expected


@given(st.text(alphabet="0123456789 @.ax-()+\n", max_size=80))
def test_what_is_covered_is_not_found_again(text: str) -> None:
    assert look(post(covered(text))) is None
    assert len(covered(text)) == len(text)

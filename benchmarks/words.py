"""Sentences as residents write them, from a seeded source: the same in every run."""

from random import Random

_DO = """
abrir ampliar arreglar conectar construir crear cuidar dar digitalizar enseñar escuchar evaluar
extender fomentar garantizar hacer iluminar impulsar instalar llevar mejorar multiplicar ordenar
pintar plantar poner promover proteger publicar recuperar reducir reforestar reparar sembrar
simplificar sustituir traducir transformar unir vigilar
""".split()  # noqa: SIM905
_WHAT = """
albergues árboles autobuses bachilleratos bancas banquetas baños bebederos becas bibliotecas
bicicletas bombas cablebús calles camellones camiones canchas captadores carriles casas centros
ciclovías clínicas comedores composteras corredores cruces cursos drenajes escuelas estaciones
estancias fachadas ferias guarderías huertos jardines juegos lámparas luminarias mercados
miradores murales museos parabuses parques paradas paraderos paseos plazas pozos programas puentes
rampas refugios rutas salones semáforos senderos señales talleres techos teatros tianguis trámites
trenes túneles vagones ventanillas viveros
""".split()  # noqa: SIM905
_WHOSE = (
    "accesibles", "comunitarios", "de agua limpia", "de barrio", "de cuidados", "de día",
    "de emergencia", "de lectura", "de lluvia", "de noche", "digitales", "eléctricos",
    "en lenguas indígenas", "escolares", "gratuitos", "infantiles", "itinerantes", "nocturnos",
    "para ciclistas", "para estudiantes", "para jóvenes", "para mujeres", "para niñas y niños",
    "para personas ciegas", "para personas mayores", "para personas migrantes", "peatonales",
    "públicos", "seguros", "sin barreras", "solares", "sustentables", "vecinales", "verdes",
)  # fmt: skip
_WHERE = """
Azcapotzalco Benito_Juárez Coyoacán Cuajimalpa Cuauhtémoc Iztacalco Iztapalapa Milpa_Alta Tláhuac
Tlalpan Tláhuac Venustiano_Carranza Xochimilco el_Centro_Histórico la_Condesa la_Doctores
la_Merced la_Roma las_colonias_del_sur los_pueblos_originarios Pantitlán Tacubaya Indios_Verdes
Tasqueña la_línea_dos_del_Metro las_unidades_habitacionales toda_la_ciudad
""".split()  # noqa: SIM905
_WITH = (
    "como en Bogotá", "como en Barcelona", "con la gente del barrio", "con presupuesto propio",
    "con las universidades", "cerca de cada escuela", "a quince minutos a pie",
    "antes de las lluvias",
    "los fines de semana", "todo el año", "junto al Metro", "sin costo", "con energía del sol",
    "en cada alcaldía", "para que nadie se quede fuera", "y darles mantenimiento",
)  # fmt: skip


def _often(random: Random, choices: list[str] | tuple[str, ...]) -> str:
    """Return one of them, the first ones far more often, as people do."""
    return choices[int(len(choices) * random.random() ** 2)]


def title(random: Random) -> str:
    """Return a proposal in one sentence: «Plantar árboles nocturnos en Tlalpan sin costo»."""
    words = [_often(random, _DO), _often(random, _WHAT), _often(random, _WHOSE)]
    words += ["en", _often(random, _WHERE).replace("_", " ")] if random.random() < 0.7 else []
    words += [_often(random, _WITH)] if random.random() < 0.6 else []
    sentence = " ".join(words)
    return sentence[:1].upper() + sentence[1:]


def paragraph(random: Random, sentences: int) -> str:
    """Return some sentences."""
    return " ".join(f"{title(random)}." for _number in range(sentences))


def mistyped(random: Random, text: str, errors: int = 2) -> str:
    """Return the text as thumbs leave it: a letter missing, doubled or swapped."""
    letters = list(text)
    for _number in range(errors):
        place = random.randrange(1, len(letters) - 2)
        kind = random.randrange(3)
        if kind == 0:
            del letters[place]
        elif kind == 1:
            letters[place : place + 2] = reversed(letters[place : place + 2])
        else:
            letters.insert(place, letters[place])
    return "".join(letters)

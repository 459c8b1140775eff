"""Many texts from one network."""

from ciudad_global.moderation.signals import Arrival
from ciudad_global.moderation.signals.burst import MANY, look, sentence
from tests.site.moderation.signals.posts import post


def test_many_are_noticed() -> None:
    assert look(post("Sí.", Arrival(from_network=MANY - 1))) is None
    assert look(post("Sí.", Arrival(from_network=MANY))) == {"texts": MANY}


def test_the_sentence_says_that_it_may_be_a_workshop() -> None:
    assert sentence({"texts": 12}) == (
        "Desde la misma red llegaron 12 textos de cuentas nuevas en diez minutos. Puede ser un "
        "taller o una escuela."
    )

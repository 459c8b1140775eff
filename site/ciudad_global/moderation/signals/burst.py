"""Many texts of new accounts from one network at once."""

from django.utils.translation import gettext as _

from ciudad_global.moderation.signals.kind import Facts, Kind, Post

# A workshop's table, a school or a telephone company share one address.
MANY = 10


def look(post: Post) -> Facts | None:
    """Return how many there were."""
    texts = post.arrival.from_network
    return {"texts": texts} if texts >= MANY else None


def sentence(facts: Facts) -> str:
    """Say how many there were."""
    return (
        _(
            "Desde la misma red llegaron %(texts)d textos de cuentas nuevas en diez minutos. "
            "Puede ser un taller o una escuela."
        )
        % facts
    )


KIND = Kind("burst", 5, look, sentence, of_arrival=True)

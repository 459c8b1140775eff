"""Finding what is proposed already, while somebody types a title."""

from random import Random

from django.test import Client

from benchmarks import seed, words
from benchmarks.measure import Row, milliseconds, share

LIMIT = 100
TYPED = 300


def rows() -> list[Row]:
    """Return how long the answer takes with 12,500 proposals, and how often it is the right one."""
    consultation, random = seed.consultation(), Random(seed.SEED + 1)
    address = f"/es/consultas/{consultation.slug}/parecidas/"
    titles = list(consultation.proposals.order_by("pk").values_list("pk", "title"))
    wanted = [random.choice(titles) for _number in range(TYPED)]
    # Whole, half and a few words; mistyped, and without accents where the keyboard has none.
    cases = []
    for number, (pk, title) in enumerate(wanted):
        typed = title.split()[: (None, 6, 4)[number % 3]]
        cases.append((pk, title, words.mistyped(random, " ".join(typed), errors=number % 3)))
    client, found = Client(), 0

    def ask(case: tuple[int, str, str]) -> None:
        nonlocal found
        _pk, title, typed = case
        answer = client.get(address, {"title": typed}, headers={"HX-Request": "true"})
        found += any(title == each.title for each in answer.context["similar"])

    ask(cases[0])  # the first request loads templates
    found = 0
    taken = milliseconds(ask, cases)
    return [
        Row("similar proposals of 12,500, median", share(taken, 0.5), LIMIT, "ms"),
        Row("similar proposals of 12,500, 95 % of answers", share(taken, 0.95), LIMIT, "ms"),
        Row("similar proposals, not found though there", 100 - 100 * found / (3 * TYPED), 10, "%"),
    ]

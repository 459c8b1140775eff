"""Opinion groups in words, from the figures of a snapshot."""

from collections.abc import Callable, Iterator
from string import ascii_uppercase
from typing import Any

from django.utils.translation import gettext as _

Words = Callable[[int], dict[str, str]]


def context(figures: dict[str, Any], words: Words) -> dict[str, Any] | None:
    """Return what consultations/summary_opinions.html shows; None where nothing was found out.

    `words` tells how a proposal is called.
    """
    found = figures.get("opinions")
    if not found:
        return None
    told = named(figures)
    rows = {one["id"]: _row(one, words) for one in found["statements"] if one["id"] in told}
    return {
        "is_real": found["is_real"],
        "people": found["people"],
        "agreement": [rows[pk] for pk in found["agreement"]],
        "divisive": [rows[pk] for pk in found["divisive"]],
        "uncertain": [rows[pk] for pk in found["uncertain"]],
        "groups": [
            {
                "name": group_name(number),
                "size": size,
                "percent": round(100 * size / found["people"]),
                "defining": [
                    rows[one["id"]] | {"agrees": one["agrees"]} for one in found["defining"][number]
                ],
            }
            for number, size in enumerate(found["sizes"])
        ],
        # Thousandths, told as hundredths.
        "separation": round(found["silhouette"] / 10),
        "by_chance": round(found["null"]["mean"] / 10),
        "stability": round(found["stability"] / 10),
        "sentences": list(_sentences(found, rows)),
    }


def named(figures: dict[str, Any]) -> set[int]:
    """Return the ids of the statements that the page speaks of."""
    found = figures.get("opinions")
    if not found:
        return set()
    told = {pk for name in ("agreement", "divisive", "uncertain") for pk in found[name]}
    return told | {one["id"] for chosen in found["defining"] for one in chosen}


def group_name(number: int) -> str:
    """Return how a group is called until an editor finds a neutral name."""
    return _("Grupo %(letter)s") % {"letter": ascii_uppercase[number]}


def _row(one: dict[str, Any], words: Words) -> dict[str, Any]:
    everyone = one["all"]
    bars = [{"label": _("Todas las personas"), **everyone}] if everyone else []
    bars += [
        {"label": group_name(number), **counted}
        for number, counted in enumerate(one["groups"])
        if counted
    ]
    for bar in bars:
        bar["percent"] = round(100 * bar["agree"] / (bar["votes"] or 1))
    return {**words(one["id"]), "bars": bars, "lowest": one["lowest"] // 10}


def _sentences(found: dict[str, Any], rows: dict[int, dict[str, Any]]) -> Iterator[str]:
    """Yield what came out, in up to three sentences: agreement, split, uncertainty."""
    if found["agreement"]:
        row = rows[found["agreement"][0]]
        if found["is_real"]:
            least = min(bar["percent"] for bar in row["bars"][1:])
            yield _(
                "En lo que más coinciden los grupos es «%(title)s»: en cada uno, al menos "
                "%(least)d %% de quienes votaron está de acuerdo."
            ) % {"title": row["label"], "least": least}
        else:
            yield _(
                "En lo que más personas coinciden es «%(title)s»: está de acuerdo %(share)d %% de "
                "quienes votaron."
            ) % {"title": row["label"], "share": row["bars"][0]["percent"]}
    if found["divisive"]:
        row = rows[found["divisive"][0]]
        shares = [bar["percent"] for bar in row["bars"][1:]]
        yield _(
            "Lo que más separa a los grupos es «%(title)s»: de acuerdo entre %(least)d %% y "
            "%(most)d %% según el grupo."
        ) % {"title": row["label"], "least": min(shares), "most": max(shares)}
    if found["uncertain"]:
        row = rows[found["uncertain"][0]]
        everyone = row["bars"][0]
        yield _("Donde hay más dudas es «%(title)s»: %(share)d %% respondió «paso».") % {
            "title": row["label"],
            "share": round(100 * everyone["pass"] / everyone["votes"]),
        }

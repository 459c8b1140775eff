"""How often each signal speaks up about texts that real people wrote in good faith.

    .venv/bin/python -m benchmarks.false_alarms ../shared/data [KIND]

Prints, for each corpus in that folder, how many texts raise each signal, and shows those that
raise KIND. What depends on how a text came, or on when an account was made, is not in the data.
"""

import csv
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BASE = Path(__file__).resolve().parents[1]
KINDS = ("personal_data", "shouting", "near_duplicate")


def corpora(data: Path) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield name and texts, each with its author."""
    madrid = data / "decide-madrid"
    rows = _rows(madrid / "proposals.csv")
    yield (
        "Decide Madrid, proposals",
        [(row["userId"], f"{row['title']}\n{row['summary']}\n{row['text']}") for row in rows],
    )
    rows = _rows(madrid / "comments.csv")
    yield "Decide Madrid, comments", [(row["userId"], row["text"]) for row in rows]
    for folder in sorted((data / "conversations").iterdir()):
        rows = _rows(folder / "comments.csv")
        yield folder.name, [(row["author-id"], row["comment-body"]) for row in rows]


def _rows(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(10**7)
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def count(texts: list[tuple[str, str]], show: str) -> dict[str, int]:
    """Return how many of these texts raise each signal."""
    from ciudad_global.moderation.signals import KINDS as ALL
    from ciudad_global.moderation.signals import Post, near_duplicate
    from consultations.models import Comment

    found = dict.fromkeys(KINDS, 0)
    before: list[tuple[str, Any]] = []
    for author, text in texts:
        post = Post(Comment(body=text))
        mine = near_duplicate.triples(text)
        alarms = {name: ALL[name].look(post) is not None for name in KINDS[:2]}
        alarms["near_duplicate"] = len(mine) >= near_duplicate.WORDS - 2 and any(
            who != author and near_duplicate.alike(mine, other) >= near_duplicate.ALIKE
            for who, other in before[-near_duplicate.BACK :]
        )
        before.append((author, mine))
        for name, raised in alarms.items():
            found[name] += raised
            if raised and name == show:
                print(f"  {text[:300]!r}")
    return found


def main() -> None:
    """Print the table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciudad_global.settings.test")
    sys.path[:0] = [str(BASE / "site"), str(BASE)]
    import django

    django.setup()
    show = sys.argv[2] if sys.argv[2:] else ""
    print(f"{'':<30}{'texts':>8}" + "".join(f"{name:>18}" for name in KINDS))
    for name, texts in corpora(Path(sys.argv[1])):
        found = count(texts, show)
        print(f"{name:<30}{len(texts):>8}" + "".join(f"{found[kind]:>18}" for kind in KINDS))


if __name__ == "__main__":
    main()

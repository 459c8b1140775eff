"""`python -m consultations.opinions analyse DIR [--k K] [--json]`: a Pol.is export, analysed."""

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

from consultations.opinions import groups
from consultations.opinions.analysis import Analysis, analyse
from consultations.opinions.clustering import MOST_GROUPS
from consultations.opinions.folder import BadFolder, Conversation, read

GROUPS, NONE = "groups", "no-stable-groups"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; return 0, or 2 for a folder that cannot be analysed."""
    parser = argparse.ArgumentParser(prog="python -m consultations.opinions")
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("analyse", help="find opinion groups in a Pol.is export")
    command.add_argument("folder", type=Path, metavar="DIR")
    command.add_argument("--k", type=int, choices=range(2, MOST_GROUPS + 1), help="so many groups")
    command.add_argument("--json", action="store_true", help="all figures, for other programs")
    wanted = parser.parse_args(arguments)
    begun = time.perf_counter()
    try:
        conversation = read(wanted.folder)
        found = analyse(conversation.votes, rejected=conversation.rejected, k=wanted.k)
    except BadFolder as error:
        sys.stderr.write(f"{error}\n")
        return 2
    except ValueError as error:
        sys.stderr.write(f"{wanted.folder}: {error}.\n")
        return 2
    told = figures(found) | {"seconds": round(time.perf_counter() - begun, 3)}
    text = json.dumps(told) if wanted.json else _summary(told, conversation)
    sys.stdout.write(f"{text}\n")
    return 0


def figures(found: Analysis) -> dict[str, Any]:
    """Return everything that came out, in plain values; statements and people by their ids."""
    votes, counts, division = found.votes, found.counts, found.division
    ids = votes.statements.tolist()
    agreed, rejected = groups.consensus(counts)
    agreeing, disagreeing = groups.majority(found.everyone, found.shown)
    apart, unsure = groups.division(counts), groups.uncertainty(counts)
    people = votes.participants[found.people].tolist()
    return {
        "participants": len(votes.participants),
        "statements": len(votes.statements),
        "votes": len(votes.values),
        "clustered": len(found.people),
        "k": division.k,
        "silhouette": division.silhouette,
        "null": {"mean": found.null.mean, "sd": found.null.sd, "passes": found.null.passes},
        "stability": found.stability,
        "verdict": GROUPS if found.is_real else NONE,
        "labels": dict(zip(map(str, people), division.labels.tolist(), strict=True)),
        "gac": dict(zip(map(str, ids), agreed.tolist(), strict=True)),
        "gad": dict(zip(map(str, ids), rejected.tolist(), strict=True)),
        "representative": {
            str(group): [
                {"statement": ids[place], "direction": "agree" if agrees else "disagree"}
                for place, agrees in chosen
            ]
            for group, chosen in enumerate(groups.representative(counts, found.shown))
        },
        "majority": {
            "agree": [ids[place] for place in agreeing],
            "disagree": [ids[place] for place in disagreeing],
        },
        "divisive": [{"statement": ids[j], "difference": float(apart[j])} for j in found.divisive],
        "uncertain": [{"statement": ids[j], "passes": float(unsure[j])} for j in found.uncertain],
    }


def _summary(told: dict[str, Any], conversation: Conversation) -> str:
    """Return the figures in some lines."""
    sizes = [list(told["labels"].values()).count(group) for group in range(told["k"])]
    null = told["null"]
    lines = [
        f"{told['participants']} participants, {told['statements']} statements "
        f"({len(conversation.rejected)} rejected), {told['votes']} votes",
        f"{told['clustered']} placed in {told['k']} groups of {', '.join(map(str, sizes))}; "
        f"silhouette {told['silhouette']:.3f}",
        f"without opinions: {null['mean']:.3f} ± {null['sd']:.3f} "
        f"({'passes' if null['passes'] else 'does not pass'}); stability {told['stability']:.3f}",
        f"verdict: {told['verdict']}",
    ]
    for group, chosen in told["representative"].items():
        stands = ", ".join(f"{one['direction']} {one['statement']}" for one in chosen)
        lines.append(f"group {group}: {stands}")
    lines.append(f"{told['seconds']} s")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())

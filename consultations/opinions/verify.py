"""`python -m consultations.opinions.verify FILE.zip [--key KEY.pem]`: open data, checked.

Needs nothing of the site: NumPy and cryptography. The same program lies in each export
(`python verify.pyz FILE.zip`). Exit 0: everything fits; 1: something does not; 2: no such export.
"""

import argparse
import base64
import csv
import hashlib
import io
import json
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from consultations.opinions import frozen, groups
from consultations.opinions.groups import Counts
from consultations.opinions.matrix import matrix

MANIFEST, SIGNATURE, KEY = "manifest.json", "manifest.sig", "public-key.pem"
RESULTS, TALLIES, GROUPS, VOTES = "results.json", "tallies.csv", "groups.csv", "votes.csv"
_CHUNK = 1 << 20
_COUNTED = ("agree", "pass", "disagree", "votes")


class Difference(Exception):
    """Raised at the first thing that does not fit; `str()` is one sentence."""


class NotAnExport(Exception):
    """Raised when there is nothing to check; `str()` is one sentence."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(prog="verify")
    parser.add_argument("file", type=Path, metavar="FILE.zip")
    parser.add_argument(
        "--key", type=Path, metavar="KEY.pem", help="the key that the site publishes"
    )
    wanted = parser.parse_args(arguments)
    try:
        check(wanted.file, wanted.key, tell=lambda line: sys.stdout.write(f"{line}\n"))
    except Difference as difference:
        sys.stdout.write(f"does not fit: {difference}\n")
        return 1
    except NotAnExport as error:
        sys.stderr.write(f"{error}\n")
        return 2
    sys.stdout.write("coincide\n")
    return 0


def check(path: Path, key: Path | None = None, *, tell: Callable[[str], Any]) -> None:
    """Check an export from its hashes to its groups; `tell` hears of each step.

    Raises Difference, or NotAnExport.
    """
    try:
        with zipfile.ZipFile(path) as bundle:
            manifest = _manifest(bundle)
            tell(_check_files(bundle, manifest))
            tell(_check_signature(bundle, key))
            results = _results(bundle, manifest)
            tell(_check_tallies(bundle, results))
            tell(_check_groups(bundle, results))
            if VOTES in manifest["files"]:
                tell(_check_votes(bundle, results))
    except (OSError, zipfile.BadZipFile) as error:
        raise NotAnExport(f"{path} cannot be read: {error}.") from None
    except (csv.Error, KeyError, ValueError, TypeError, AttributeError) as error:
        raise Difference(f"something in it cannot be read: {error!r}.") from None


def _manifest(bundle: zipfile.ZipFile) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads(bundle.read(MANIFEST))
        manifest["files"], manifest["snapshot"]["sha256"]
    except (KeyError, ValueError, TypeError):
        raise NotAnExport(f"there is no readable {MANIFEST} in it.") from None
    return manifest


def _check_files(bundle: zipfile.ZipFile, manifest: dict[str, Any]) -> str:
    listed = manifest["files"]
    there = set(bundle.namelist()) - {MANIFEST, SIGNATURE, KEY}
    for name in sorted(there.symmetric_difference(listed)):
        raise Difference(
            f"{name} is not in the manifest." if name in there else f"{name} is missing."
        )
    for name in sorted(listed):
        digest = hashlib.sha256()
        with bundle.open(name) as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
        if digest.hexdigest() != listed[name]["sha256"]:
            raise Difference(f"{name} is not the file that was signed.")
    return f"{len(listed)} files are as listed in {MANIFEST}"


def _check_signature(bundle: zipfile.ZipFile, path: Path | None) -> str:
    try:
        key = load_pem_public_key(path.read_bytes() if path else bundle.read(KEY))
        signature = base64.b64decode(bundle.read(SIGNATURE), validate=True)
        if not isinstance(key, Ed25519PublicKey):
            raise Difference("the key is not an Ed25519 key.")
        key.verify(signature, bundle.read(MANIFEST))
    except InvalidSignature:
        raise Difference(f"{SIGNATURE} is not the key's signature of {MANIFEST}.") from None
    except (KeyError, ValueError) as error:
        raise Difference(f"the signature cannot be read: {error}.") from None
    mark = hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()
    source = str(path) if path else f"{KEY} in the file: compare it with the site's"
    return f"{MANIFEST} is signed with the key {mark[:16]} ({source})"


def _results(bundle: zipfile.ZipFile, manifest: dict[str, Any]) -> dict[str, Any]:
    content = _read(bundle, RESULTS)
    if hashlib.sha256(content).hexdigest() != manifest["snapshot"]["sha256"]:
        raise Difference(f"{RESULTS} is not the snapshot that {MANIFEST} names.")
    results: dict[str, Any] = json.loads(content)
    return results


def _check_tallies(bundle: zipfile.ZipFile, results: dict[str, Any]) -> str:
    told = {one["id"]: tuple(one[name] for name in _COUNTED) for one in results["proposals"]}
    counted = {
        int(row["proposal"]): tuple(int(row[name]) for name in _COUNTED)
        for row in _rows(bundle, TALLIES)
    }
    for pk in sorted(told.keys() | counted.keys()):
        if told.get(pk) != counted.get(pk):
            raise Difference(f"proposal {pk}: {TALLIES} and {RESULTS} count differently.")
    for place, name in enumerate(_COUNTED):
        if sum(row[place] for row in counted.values()) != results["votes"][name]:
            raise Difference(f"{TALLIES} does not add up to votes.{name} of {RESULTS}.")
    return f"{len(counted)} proposals add up to {results['votes']['votes']} votes"


def _check_groups(bundle: zipfile.ZipFile, results: dict[str, Any]) -> str:
    """Compare the counts by group, and work out the consensus from them again."""
    opinions = results["opinions"]
    rows = {
        (int(row["proposal"]), int(row["group"])): {name: int(row[name]) for name in _COUNTED}
        for row in _rows(bundle, GROUPS)
    }
    if opinions is None:
        if rows:
            raise Difference(f"{GROUPS} tells of groups, {RESULTS} of none.")
        return "no opinion groups were looked for"
    told = {
        (one["id"], number): counted
        for one in opinions["statements"]
        for number, counted in enumerate([one["all"], *one["groups"]])
        if counted
    }
    for place in sorted(told.keys() | rows.keys()):
        if told.get(place) != rows.get(place):
            raise Difference(
                f"proposal {place[0]}, group {place[1]}: {GROUPS} and {RESULTS} count differently."
            )
    checked = 0
    for one in opinions["statements"]:
        if opinions["is_real"] and one["groups"] and all(one["groups"]):
            checked += 1
            _check_consensus(one)
    return f"{len(rows)} counts by group fit; the consensus of {checked} proposals is the same"


def _check_consensus(one: dict[str, Any]) -> None:
    agrees, disagrees, votes = (
        np.array([[group[name]] for group in one["groups"]], dtype=float)
        for name in ("agree", "disagree", "votes")
    )
    counts = Counts(agrees, disagrees, votes)
    shared = float(groups.consensus(counts)[0][0]) ** (1 / len(votes))
    lowest = float(groups.wilson_lower(agrees, votes).min())
    if one["consensus"] != frozen.thousandths(shared) or one["lowest"] != frozen.thousandths(
        lowest
    ):
        raise Difference(f"proposal {one['id']}: another consensus comes out of its counts.")


def _check_votes(bundle: zipfile.ZipFile, results: dict[str, Any]) -> str:
    """Count the votes themselves, and find the groups again."""
    cast = [
        (int(row["participant"]), int(row["proposal"]), int(row["vote"]))
        for row in _rows(bundle, VOTES)
    ]
    people, proposals, values = np.array(cast, dtype=np.int64).reshape(-1, 3).T
    public = {one["id"]: one for one in results["proposals"]}
    for pk, one in public.items():
        of_it = values[proposals == pk]
        if (int((of_it > 0).sum()), int((of_it < 0).sum()), len(of_it)) != (
            one["agree"],
            one["disagree"],
            one["votes"],
        ):
            raise Difference(f"proposal {pk}: {VOTES} counts differently.")
    rejected = sorted(set(proposals.tolist()) - public.keys())
    if results["ballot"] == "opinion":
        again = frozen.opinions(
            matrix(people, proposals, values.astype(np.int8), rejected=rejected)
        )
        told = results["opinions"]
        for name in sorted({*(again or {}), *(told or {})}):
            if (again or {}).get(name) != (told or {}).get(name):
                raise Difference(f"opinions.{name} comes out differently from {VOTES}.")
    return f"{len(cast)} votes of {len(set(people.tolist()))} people give the same figures"


def _rows(bundle: zipfile.ZipFile, name: str) -> Iterator[dict[str, str]]:
    text = io.StringIO(_read(bundle, name).decode("utf-8-sig"), newline="")
    yield from csv.DictReader(text, strict=True)


def _read(bundle: zipfile.ZipFile, name: str) -> bytes:
    try:
        return bundle.read(name)
    except KeyError:
        raise Difference(f"{name} is missing.") from None


if __name__ == "__main__":
    sys.exit(main())

"""Measure, print a table, write var/benchmarks.json. DATABASE_URL chooses the engine.

Everything happens in a database that is made for it and thrown away.
"""

import json
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

BASE = Path(__file__).resolve().parents[1]


def main() -> int:
    """Return 0 if every figure is within its limit."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ciudad_global.settings.test")
    sys.path[:0] = [str(BASE / "site"), str(BASE)]
    with tempfile.TemporaryDirectory() as folder:
        tempfile.tempdir = folder  # the settings put the database there
        import django

        django.setup()
        from django.db import connection
        from django.test.utils import setup_databases, setup_test_environment, teardown_databases

        from benchmarks import moderation, opinions, pages, similarity

        setup_test_environment()
        databases = setup_databases(verbosity=0, interactive=False)
        try:
            parts = (similarity, pages, opinions, moderation)
            rows = [row for part in parts for row in part.rows()]
        finally:
            teardown_databases(databases, verbosity=0)
        engine = connection.vendor
    print(f"{engine:<48}{'ours':>10}{'limit':>10}{'ratio':>8}")
    for row in rows:
        mark = "" if row.holds else "  over the limit"
        ours, limit = f"{row.ours:.1f} {row.unit}", f"{row.limit:g} {row.unit}"
        print(f"{row.name:<48}{ours:>10}{limit:>10}{row.ratio:>8.2f}{mark}")
    target = BASE / "var/benchmarks.json"
    target.parent.mkdir(exist_ok=True)
    figures = [asdict(row) | {"ratio": row.ratio} for row in rows]
    target.write_text(json.dumps({"engine": engine, "rows": figures}, indent=1))
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())

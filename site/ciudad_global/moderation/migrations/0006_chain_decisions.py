"""Say of earlier decisions what they did, and chain them like those to come."""

import hashlib
import json
from datetime import UTC

from django.db import migrations

COLUMNS = (
    "case_id", "sanction_id", "moderator_id", "rule", "outcome", "before", "after", "reason",
    "text", "note", "batch_id", "undoes_id", "appeal_id",
)  # fmt: skip
TIMES = ("waiting_since", "created_at")


def chain(apps, schema_editor):
    """Fill in outcome and hash; the triggers that refuse it come back after migrating."""
    Decision = apps.get_model("moderation", "Decision")
    table, events = Decision._meta.db_table, ("update", "delete")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_append_only ON {table}")
    else:
        for event in events:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}")
    previous, count = "", 0
    for decision in Decision.objects.order_by("pk").iterator():
        decision.outcome = decision.after
        facts = [previous, *(getattr(decision, name) for name in COLUMNS)]
        times = [getattr(decision, name) for name in TIMES]
        facts += [time and time.astimezone(UTC).isoformat() for time in times]
        text = json.dumps(facts, ensure_ascii=False, separators=(",", ":"))
        decision.hash = previous = hashlib.sha256(text.encode()).hexdigest()
        decision.save(update_fields=["outcome", "hash"])
        count += 1
    apps.get_model("moderation", "LogHead").objects.update_or_create(
        pk_value=1, defaults={"count": count, "hash": previous}
    )


class Migration(migrations.Migration):
    dependencies = [("moderation", "0005_moderation_in_full")]
    operations = [migrations.RunPython(chain, migrations.RunPython.noop)]

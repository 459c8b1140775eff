from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def keep(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Give each public session its row (`actions/encounter.py` keeps it from now on)."""
    Encounter = apps.get_model("dialogues", "Encounter")
    pages = apps.get_model("dialogues", "SessionPage").objects.filter(live=True)
    Encounter.objects.bulk_create(
        (
            Encounter(
                key=page.translation_key,
                starts_at=page.starts_at,
                ends_at=page.ends_at,
                place=", ".join(filter(None, [page.venue, page.address])),
            )
            for page in pages.order_by("pk")
        ),
        ignore_conflicts=True,  # the translations of a session share it
    )


class Migration(migrations.Migration):
    dependencies = [("dialogues", "0003_encounters")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]

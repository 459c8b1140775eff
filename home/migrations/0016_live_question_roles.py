"""Who says that a session takes questions, and who moderates them."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, schema_editor=None):
    """Let editors, publishers and administrators set up live questions; nobody deletes them."""
    # Permissions are usually made after all migrations.
    create_permissions(installed.get_app_config("dialogues"), apps=apps, verbosity=0)
    permissions = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="dialogues",
        codename__in=("add_floor", "change_floor", "view_floor"),
    )
    for group in apps.get_model("auth", "Group").objects.filter(
        name__in=("administrator", "editor", "publisher")
    ):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0015_minutes_roles"),
        ("dialogues", "0009_live_questions"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]

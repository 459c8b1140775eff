"""Who writes the minutes of sessions and who publishes them."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

WRITE = ["add_minutes", "change_minutes", "view_minutes", "add_tag", "change_tag", "view_tag"]
PERMISSIONS = {
    "editor": WRITE,
    "publisher": [*WRITE, "publish_minutes"],
    "auditor": ["view_minutes"],
}


def grant(apps, schema_editor=None):
    """Give the groups their permissions on minutes."""
    # Permissions are usually made after all migrations.
    create_permissions(installed.get_app_config("dialogues"), apps=apps, verbosity=0)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for role, codenames in PERMISSIONS.items():
        found = Permission.objects.filter(
            content_type__app_label="dialogues", codename__in=codenames
        )
        Group.objects.get(name=role).permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0014_gathering_roles"),
        ("dialogues", "0008_minutes"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]

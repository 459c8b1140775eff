"""Who writes commitments and who publishes them."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

MODELS = ("commitment", "commitmentupdate")
WRITE = [f"{verb}_{model}" for model in MODELS for verb in ("add", "change", "view")]
READ = [f"view_{model}" for model in MODELS]
PERMISSIONS = {
    "editor": WRITE,
    "official": WRITE,
    "publisher": [*READ, "publish_commitment"],
    "auditor": READ,
}


def grant(apps, schema_editor=None):
    """Give the groups their permissions on commitments and their updates."""
    # Permissions are usually made after all migrations.
    create_permissions(installed.get_app_config("consultations"), apps=apps, verbosity=0)
    Group = apps.get_model("auth", "Group")
    Permission = apps.get_model("auth", "Permission")
    for role, codenames in PERMISSIONS.items():
        found = Permission.objects.filter(
            content_type__app_label="consultations", codename__in=codenames
        )
        Group.objects.get(name=role).permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0006_picture_description_en"),
        ("consultations", "0004_participation_in_full"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]

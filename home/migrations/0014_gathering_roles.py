"""Who appoints the people that write down at tables and from paper."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

PERMISSIONS = {
    "editor": ("add", "change", "view"),
    "publisher": ("add", "change", "view"),
    "administrator": ("view",),
    "auditor": ("view",),
}


def grant(apps, schema_editor=None):
    """Give the groups their permissions on tables and batches."""
    # Permissions are usually made after all migrations.
    create_permissions(installed.get_app_config("consultations"), apps=apps, verbosity=0)
    for role, verbs in PERMISSIONS.items():
        found = apps.get_model("auth", "Permission").objects.filter(
            content_type__app_label="consultations",
            codename__in=[f"{verb}_gathering" for verb in verbs],
        )
        apps.get_model("auth", "Group").objects.get(name=role).permissions.add(*found)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0013_redirect_roles"),
        ("consultations", "0018_gatherings"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]

"""Who voids votes, two of them together."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, schema_editor=None):
    """Let auditors and administrators propose and confirm that votes are voided."""
    # Permissions are usually made after all migrations.
    create_permissions(installed.get_app_config("consultations"), apps=apps, verbosity=0)
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="consultations", codename="void_votes"
    )
    for group in apps.get_model("auth", "Group").objects.filter(
        name__in=("administrator", "auditor")
    ):
        group.permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0010_rules_page"),
        ("consultations", "0012_voiding"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]

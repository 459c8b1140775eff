"""Who confirms that an account is suspended."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations


def grant(apps, schema_editor=None):
    """Let administrators confirm suspensions."""
    # Permissions are usually made after all migrations.
    create_permissions(installed.get_app_config("moderation"), apps=apps, verbosity=0)
    permission = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="moderation", codename="confirm_sanction"
    )
    apps.get_model("auth", "Group").objects.get(name="administrator").permissions.add(permission)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0008_page_text"),
        ("moderation", "0007_every_decision_is_chained"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]

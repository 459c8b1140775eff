"""Who says where old addresses lead, and what is found first."""

from django.apps import apps as installed
from django.contrib.auth.management import create_permissions
from django.db import migrations

APPS = {"wagtailredirects": "redirect", "wagtailsearchpromotions": "searchpromotion"}


def grant(apps, schema_editor=None):
    """Let editors and publishers keep redirects and promoted results."""
    groups = apps.get_model("auth", "Group").objects.filter(name__in=("editor", "publisher"))
    for label, noun in APPS.items():
        # Permissions are usually made after all migrations.
        create_permissions(installed.get_app_config(label), apps=apps, verbosity=0)
        permissions = apps.get_model("auth", "Permission").objects.filter(
            content_type__app_label=label,
            codename__in=[f"{verb}_{noun}" for verb in ("add", "change", "delete")],
        )
        for group in groups:
            group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("home", "0012_story_fields"),
        ("wagtailredirects", "0008_add_verbose_name_plural"),
        ("wagtailsearchpromotions", "0008_query_verbose_name"),
    ]
    operations = [migrations.RunPython(grant, migrations.RunPython.noop)]

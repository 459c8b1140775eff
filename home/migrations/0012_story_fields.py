"""Stories no longer write their blocks down here; their columns stay as they are."""

from django.db import migrations

from ciudad_global.common.blocks import StoryField


class Migration(migrations.Migration):
    dependencies = [("home", "0011_voiding_roles")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "homepage", "body", StoryField(blank=True, verbose_name="texto")
                ),
                migrations.AlterField(
                    "standardpage", "body", StoryField(blank=True, verbose_name="texto")
                ),
                migrations.AlterField(
                    "rulespage", "body", StoryField(verbose_name="reglas")
                ),
            ]
        )
    ]

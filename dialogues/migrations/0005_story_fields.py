"""Stories no longer write their blocks down here; their columns stay as they are."""

from django.db import migrations

from ciudad_global.common.blocks import StoryField


class Migration(migrations.Migration):
    dependencies = [("dialogues", "0004_first_encounters")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "dialoguepage", "body", StoryField(blank=True, verbose_name="historia")
                ),
                migrations.AlterField(
                    "sessionpage", "minutes", StoryField(blank=True, verbose_name="relatoría")
                ),
                migrations.AlterField(
                    "sessionpage", "programme", StoryField(blank=True, verbose_name="programa")
                ),
            ]
        )
    ]

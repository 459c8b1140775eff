"""Stories no longer write their blocks down here; their columns stay as they are."""

from django.db import migrations

from ciudad_global.common.blocks import StoryField


class Migration(migrations.Migration):
    dependencies = [("consultations", "0012_voiding")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "consultationpage", "body", StoryField(blank=True, verbose_name="explicación")
                ),
                migrations.AlterField(
                    "summarypage", "body", StoryField(blank=True, verbose_name="texto")
                ),
            ]
        )
    ]

from datetime import timedelta

from django.db import migrations, models


def set_deadlines(apps, schema_editor):
    """Give what waited before there were deadlines the longest one: lists are ordered by it."""
    waiting = apps.get_model("moderation", "Case").objects.filter(
        waiting_since__isnull=False, due_at__isnull=True
    )
    waiting.update(due_at=models.F("waiting_since") + timedelta(days=3))


class Migration(migrations.Migration):

    dependencies = [
        ('moderation', '0007_every_decision_is_chained'),
    ]

    operations = [
        migrations.RunPython(set_deadlines, migrations.RunPython.noop, elidable=True),
        migrations.RemoveIndex(
            model_name='case',
            name='case_most_reported',
        ),
        migrations.RemoveIndex(
            model_name='case',
            name='case_due',
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('waiting_since__isnull', False)), fields=['due_at', 'id'], name='case_due'),
        ),
    ]

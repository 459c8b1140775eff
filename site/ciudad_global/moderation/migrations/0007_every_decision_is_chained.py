from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0006_chain_decisions")]
    operations = [
        migrations.AlterField(
            model_name="decision",
            name="hash",
            field=models.CharField(editable=False, max_length=64, unique=True),
        ),
    ]

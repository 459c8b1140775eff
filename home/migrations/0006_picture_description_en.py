from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('home', '0005_roles'),
    ]

    operations = [
        migrations.AddField(
            model_name='picture',
            name='description_en',
            field=models.CharField(blank=True, help_text='Lo que se ve, para quien no la ve y lee el sitio en inglés.', max_length=255, verbose_name='descripción en inglés'),
        ),
    ]

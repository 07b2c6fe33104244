from django.db import migrations, models
from django.db.models.functions import Substr


def look_up_by_telephone(apps, schema_editor):
    """What was read before can be found by its telephone too."""
    apps.get_model("appeals", "ReadFact").objects.filter(field="phones", key="").update(
        key=Substr("value", 1, 100)
    )


class Migration(migrations.Migration):
    dependencies = [("appeals", "0001_initial")]

    operations = [
        migrations.AlterField(model_name="readfact", name="proposed", field=models.TextField(blank=True)),
        migrations.AlterField(model_name="readfact", name="value", field=models.TextField()),
        migrations.RunPython(look_up_by_telephone, migrations.RunPython.noop),
    ]

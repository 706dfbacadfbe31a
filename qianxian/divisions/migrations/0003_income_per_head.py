"""The year's statistics of a place say the income per head beside the counts (whole yuan)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("divisions", "0002_population_recorded_by")]

    operations = [migrations.AddField("populationsnapshot", "income_per_head", models.PositiveIntegerField(blank=True, null=True))]

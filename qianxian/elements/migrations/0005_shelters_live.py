"""The beds of a village's own shelters live in the asset register of collectives from now on: no form asks for them as new."""

from django.db import migrations

LIVE = "UPDATE elements_dataelement SET lives = {to}, version = version + 1 WHERE code = 'village.flood_shelter_places'"


class Migration(migrations.Migration):
    dependencies = [("elements", "0004_facilities_live"), ("collective", "0008_shelters")]

    operations = [migrations.RunSQL(LIVE.format(to="true"), LIVE.format(to="false"))]

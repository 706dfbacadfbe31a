"""The beds of a village's own shelters live in the asset register of collectives from now on: no form asks for them as new."""

from django.db import migrations

LIVE = "UPDATE elements_dataelement SET lives = {to}, version = version + 1 WHERE code = 'village.flood_shelter_places'"


class Migration(migrations.Migration):
    dependencies = [("elements", "0005_settings_after_what_was_asked"), ("collective", "0010_shelters")]

    operations = [migrations.RunSQL(LIVE.format(to="true"), LIVE.format(to="false"))]

"""Eight public facilities live in the asset register of collectives from now on: no form asks for them as new."""

from django.db import migrations

CODES = (
    "village.street_lights", "village.public_toilets", "village.waste_points", "village.paved_road_km", "village.culture_square_area", "village.library_books",
    "village.elder_canteen_seats", "village.micro_fire_station",
)  # fmt: skip
LIVE = "UPDATE elements_dataelement SET lives = {to}, version = version + 1 WHERE code IN (" + ", ".join(f"'{code}'" for code in CODES) + ")"


class Migration(migrations.Migration):
    dependencies = [("elements", "0003_guards"), ("collective", "0007_facilities")]

    operations = [migrations.RunSQL(LIVE.format(to="true"), LIVE.format(to="false"))]

"""防台风避护所 is a facility of its own, and an inventory says which kinds it went through: those before this one did not look for shelters."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models

BEFORE = "street_light,public_toilet,waste_point,road,square,library,elder_canteen,fire_station"
KINDS = [
    ("street_light", "路灯（盏）"), ("public_toilet", "公共厕所（座）"), ("waste_point", "垃圾收集点（个）"), ("road", "硬化村道（公里）"), ("square", "文化广场（平方米）"),
    ("library", "农家书屋藏书（册）"), ("elder_canteen", "长者饭堂（座位）"), ("fire_station", "微型消防站（个）"), ("shelter", "防台风避护所（床位）"),
]  # fmt: skip
TO_KINDS = f"""
ALTER TABLE collective_inventory ALTER facilities TYPE varchar(14)[] USING CASE WHEN facilities THEN '{{{BEFORE}}}'::varchar(14)[] ELSE '{{}}'::varchar(14)[] END;
"""
TO_ONE_WORD = "ALTER TABLE collective_inventory ALTER facilities TYPE boolean USING facilities <> '{}'"


class Migration(migrations.Migration):
    dependencies = [("collective", "0009_as_declared_and_as_decided")]

    operations = [
        migrations.AlterField(model_name="asset", name="facility", field=models.CharField(blank=True, choices=KINDS, default="", max_length=14)),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(TO_KINDS, TO_ONE_WORD)],
            state_operations=[
                migrations.AlterField(model_name="inventory", name="facilities", field=ArrayField(models.CharField(choices=KINDS, max_length=14), blank=True, default=list, size=None)),
            ],
        ),
    ]

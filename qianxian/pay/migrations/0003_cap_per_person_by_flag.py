"""The bonus cap binds each person unless the year's policy lets it bind the pool alone (pay.per_person_cap); the slip says which."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pay", "0002_slips_carry_year_and_approval")]

    operations = [
        migrations.AddField("payslip", "person_capped", models.BooleanField(default=True, db_default=True)),
        migrations.RemoveConstraint("payslip", "bonus_within_cap"),
        migrations.AddConstraint(
            "payslip",
            models.CheckConstraint(
                name="bonus_within_cap",
                condition=models.Q(bonus__gte=0) & (models.Q(person_capped=False) | models.Q(bonus__lte=models.F("cap"))),
            ),
        ),
    ]

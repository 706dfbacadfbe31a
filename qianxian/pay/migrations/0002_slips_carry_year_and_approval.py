"""A slip carries its year, its last day and its approval: the run is the county's row, which a village's reach does not see."""

from django.db import migrations, models

FILL = """UPDATE pay_payslip s SET year = r.year, through = r.through, approved_on = CASE WHEN r.state = 'approved' THEN r.approved_on END
          FROM pay_payrun r WHERE r.id = s.run_id"""


class Migration(migrations.Migration):
    # Filled rows fire the deferred checks of their keys; the columns can only be tightened after those ran.
    dependencies = [("pay", "0001_initial")]

    operations = [
        migrations.AddField("payslip", "year", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("payslip", "through", models.DateField(null=True)),
        migrations.AddField("payslip", "approved_on", models.DateField(blank=True, null=True)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RunSQL("SET CONSTRAINTS ALL IMMEDIATE", migrations.RunSQL.noop),
        migrations.AlterField("payslip", "year", models.PositiveSmallIntegerField()),
        migrations.AlterField("payslip", "through", models.DateField()),
    ]

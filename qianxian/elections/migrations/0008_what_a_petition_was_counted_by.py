"""What a recall's petition was counted by, and on which day; a petition already kept was counted when it was taken in."""

from django.db import migrations, models

FILL = """
SELECT set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
UPDATE elections_election SET petition_counted_on = called_on WHERE occasion = 'recall';
SELECT set_config('qianxian.reach', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("elections", "0007_spouses_and_seats_given_up"), ("organisations", "0007_branches_asked_by_statement")]
    operations = [
        migrations.AddField(model_name="election", name="petition_counted_on", field=models.DateField(blank=True, null=True)),
        migrations.AddField(model_name="election", name="unseated_document", field=models.CharField(blank=True, default="", max_length=200)),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
    ]

"""What a centre was called and offered before a change, for the days on which it was so."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models


KEEP = """
ALTER TABLE centres_formercentre ADD CONSTRAINT former_of_its_centre FOREIGN KEY (centre_id) REFERENCES centres_servicecentre (id) ON DELETE CASCADE;
CREATE TRIGGER former_centre AFTER UPDATE ON centres_servicecentre FOR EACH ROW
  EXECUTE FUNCTION foundation_keep_former('centres_formercentre', 'centre_id', 'name', 'kind', 'area_m2', 'windows', 'opening_hours', 'telephone', 'address');
"""


class Migration(migrations.Migration):

    dependencies = [
        ('centres', '0001_initial'),
        ('foundation', '0002_former_values'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerCentre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('said', models.JSONField()),
                ('centre', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former', to='centres.servicecentre')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('centre', '='), ('period', '&&')], name='one_former_centre_at_a_time')],
            },
        ),
        migrations.RunSQL(KEEP, "DROP TRIGGER former_centre ON centres_servicecentre"),
    ]

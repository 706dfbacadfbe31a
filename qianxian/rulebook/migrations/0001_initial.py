import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('foundation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Setting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('key', models.CharField(max_length=60)),
                ('value', models.JSONField()),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('source_document', models.CharField(max_length=300)),
                ('published_on', models.DateField(blank=True, null=True)),
                ('note', models.CharField(blank=True, default='', max_length=300)),
                ('entered_by', models.CharField(max_length=80)),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('key', '='), ('period', '&&')], name='one_value_per_key_at_a_time')],
            },
        ),
    ]

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('foundation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Designation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(db_index=True, max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('kind', models.CharField(max_length=40)),
                ('level', models.CharField(max_length=20)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('document', models.CharField(blank=True, default='', max_length=200)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='County',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=12, unique=True, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('name', models.CharField(max_length=60)),
                ('city', models.CharField(blank=True, default='', max_length=60)),
                ('province', models.CharField(blank=True, default='', max_length=60)),
                ('is_example', models.BooleanField(default=False)),
                ('example_day', models.DateField(blank=True, null=True)),
                ('initialised_at', models.DateTimeField(auto_now_add=True)),
                ('telephone', models.CharField(blank=True, default='', max_length=30)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('is_example', True), ('example_day__isnull', True), _connector='OR'), name='only_an_example_fixes_its_day')],
            },
        ),
        migrations.CreateModel(
            name='Division',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('name', models.CharField(max_length=60)),
                ('official_name', models.CharField(max_length=60)),
                ('kind', models.CharField(choices=[('county', '区（县）'), ('town', '镇'), ('subdistrict', '街道'), ('village', '村'), ('community', '社区'), ('zone', '开发区（非村）')], max_length=12)),
                ('parent_code', models.CharField(blank=True, db_index=True, default='', max_length=12)),
                ('valid', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('replaced_by', models.CharField(blank=True, default='', max_length=12)),
                ('change_document', models.CharField(blank=True, default='', max_length=200)),
                ('pinyin', models.CharField(blank=True, default='', max_length=120)),
                ('initials', models.CharField(blank=True, default='', max_length=30)),
            ],
            options={
                'ordering': ['code'],
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('code', '='), ('valid', '&&')], name='one_row_per_division_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='PopulationSnapshot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(db_index=True, max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('year', models.PositiveSmallIntegerField()),
                ('registered', models.PositiveIntegerField(blank=True, null=True)),
                ('resident', models.PositiveIntegerField(blank=True, null=True)),
                ('households', models.PositiveIntegerField(blank=True, null=True)),
                ('age60_plus', models.PositiveIntegerField(blank=True, null=True)),
                ('source', models.CharField(max_length=200)),
                ('approved_on', models.DateField(blank=True, null=True)),
                ('approved_by', models.CharField(blank=True, default='', max_length=80)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('division_code', 'year'), name='one_snapshot_per_place_and_year')],
            },
        ),
    ]

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('foundation', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ServiceCentre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('kind', models.CharField(choices=[('main', '中心'), ('branch_point', '服务点')], default='main', max_length=14)),
                ('area_m2', models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True)),
                ('opened_on', models.DateField(blank=True, null=True)),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('windows', models.PositiveSmallIntegerField(default=0)),
                ('opening_hours', models.CharField(blank=True, default='', max_length=100)),
                ('telephone', models.CharField(blank=True, default='', max_length=30)),
                ('address', models.CharField(blank=True, default='', max_length=120)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('closed_on__isnull', True), ('kind', 'main')), fields=('division_code',), name='one_main_centre_per_village')],
            },
        ),
        migrations.CreateModel(
            name='StaffingPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('year', models.PositiveSmallIntegerField()),
                ('resident', models.PositiveIntegerField()),
                ('leading_posts', models.PositiveSmallIntegerField()),
                ('exception_posts', models.PositiveSmallIntegerField(default=0)),
                ('exception_document', models.CharField(blank=True, default='', max_length=200)),
                ('decided_on', models.DateField()),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='staffing_plans', to='centres.servicecentre')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('centre', 'year'), name='one_staffing_plan_per_year'), models.CheckConstraint(condition=models.Q(('exception_posts', 0), models.Q(('exception_document', ''), _negated=True), _connector='OR'), name='exception_needs_a_document')],
            },
        ),
        migrations.CreateModel(
            name='WindowStaff',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('title', models.CharField(max_length=40)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='window_staff', to='centres.servicecentre')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='window_posts', to='people.person')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('centre', '='), ('person', '='), ('period', '&&')], name='one_window_post_per_person_and_centre')],
            },
        ),
    ]

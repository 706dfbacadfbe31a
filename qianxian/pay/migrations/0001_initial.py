import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
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
            name='PayRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('number', models.CharField(max_length=30, unique=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('through', models.DateField()),
                ('state', models.CharField(choices=[('locked', '名册已锁定'), ('computed', '待核对'), ('checked', '待审批'), ('returned', '已退回'), ('approved', '已办结'), ('withdrawn', '已撤销')], default='locked', max_length=10)),
                ('locked_on', models.DateField()),
                ('prepared_by', models.CharField(max_length=80)),
                ('checked_by', models.CharField(blank=True, default='', max_length=80)),
                ('checked_on', models.DateField(blank=True, null=True)),
                ('approved_by', models.CharField(blank=True, default='', max_length=80)),
                ('approved_on', models.DateField(blank=True, null=True)),
                ('returned_reason', models.CharField(blank=True, default='', max_length=300)),
                ('settings', models.JSONField(default=dict)),
                ('inputs_digest', models.CharField(blank=True, default='', max_length=64)),
                ('people', models.PositiveIntegerField(default=0)),
                ('base_total', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('bonus_total', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('city_total', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('district_total', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('town_total', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('override_reason', models.CharField(blank=True, default='', max_length=300)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('division_code', 'year'), name='one_standing_run_per_place_and_year'), models.CheckConstraint(condition=models.Q(models.Q(('checked_by', ''), models.Q(('checked_by', models.F('prepared_by')), _negated=True), _connector='OR'), models.Q(('approved_by', ''), models.Q(models.Q(('approved_by', models.F('prepared_by')), _negated=True), models.Q(('approved_by', models.F('checked_by')), _negated=True)), _connector='OR')), name='preparer_checker_approver_differ'), models.CheckConstraint(condition=models.Q(('base_total', django.db.models.expressions.CombinedExpression(models.F('city_total'), '+', models.F('district_total'))), ('bonus_total', models.F('town_total'))), name='payers_make_the_total')],
            },
        ),
        migrations.CreateModel(
            name='PayInput',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('engagement_uuid', models.UUIDField()),
                ('centre_name', models.CharField(max_length=100)),
                ('post', models.CharField(max_length=16)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField()),
                ('grade', models.CharField(blank=True, default='', max_length=14)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pay_inputs', to='people.person')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inputs', to='pay.payrun')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='PaySlip',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('number', models.CharField(max_length=40)),
                ('grade', models.CharField(blank=True, default='', max_length=14)),
                ('base_paid', models.DecimalField(decimal_places=2, max_digits=14)),
                ('cap', models.DecimalField(decimal_places=2, max_digits=14)),
                ('bonus', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('gross', models.DecimalField(decimal_places=2, max_digits=14)),
                ('city', models.DecimalField(decimal_places=2, max_digits=14)),
                ('district', models.DecimalField(decimal_places=2, max_digits=14)),
                ('town', models.DecimalField(decimal_places=2, max_digits=14)),
                ('explanation', models.JSONField(default=dict)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pay_slips', to='people.person')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slips', to='pay.payrun')),
            ],
            options={
                'indexes': [models.Index(fields=['division_code'], name='slip_division')],
                'constraints': [models.UniqueConstraint(fields=('run', 'person'), name='one_slip_per_person_and_run'), models.CheckConstraint(condition=models.Q(('bonus__gte', 0), ('bonus__lte', models.F('cap'))), name='bonus_within_cap'), models.CheckConstraint(condition=models.Q(('base_paid', django.db.models.expressions.CombinedExpression(models.F('city'), '+', models.F('district'))), ('gross', django.db.models.expressions.CombinedExpression(models.F('base_paid'), '+', models.F('bonus'))), ('town', models.F('bonus'))), name='slip_adds_up')],
            },
        ),
    ]

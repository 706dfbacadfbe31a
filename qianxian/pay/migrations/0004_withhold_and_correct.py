"""Slips carry insurance, tax and net; facts, corrections and their difference lines get tables."""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
import uuid
from django.db import migrations, models

# Every county's first digit: the fill must see all rows, though the tables stand under forced row-level security.
FILL = """SELECT set_config('qianxian.reach', '0,1,2,3,4,5,6,7,8,9', true);
          UPDATE pay_payslip SET net = gross;
          SET CONSTRAINTS ALL IMMEDIATE;
          SELECT set_config('qianxian.reach', '', true)"""


class Migration(migrations.Migration):

    dependencies = [
        ('pay', '0003_cap_per_person_by_flag'),
        ('people', '0002_call_records_by_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='DifferenceLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('number', models.CharField(max_length=50)),
                ('year', models.PositiveSmallIntegerField()),
                ('part', models.CharField(choices=[('city', '市级财政'), ('district', '区级财政'), ('town', '镇（街道）财政'), ('insurance', '社会保险个人部分'), ('tax', '个人所得税')], max_length=10)),
                ('turn', models.PositiveSmallIntegerField()),
                ('posted', models.DecimalField(decimal_places=2, max_digits=14)),
                ('should', models.DecimalField(decimal_places=2, max_digits=14)),
                ('amount', models.DecimalField(decimal_places=2, max_digits=14)),
                ('cause', models.CharField(choices=[('late_index', '收入基数公布'), ('overturned_review', '复核改变原决定'), ('wrong_day', '在岗日期登记有误'), ('death', '去世'), ('unpaid_leave', '不带薪请假'), ('suspension', '停职'), ('late_grade', '考核等次后定'), ('deduction', '扣除项目变动')], max_length=20)),
                ('document', models.CharField(max_length=200)),
                ('approved_on', models.DateField()),
                ('explanation', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='PayCorrection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('number', models.CharField(max_length=40, unique=True)),
                ('year', models.PositiveSmallIntegerField()),
                ('cause', models.CharField(choices=[('late_index', '收入基数公布'), ('overturned_review', '复核改变原决定'), ('wrong_day', '在岗日期登记有误'), ('death', '去世'), ('unpaid_leave', '不带薪请假'), ('suspension', '停职'), ('late_grade', '考核等次后定'), ('deduction', '扣除项目变动')], max_length=20)),
                ('document', models.CharField(max_length=200)),
                ('state', models.CharField(choices=[('computed', '待核对'), ('checked', '待审批'), ('returned', '已退回'), ('approved', '已办结'), ('withdrawn', '已撤销')], default='computed', max_length=10)),
                ('prepared_by', models.CharField(max_length=80)),
                ('prepared_on', models.DateField()),
                ('checked_by', models.CharField(blank=True, default='', max_length=80)),
                ('checked_on', models.DateField(blank=True, null=True)),
                ('approved_by', models.CharField(blank=True, default='', max_length=80)),
                ('approved_on', models.DateField(blank=True, null=True)),
                ('returned_reason', models.CharField(blank=True, default='', max_length=300)),
                ('people', models.PositiveIntegerField()),
                ('city_total', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('district_total', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('town_total', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('insurance_total', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('tax_total', models.DecimalField(decimal_places=2, default=0, max_digits=14)),
                ('proposal', models.JSONField(default=list)),
                ('settings', models.JSONField(default=dict)),
            ],
        ),
        migrations.CreateModel(
            name='PayFact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('kind', models.CharField(choices=[('unpaid_leave', '不带薪请假'), ('suspension', '停职'), ('actual_days', '实际在岗日期'), ('additional_deduction', '个税专项附加扣除'), ('cancelled', '撤销一项登记')], max_length=20)),
                ('first_day', models.DateField()),
                ('last_day', models.DateField(blank=True, null=True)),
                ('share', models.DecimalField(blank=True, decimal_places=4, max_digits=5, null=True)),
                ('amount', models.DecimalField(blank=True, decimal_places=2, max_digits=14, null=True)),
                ('engagement_uuid', models.UUIDField(blank=True, null=True)),
                ('document', models.CharField(max_length=200)),
                ('recorded_by', models.CharField(max_length=80)),
                ('recorded_on', models.DateField()),
            ],
        ),
        migrations.AddField(
            model_name='payrun',
            name='insurance_total',
            field=models.DecimalField(decimal_places=2, default=0, max_digits=14),
        ),
        migrations.AddField(
            model_name='payrun',
            name='tax_total',
            field=models.DecimalField(decimal_places=2, default=0, max_digits=14),
        ),
        migrations.AddField(
            model_name='payslip',
            name='insurance',
            field=models.DecimalField(decimal_places=2, default=0, max_digits=14),
        ),
        migrations.AddField(
            model_name='payslip',
            name='net',
            field=models.DecimalField(decimal_places=2, default=0, max_digits=14),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddField(
            model_name='payslip',
            name='tax',
            field=models.DecimalField(decimal_places=2, default=0, max_digits=14),
        ),
        migrations.AddConstraint(
            model_name='payslip',
            constraint=models.CheckConstraint(condition=models.Q(('insurance__gte', 0), ('net', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('gross'), '-', models.F('insurance')), '-', models.F('tax'))), ('net__gte', 0), ('tax__gte', 0)), name='slip_net_is_gross_less_deductions'),
        ),
        migrations.AddField(
            model_name='differenceline',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pay_differences', to='people.person'),
        ),
        migrations.AddField(
            model_name='paycorrection',
            name='person',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='pay_corrections', to='people.person'),
        ),
        migrations.AddField(
            model_name='paycorrection',
            name='run',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='pay.payrun'),
        ),
        migrations.AddField(
            model_name='differenceline',
            name='correction',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='pay.paycorrection'),
        ),
        migrations.AddField(
            model_name='payfact',
            name='cancels',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cancelled_by', to='pay.payfact'),
        ),
        migrations.AddField(
            model_name='payfact',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pay_facts', to='people.person'),
        ),
        migrations.AddConstraint(
            model_name='paycorrection',
            constraint=models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='correction_rests_on_a_document'),
        ),
        migrations.AddConstraint(
            model_name='paycorrection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('checked_by', ''), models.Q(('checked_by', models.F('prepared_by')), _negated=True), _connector='OR'), models.Q(('approved_by', ''), models.Q(models.Q(('approved_by', models.F('prepared_by')), _negated=True), models.Q(('approved_by', models.F('checked_by')), _negated=True)), _connector='OR'), models.Q(models.Q(('state', 'approved'), _negated=True), models.Q(models.Q(('checked_by', ''), _negated=True), models.Q(('approved_by', ''), _negated=True)), _connector='OR')), name='correction_by_three_people'),
        ),
        migrations.AddIndex(
            model_name='differenceline',
            index=models.Index(fields=['division_code'], name='difference_division'),
        ),
        migrations.AddConstraint(
            model_name='differenceline',
            constraint=models.CheckConstraint(condition=models.Q(('amount', django.db.models.expressions.CombinedExpression(models.F('should'), '-', models.F('posted'))), ('should__gte', 0), models.Q(('amount', 0), _negated=True)), name='difference_is_should_less_posted'),
        ),
        migrations.AddConstraint(
            model_name='differenceline',
            constraint=models.UniqueConstraint(fields=('correction', 'person', 'part'), name='one_difference_per_correction_person_and_part'),
        ),
        migrations.AddConstraint(
            model_name='differenceline',
            constraint=models.UniqueConstraint(fields=('person', 'year', 'part', 'turn'), name='differences_follow_one_another'),
        ),
        migrations.AddIndex(
            model_name='payfact',
            index=models.Index(fields=['person'], name='pay_fact_person'),
        ),
        migrations.AddConstraint(
            model_name='payfact',
            constraint=models.CheckConstraint(condition=models.Q(('document', ''), _negated=True), name='a_pay_fact_rests_on_a_document'),
        ),
        migrations.AddConstraint(
            model_name='payfact',
            constraint=models.CheckConstraint(condition=models.Q(('last_day__isnull', True), ('last_day__gte', models.F('first_day')), _connector='OR'), name='a_pay_fact_ends_after_it_begins'),
        ),
        migrations.AddConstraint(
            model_name='payfact',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'unpaid_leave'), ('share', 0)), models.Q(('kind', 'suspension'), ('share__gte', 0), ('share__lt', 1)), models.Q(('engagement_uuid__isnull', False), ('kind', 'actual_days')), models.Q(('amount__gt', 0), ('kind', 'additional_deduction')), models.Q(('cancels__isnull', False), ('kind', 'cancelled')), _connector='OR'), name='a_pay_fact_has_what_its_kind_needs'),
        ),
    ]

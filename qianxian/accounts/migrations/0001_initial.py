import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('foundation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='User',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('login', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=60)),
                ('phone', models.CharField(blank=True, default='', max_length=20)),
                ('email', models.EmailField(blank=True, default='', max_length=254)),
                ('unit', models.CharField(blank=True, default='', max_length=80)),
                ('person_uuid', models.UUIDField(blank=True, null=True)),
                ('usable', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('must_change_password', models.BooleanField(default=False)),
                ('is_active', models.BooleanField(default=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='LoginAttempt',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(db_index=True, max_length=120)),
                ('at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('succeeded', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='OpenSession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('session_key', models.CharField(max_length=64, unique=True)),
                ('started_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('seen_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('address', models.CharField(blank=True, default='', max_length=45)),
                ('device', models.CharField(blank=True, default='', max_length=200)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='open_sessions', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='RoleGrant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('role', models.CharField(choices=[('district_org_officer', '区委组织部干部'), ('district_vetting_officer', '区联审员'), ('department_replier', '部门答复人'), ('town_committee', '镇（街道）党委'), ('town_org_officer', '镇（街道）组织干部'), ('finance_bureau', '财政部门'), ('pay_approver', '工资审批人'), ('town_bookkeeper', '村账镇代理记账员'), ('cashier', '出纳'), ('discipline_inspection', '纪检监察'), ('audit_bureau', '审计、农业农村部门'), ('village_secretary', '村（社区）党组织书记'), ('centre_member', '中心委员'), ('window_staff', '窗口人员'), ('branch_secretary', '支部书记、记录员'), ('supervision_member', '村务监督委员会成员'), ('first_secretary', '第一书记'), ('liaison_leader', '挂点领导'), ('member', '党员'), ('resident', '村民（居民）'), ('sys_admin', '系统管理员'), ('sec_admin', '安全管理员'), ('audit_admin', '审计管理员'), ('service', '系统服务')], max_length=40)),
                ('division_code', models.CharField(max_length=12)),
                ('department', models.CharField(blank=True, default='', max_length=40)),
                ('organisation_code', models.CharField(blank=True, default='', max_length=40)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('granted_by', models.CharField(max_length=80)),
                ('source_document', models.CharField(blank=True, default='', max_length=200)),
                ('deputy_for', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deputies', to='accounts.rolegrant')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grants', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        migrations.CreateModel(
            name='ApiToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('token_hash', models.CharField(max_length=64, unique=True)),
                ('label', models.CharField(max_length=80)),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='api_tokens', to=settings.AUTH_USER_MODEL)),
                ('grant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to='accounts.rolegrant')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddConstraint(
            model_name='rolegrant',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('user', '='), ('role', '='), ('division_code', '='), ('department', '='), ('organisation_code', '='), ('period', '&&')], name='one_grant_per_role_and_place_at_a_time'),
        ),
    ]

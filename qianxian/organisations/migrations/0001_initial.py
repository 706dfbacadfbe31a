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
            name='Committee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('kind', models.CharField(choices=[('villagers_committee', '村民委员会'), ('residents_committee', '居民委员会'), ('supervision_committee', '村务监督委员会')], max_length=24)),
                ('name', models.CharField(max_length=100)),
                ('number', models.PositiveSmallIntegerField()),
                ('seats', models.PositiveSmallIntegerField()),
                ('elected_on', models.DateField()),
                ('due_on', models.DateField()),
                ('term_years', models.PositiveSmallIntegerField()),
                ('ended_on', models.DateField(blank=True, null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('division_code', 'kind', 'number'), name='one_committee_per_term'), models.CheckConstraint(condition=models.Q(('seats__gte', 3), ('seats__lte', 9)), name='committee_of_three_to_nine')],
            },
        ),
        migrations.CreateModel(
            name='PartyOrganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=100)),
                ('short_name', models.CharField(max_length=60)),
                ('initials', models.CharField(blank=True, default='', max_length=60)),
                ('kind', models.CharField(choices=[('party_committee', '党委'), ('primary_party_committee', '基层党委'), ('general_party_branch', '党总支'), ('party_branch', '党支部'), ('joint_branch', '联合党支部'), ('temporary_branch', '临时党支部'), ('working_committee', '党工委'), ('leading_party_group', '党组')], max_length=24)),
                ('sector', models.CharField(choices=[('rural', '农村'), ('urban_community', '社区'), ('school', '学校'), ('gov', '机关'), ('enterprise', '国有企业'), ('two_new', '两新组织')], max_length=16)),
                ('path', models.CharField(db_index=True, max_length=400)),
                ('is_top_of_village', models.BooleanField(default=False)),
                ('founded_on', models.DateField(blank=True, null=True)),
                ('approved_by', models.CharField(blank=True, default='', max_length=100)),
                ('approval_document', models.CharField(blank=True, default='', max_length=200)),
                ('need_reason', models.CharField(blank=True, default='', max_length=200)),
                ('term_years', models.PositiveSmallIntegerField(default=5)),
                ('task', models.CharField(blank=True, default='', max_length=100)),
                ('expires_on', models.DateField(blank=True, null=True)),
                ('status', models.CharField(choices=[('active', '在册'), ('dissolved', '已撤销'), ('merged', '已合并')], default='active', max_length=12)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('telephone', models.CharField(blank=True, default='', max_length=30)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='organisations.partyorganisation')),
            ],
        ),
        migrations.CreateModel(
            name='PartyMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('status', models.CharField(choices=[('probationary', '预备党员'), ('full', '正式党员'), ('suspended_rights', '中止党员权利'), ('under_observation', '留党察看'), ('expelled', '开除党籍'), ('withdrawn', '退党'), ('struck_off', '除名'), ('deceased', '去世')], max_length=20)),
                ('joined_on', models.DateField()),
                ('full_on', models.DateField(blank=True, null=True)),
                ('probation_ends_on', models.DateField(blank=True, null=True)),
                ('dues_paid_to', models.DateField(blank=True, null=True)),
                ('mobility', models.CharField(choices=[('local', '在册'), ('away', '流动'), ('lost_contact', '失联')], default='local', max_length=14)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='membership', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='organisations.partyorganisation')),
            ],
        ),
        migrations.CreateModel(
            name='OrganisationTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('number', models.PositiveSmallIntegerField()),
                ('elected_on', models.DateField()),
                ('due_on', models.DateField()),
                ('length_years', models.PositiveSmallIntegerField()),
                ('extension_months', models.PositiveSmallIntegerField(default=0)),
                ('extension_document', models.CharField(blank=True, default='', max_length=200)),
                ('ended_on', models.DateField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='terms', to='organisations.partyorganisation')),
            ],
        ),
        migrations.CreateModel(
            name='MemberTransfer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('to_division_code', models.CharField(max_length=12)),
                ('issued_on', models.DateField()),
                ('valid_days', models.PositiveSmallIntegerField(default=90)),
                ('received_on', models.DateField(blank=True, null=True)),
                ('state', models.CharField(choices=[('issued', '已开出'), ('received', '已接收'), ('expired', '已过期'), ('cancelled', '已撤销')], default='issued', max_length=10)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers', to='organisations.partymember')),
                ('from_organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers_out', to='organisations.partyorganisation')),
                ('to_organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='transfers_in', to='organisations.partyorganisation')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Mandate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('role', models.CharField(choices=[('secretary', '书记'), ('deputy_secretary', '副书记'), ('organisation_member', '组织委员'), ('publicity_member', '宣传委员'), ('discipline_member', '纪检委员'), ('other_member', '委员'), ('head', '主任'), ('deputy_head', '副主任'), ('committee_member', '委员')], max_length=24)),
                ('way', models.CharField(choices=[('elected', '选举'), ('designated', '指定'), ('appointed_by_upper', '上级任命')], default='elected', max_length=20)),
                ('term_number', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('end_reason', models.CharField(blank=True, choices=[('term_end', '任期届满'), ('resign', '辞职'), ('recall', '罢免'), ('replaced', '撤换（党内）'), ('transfer', '调动（党内）'), ('auto_end', '职务终止（判处刑罚或丧失行为能力）'), ('two_failed_appraisals', '连续两次评议不称职'), ('death', '去世')], default='', max_length=24)),
                ('end_document', models.CharField(blank=True, default='', max_length=200)),
                ('source_document', models.CharField(blank=True, default='', max_length=200)),
                ('committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='organisations.committee')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='people.person')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mandates', to='organisations.partyorganisation')),
            ],
        ),
        migrations.CreateModel(
            name='BranchRegistration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('source_document', models.CharField(blank=True, default='', max_length=200)),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='organisations.partymember')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='organisations.partyorganisation')),
            ],
        ),
        migrations.AddIndex(
            model_name='partyorganisation',
            index=models.Index(fields=['division_code'], name='organisation_division'),
        ),
        migrations.AddConstraint(
            model_name='partyorganisation',
            constraint=models.UniqueConstraint(condition=models.Q(('is_top_of_village', True), ('status', 'active')), fields=('division_code',), name='one_top_organisation_per_village'),
        ),
        migrations.AddConstraint(
            model_name='partyorganisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'temporary_branch'), _negated=True), models.Q(models.Q(('task', ''), _negated=True), ('expires_on__isnull', False)), _connector='OR'), name='temporary_branch_has_task_and_end'),
        ),
        migrations.AddIndex(
            model_name='partymember',
            index=models.Index(fields=['division_code'], name='member_division'),
        ),
        migrations.AddConstraint(
            model_name='partymember',
            constraint=models.CheckConstraint(condition=models.Q(('full_on__isnull', True), ('full_on__gte', models.F('joined_on')), _connector='OR'), name='full_after_joined'),
        ),
        migrations.AddConstraint(
            model_name='organisationterm',
            constraint=models.UniqueConstraint(fields=('organisation', 'number'), name='one_row_per_term'),
        ),
        migrations.AddConstraint(
            model_name='organisationterm',
            constraint=models.CheckConstraint(condition=models.Q(('extension_months__lte', 12)), name='extension_at_most_a_year'),
        ),
        migrations.AddIndex(
            model_name='mandate',
            index=models.Index(fields=['division_code'], name='mandate_division'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('committee__isnull', True), ('organisation__isnull', False)), models.Q(('committee__isnull', False), ('organisation__isnull', True)), _connector='OR'), name='mandate_of_one_body'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(('committee__isnull', True), models.Q(('end_reason__in', ['replaced', 'transfer']), _negated=True), _connector='OR'), name='no_removal_from_an_elected_seat'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role', 'secretary')), expressions=[('organisation', '='), ('period', '&&')], name='one_secretary_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role', 'head')), expressions=[('committee', '='), ('period', '&&')], name='one_head_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='branchregistration',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('member', '='), ('period', '&&')], name='one_branch_at_a_time'),
        ),
    ]

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('foundation', '0001_initial'),
        ('centres', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='VettingRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('number', models.CharField(max_length=30, unique=True)),
                ('purpose', models.CharField(choices=[('centre_post', '中心岗位聘任'), ('party_committee', '党组织换届、增补'), ('village_committee', '村（居）委会换届、增补'), ('reserve', '后备人选'), ('REC_board', '集体经济组织')], max_length=20)),
                ('departments', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None)),
                ('sent_on', models.DateField(blank=True, null=True)),
                ('due_on', models.DateField()),
                ('sent_by', models.CharField(blank=True, default='', max_length=80)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EngagementReview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('number', models.CharField(max_length=30, unique=True)),
                ('post', models.CharField(choices=[('director', '主任'), ('deputy_director', '副主任'), ('member', '委员')], max_length=16)),
                ('state', models.CharField(choices=[('nominated', '待提出建议'), ('proposed', '待镇（街道）决定'), ('returned', '已退回'), ('decided', '已决定'), ('publicised', '公示中'), ('deferred', '暂缓中'), ('settled', '已办结'), ('withdrawn', '已撤销')], default='nominated', max_length=12)),
                ('nominated_on', models.DateField()),
                ('nominated_by', models.CharField(max_length=80)),
                ('proposed_on', models.DateField(blank=True, null=True)),
                ('proposed_by', models.CharField(blank=True, default='', max_length=80)),
                ('proposal', models.CharField(blank=True, default='', max_length=12)),
                ('proposal_document', models.CharField(blank=True, default='', max_length=200)),
                ('proposal_opinion', models.CharField(blank=True, default='', max_length=500)),
                ('publicity_from', models.DateField(blank=True, null=True)),
                ('publicity_to', models.DateField(blank=True, null=True)),
                ('publicity_feedback', models.CharField(blank=True, default='', max_length=500)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='engagement_reviews', to='centres.servicecentre')),
                ('mandate', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='engagement_reviews', to='organisations.mandate')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='engagement_reviews', to='people.person')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='EngagementDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('outcome', models.CharField(choices=[('engaged', '已聘任'), ('not_engaged', '不予聘任'), ('deferred', '暂缓聘任')], max_length=12)),
                ('decided_on', models.DateField()),
                ('decided_by', models.CharField(max_length=80)),
                ('body', models.CharField(max_length=80)),
                ('meeting', models.CharField(max_length=80)),
                ('ground_code', models.CharField(blank=True, default='', max_length=40)),
                ('ground', models.CharField(blank=True, default='', max_length=300)),
                ('evidence', models.CharField(blank=True, default='', max_length=500)),
                ('statement_heard_on', models.DateField(blank=True, null=True)),
                ('deferred_until', models.DateField(blank=True, null=True)),
                ('term_from', models.DateField(blank=True, null=True)),
                ('term_to', models.DateField(blank=True, null=True)),
                ('vetting_state', models.CharField(blank=True, default='', max_length=12)),
                ('exception_document', models.CharField(blank=True, default='', max_length=200)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='engagement_decisions', to='centres.servicecentre')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='engagement_decisions', to='people.person')),
                ('replaces', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='engagements.engagementdecision')),
                ('review', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='decisions', to='engagements.engagementreview')),
            ],
        ),
        migrations.CreateModel(
            name='OutcomeNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('number', models.CharField(max_length=60, unique=True)),
                ('issued_on', models.DateField()),
                ('served_on', models.DateField(blank=True, null=True)),
                ('review_until', models.DateField()),
                ('contact', models.CharField(max_length=100)),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='notice', to='engagements.engagementdecision')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ReviewRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('requested_on', models.DateField()),
                ('grounds', models.CharField(max_length=500)),
                ('due_on', models.DateField()),
                ('panel', models.CharField(blank=True, default='', max_length=200)),
                ('result', models.CharField(blank=True, choices=[('upheld', '维持'), ('overturned', '改变')], default='', max_length=12)),
                ('answered_on', models.DateField(blank=True, null=True)),
                ('answered_by', models.CharField(blank=True, default='', max_length=80)),
                ('reasons', models.CharField(blank=True, default='', max_length=500)),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='review_request', to='engagements.engagementdecision')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='VettingCase',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('state', models.CharField(choices=[('open', '待答复'), ('needs_info', '待补充'), ('cleared', '无影响聘任的情形'), ('blocked', '有影响聘任的情形')], default='open', max_length=12)),
                ('concluded_on', models.DateField(blank=True, null=True)),
                ('concluded_by', models.CharField(blank=True, default='', max_length=80)),
                ('valid_until', models.DateField(blank=True, null=True)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vetting_cases', to='people.person')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='engagements.vettinground')),
            ],
        ),
        migrations.AddField(
            model_name='engagementreview',
            name='vetting_case',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='engagement_reviews', to='engagements.vettingcase'),
        ),
        migrations.CreateModel(
            name='VettingReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('department', models.CharField(max_length=40)),
                ('asked_on', models.DateField()),
                ('due_on', models.DateField()),
                ('sealed', models.TextField(blank=True, default='')),
                ('replied_on', models.DateField(blank=True, null=True)),
                ('signed_by', models.CharField(blank=True, default='', max_length=60)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='replies', to='engagements.vettingcase')),
            ],
        ),
        migrations.CreateModel(
            name='YearlyGrade',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('year', models.PositiveSmallIntegerField()),
                ('grade', models.CharField(choices=[('excellent', '优秀'), ('competent', '称职'), ('basic', '基本称职'), ('not_competent', '不称职')], max_length=14)),
                ('decided_on', models.DateField()),
                ('source_document', models.CharField(blank=True, default='', max_length=200)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grades', to='people.person')),
            ],
        ),
        migrations.CreateModel(
            name='Engagement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('post', models.CharField(choices=[('director', '主任'), ('deputy_director', '副主任'), ('member', '委员')], max_length=16)),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('letter_number', models.CharField(blank=True, default='', max_length=60)),
                ('lettered_on', models.DateField(blank=True, null=True)),
                ('acting', models.BooleanField(default=False)),
                ('acting_document', models.CharField(blank=True, default='', max_length=200)),
                ('end_reason', models.CharField(blank=True, choices=[('term_end', '聘期届满'), ('secretary_changed', '不再担任党组织书记'), ('resign', '本人辞去'), ('not_renewed', '不再续聘'), ('ended_by_review', '考核后解聘'), ('death', '去世')], default='', max_length=20)),
                ('end_document', models.CharField(blank=True, default='', max_length=200)),
                ('centre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='engagements', to='centres.servicecentre')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='engagements', to='people.person')),
                ('decision', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='engagement', to='engagements.engagementdecision')),
            ],
            options={
                'indexes': [models.Index(fields=['division_code'], name='engagement_division')],
                'constraints': [models.CheckConstraint(condition=models.Q(('decision__isnull', False), ('acting', True), _connector='OR'), name='engagement_follows_a_decision'), models.CheckConstraint(condition=models.Q(('acting', False), models.Q(('acting_document', ''), _negated=True), _connector='OR'), name='acting_has_a_document'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('acting', False)), expressions=[('person', '='), ('period', '&&')], name='one_engagement_at_a_time'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('post', 'director')), expressions=[('centre', '='), ('period', '&&')], name='one_director_at_a_time')],
            },
        ),
        migrations.AddConstraint(
            model_name='engagementdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'deferred'), _negated=True), models.Q(('deferred_until__gt', models.F('decided_on')), models.Q(('ground', ''), _negated=True)), _connector='OR'), name='deferral_has_a_date_and_a_cause'),
        ),
        migrations.AddConstraint(
            model_name='engagementdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'not_engaged'), _negated=True), models.Q(models.Q(('ground', ''), _negated=True), models.Q(('evidence', ''), _negated=True)), _connector='OR'), name='a_refusal_has_ground_and_evidence'),
        ),
        migrations.AddConstraint(
            model_name='engagementdecision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'engaged'), _negated=True), models.Q(('term_from__isnull', False), ('term_to__gte', models.F('term_from'))), _connector='OR'), name='an_engagement_has_a_term'),
        ),
        migrations.AddConstraint(
            model_name='vettingreply',
            constraint=models.UniqueConstraint(fields=('case', 'department'), name='one_reply_per_department'),
        ),
        migrations.AddConstraint(
            model_name='vettingreply',
            constraint=models.CheckConstraint(condition=models.Q(('replied_on__isnull', True), models.Q(models.Q(('signed_by', ''), _negated=True), models.Q(('sealed', ''), _negated=True)), _connector='OR'), name='a_reply_is_signed'),
        ),
        migrations.AddConstraint(
            model_name='vettingcase',
            constraint=models.UniqueConstraint(fields=('round', 'person'), name='one_vetting_case_per_round'),
        ),
        migrations.AddConstraint(
            model_name='yearlygrade',
            constraint=models.UniqueConstraint(fields=('person', 'year'), name='one_grade_per_year'),
        ),
    ]

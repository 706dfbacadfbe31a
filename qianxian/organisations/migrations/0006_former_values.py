"""What organisations, members and terms said before a change, for the days on which they said so."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models


# A probation's end is dated in the membership (full_on), whenever it was written down.
KEEP = """
ALTER TABLE organisations_formerorganisation ADD CONSTRAINT former_of_its_organisation
  FOREIGN KEY (organisation_id) REFERENCES organisations_partyorganisation (id) ON DELETE CASCADE;
ALTER TABLE organisations_formermembership ADD CONSTRAINT former_of_its_member
  FOREIGN KEY (member_id) REFERENCES organisations_partymember (id) ON DELETE CASCADE;
ALTER TABLE organisations_formerterm ADD CONSTRAINT former_of_its_term
  FOREIGN KEY (term_id) REFERENCES organisations_organisationterm (id) ON DELETE CASCADE;
CREATE TRIGGER former_organisation AFTER UPDATE ON organisations_partyorganisation FOR EACH ROW
  EXECUTE FUNCTION foundation_keep_former('organisations_formerorganisation', 'organisation_id', 'name', 'short_name', 'initials', 'kind', 'sector', 'parent_id',
    'path', 'is_top_of_village', 'approved_by', 'approval_document', 'need_reason', 'term_years', 'task', 'expires_on', 'telephone');
CREATE TRIGGER former_membership AFTER UPDATE OF status, mobility ON organisations_partymember FOR EACH ROW
  WHEN (OLD.status <> 'probationary' OR OLD.mobility <> NEW.mobility)
  EXECUTE FUNCTION foundation_keep_former('organisations_formermembership', 'member_id', 'status', 'mobility');
CREATE TRIGGER former_term AFTER UPDATE OF due_on, extension_months, extension_document ON organisations_organisationterm FOR EACH ROW
  EXECUTE FUNCTION foundation_keep_former('organisations_formerterm', 'term_id', 'due_on', 'extension_months', 'extension_document');
"""
FORGET = """
DROP TRIGGER former_term ON organisations_organisationterm;
DROP TRIGGER former_membership ON organisations_partymember;
DROP TRIGGER former_organisation ON organisations_partyorganisation;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('foundation', '0002_former_values'),
        ('organisations', '0005_new_members_in_sets'),
    ]

    operations = [
        migrations.CreateModel(
            name='FormerMembership',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('said', models.JSONField()),
                ('member', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former', to='organisations.partymember')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('member', '='), ('period', '&&')], name='one_former_status_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='FormerOrganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('said', models.JSONField()),
                ('organisation', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former', to='organisations.partyorganisation')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('organisation', '='), ('period', '&&')], name='one_former_form_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='FormerTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('period', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('said', models.JSONField()),
                ('term', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='former', to='organisations.organisationterm')),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('term', '='), ('period', '&&')], name='one_former_end_at_a_time')],
            },
        ),
        migrations.RunSQL(KEEP, FORGET),
    ]

"""What applicants say of a closed case."""

import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models


GUARD = """
-- Something is said of a case that is over, at its own place, once, and stays.
CREATE FUNCTION cases_guard_opinion() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE c cases_case%ROWTYPE;
BEGIN
  SELECT * INTO c FROM cases_case t WHERE t.id = NEW.case_id FOR NO KEY UPDATE;
  IF c.closed_on IS NULL OR c.division_code <> NEW.division_code OR NEW.said_on < c.closed_on THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'opinion_after_the_end', MESSAGE = '办结以后才评价。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_guard_opinion BEFORE INSERT ON cases_caseopinion FOR EACH ROW EXECUTE FUNCTION cases_guard_opinion();
CREATE TRIGGER cases_are_kept BEFORE DELETE ON cases_caseopinion FOR EACH ROW EXECUTE FUNCTION cases_nothing_is_deleted();
"""
UNDO = "DROP TRIGGER cases_are_kept ON cases_caseopinion; DROP TRIGGER cases_guard_opinion ON cases_caseopinion; DROP FUNCTION cases_guard_opinion();"


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0002_guards'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('word', models.CharField(choices=[('satisfied', '满意'), ('fairly', '基本满意'), ('not', '不满意')], max_length=10)),
                ('words', models.CharField(blank=True, default='', max_length=200)),
                ('said_on', models.DateField()),
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='opinion', to='cases.case')),
            ],
            options={
                'verbose_name': '群众评价',
                'constraints': [models.CheckConstraint(condition=models.Q(('word__in', ['satisfied', 'fairly', 'not'])), name='opinion_is_one_of_three_words'), models.CheckConstraint(condition=models.Q(('words__regex', '(^|[^0-9])(1[0-9]{10}|[0-9]{17}[0-9Xx])([^0-9]|$)'), _negated=True), name='opinion_names_nobody')],
            },
        ),
        migrations.RunSQL(GUARD, UNDO),
    ]

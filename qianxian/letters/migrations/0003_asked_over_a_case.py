"""A letter asked for over a case, which speaks of nobody but the case's applicant: he fetches it with his receipt."""

import django.db.models.deletion
from django.db import migrations, models

GUARD = """
CREATE FUNCTION letters_guard_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id AND c.division_code = NEW.division_code AND c.closed_on IS NULL
                 AND (NEW.name = '' OR NEW.name = c.applicant_name)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'letter_of_its_applicant', MESSAGE = '申请函件的办件要是本村（社区）在办的，函件只能写申请人本人。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER letters_guard_case BEFORE INSERT ON letters_letter FOR EACH ROW WHEN (NEW.case_id IS NOT NULL) EXECUTE FUNCTION letters_guard_case();
"""
UNDO = "DROP TRIGGER letters_guard_case ON letters_letter; DROP FUNCTION letters_guard_case();"


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0003_opinions'),
        ('letters', '0002_guards'),
    ]

    operations = [
        migrations.AddField(
            model_name='letter',
            name='case',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='cases.case'),
        ),
        migrations.AddField(
            model_name='letter',
            name='online',
            field=models.BooleanField(default=False),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('online', False), ('case__isnull', False), _connector='OR'), name='letter_fetched_by_who_asked_for_it'),
        ),
        migrations.RunSQL(GUARD, UNDO),
    ]

"""A decision keeps the talk it rests on; after basic or not competent a term is a year at most, whoever writes (R-E11)."""

from django.db import migrations, models

RENEWAL = """
CREATE FUNCTION engagements_check_renewal() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last text;
BEGIN
  IF NEW.outcome <> 'engaged' THEN RETURN NEW; END IF;
  SELECT g.grade INTO last FROM engagements_yearlygrade g WHERE g.person_id = NEW.person_id AND g.decided_on <= NEW.decided_on ORDER BY g.year DESC LIMIT 1;
  IF last IN ('basic', 'not_competent') AND (NEW.talk_document = '' OR NEW.term_to >= NEW.term_from + interval '12 months') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'renewal_after_a_low_grade', MESSAGE =
      '上次考核为基本称职或不称职的，谈话以后才能续聘，聘期最长一年。请填写谈话记录，并缩短聘期。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER renewal_after_a_low_grade BEFORE INSERT ON engagements_engagementdecision
  FOR EACH ROW EXECUTE FUNCTION engagements_check_renewal();
"""
UNDO = """
DROP TRIGGER renewal_after_a_low_grade ON engagements_engagementdecision;
DROP FUNCTION engagements_check_renewal();
"""


class Migration(migrations.Migration):
    dependencies = [("engagements", "0005_hearing_guards")]

    operations = [
        migrations.AddField(
            model_name="engagementdecision",
            name="talk_document",
            field=models.CharField(blank=True, default="", max_length=200),
        ),
        migrations.RunSQL(RENEWAL, UNDO),
    ]

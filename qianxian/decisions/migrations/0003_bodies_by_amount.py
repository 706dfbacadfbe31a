"""A certificate for much money rests on the bodies its amount asks, and on a decision that hung out long enough, whoever wrote the steps and the days."""

from django.db import migrations

ASKED = """
-- A number of the county's on a day, or what is shipped where it set none.
CREATE FUNCTION decisions_number(name text, day date, otherwise numeric) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT (s.value #>> '{}')::numeric FROM rulebook_setting s WHERE s.key = name AND s.period @> day), otherwise)
$$;

-- R-D03 by its amounts. What is asked of a kind whatever its amount the database does not know: the rule says it, with the matter's own steps.
CREATE FUNCTION decisions_bodies_by_amount() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE began date; bodies text[];
BEGIN
  SELECT m.opened_on INTO began FROM decisions_matter m WHERE m.id = NEW.matter_id;
  SELECT array_agg(s.body) INTO bodies FROM decisions_matterstep s WHERE s.matter_id = NEW.matter_id AND s.round = NEW.round;
  IF (NEW.amount_limit > greatest(decisions_number('decisions.two_committees_over', began, 5000), decisions_number('decisions.two_committees_over', NEW.issued_on, 5000))
        AND NOT bodies && ARRAY['two_committees'])
     OR (NEW.amount_limit > greatest(decisions_number('decisions.representatives_over', began, 20000), decisions_number('decisions.representatives_over', NEW.issued_on, 20000))
        AND NOT (bodies && ARRAY['assembly', 'reps_meeting', 'group_meeting'] AND bodies @> ARRAY['branch_committee'])) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'bodies_the_amount_asks',
      MESSAGE = '按这个金额，还要经两委商议或村民（代表）会议决议。请退回①，按页面上的步骤办理。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_bodies_by_amount BEFORE INSERT ON decisions_certificate FOR EACH ROW EXECUTE FUNCTION decisions_bodies_by_amount();

CREATE FUNCTION decisions_hung_out_long_enough() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.published_to < NEW.published_from + decisions_number('decisions.publication_days', NEW.published_from, 7)::integer
     OR NEW.objections_until < NEW.published_from + decisions_number('decisions.objection_days', NEW.published_from, 7)::integer THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'published_long_enough', MESSAGE = '决议公开和提异议的天数不够。请按规定天数改晚止日。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER published_long_enough BEFORE INSERT ON decisions_publication FOR EACH ROW WHEN (NEW.kind = 'decision') EXECUTE FUNCTION decisions_hung_out_long_enough();
"""
UNDO = "DROP FUNCTION decisions_hung_out_long_enough() CASCADE; DROP FUNCTION decisions_bodies_by_amount() CASCADE; DROP FUNCTION decisions_number(text, date, numeric);"


class Migration(migrations.Migration):
    dependencies = [("decisions", "0002_guards"), ("rulebook", "0001_initial")]

    operations = [migrations.RunSQL(ASKED, UNDO)]

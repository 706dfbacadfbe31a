"""What must not be broken whoever writes: nobody is ended by a review or refused a renewal without a hearing and a body's decision."""

from django.db import migrations

HEARING = """
CREATE FUNCTION engagements_check_hearing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.end_reason IN ('ended_by_review', 'not_renewed') AND NEW.end_reason IS DISTINCT FROM OLD.end_reason AND NOT EXISTS (
      SELECT 1 FROM engagements_consequencecase c WHERE c.engagement_id = NEW.id AND c.state = 'decided' AND c.heard_on IS NOT NULL
        AND c.last_day = upper(NEW.period) - 1) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'heard_before_a_negative_outcome', MESSAGE =
      '考核后解聘、不再续聘要先听取本人陈述申辩，再由镇（街道）党委决定。请从「处理事项」办理。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER engagement_heard_before_ending BEFORE UPDATE ON engagements_engagement
  FOR EACH ROW EXECUTE FUNCTION engagements_check_hearing();

CREATE FUNCTION engagements_check_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.decided_on IS NOT NULL AND (NEW.decided_on, NEW.decided_by, NEW.body, NEW.meeting, NEW.reasons, NEW.statement, NEW.heard_on, NEW.last_day)
      IS DISTINCT FROM (OLD.decided_on, OLD.decided_by, OLD.body, OLD.meeting, OLD.reasons, OLD.statement, OLD.heard_on, OLD.last_day) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'decided_case_stays', MESSAGE = '决定作出后不能修改。要改变，由本人申请复核。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER consequence_case_stays BEFORE UPDATE ON engagements_consequencecase FOR EACH ROW EXECUTE FUNCTION engagements_check_case();
"""
UNDO = """
DROP TRIGGER consequence_case_stays ON engagements_consequencecase;
DROP TRIGGER engagement_heard_before_ending ON engagements_engagement;
DROP FUNCTION engagements_check_case();
DROP FUNCTION engagements_check_hearing();
"""


class Migration(migrations.Migration):
    dependencies = [("engagements", "0004_consequences")]

    operations = [migrations.RunSQL(HEARING, UNDO)]

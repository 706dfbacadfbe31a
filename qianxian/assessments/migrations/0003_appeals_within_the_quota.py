"""An appeal gives no place among the excellent that the quota does not have (R-E10): its answer passed the quota until now."""

from django.db import migrations

QUOTA = """
CREATE OR REPLACE FUNCTION assessments_check_quota() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE allowed integer; document text; held integer; lifted integer; everybody integer;
BEGIN
  IF NEW.grading_id IS NULL OR NEW.grade <> 'excellent' THEN RETURN NULL; END IF;
  SELECT g.quota, g.override_document INTO allowed, document FROM assessments_gradingdecision g WHERE g.id = NEW.grading_id;
  SELECT count(*) FILTER (WHERE s.grade_reason NOT IN ('appeal', 'committee_override')), count(*) FILTER (WHERE s.grade_reason = 'committee_override'), count(*)
    INTO held, lifted, everybody FROM assessments_assessmentsheet s WHERE s.grading_id = NEW.grading_id AND s.grade = 'excellent';
  IF held > allowed OR (lifted > 0 AND document = '') OR (NEW.grade_reason = 'appeal' AND NOT EXISTS (SELECT 1 FROM assessments_gradeappeal a
      WHERE a.sheet_id = NEW.id AND a.result = 'changed' AND a.grade_after = 'excellent')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'within_the_quota', MESSAGE =
      '优秀超过名额。末位同分的，由镇（街道）党委作出决定并记录理由和文号。';
  END IF;
  IF NEW.grade_reason = 'appeal' AND everybody > allowed AND (TG_OP = 'INSERT' OR OLD.grade IS DISTINCT FROM NEW.grade) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'within_the_quota', MESSAGE =
      '优秀名额没有空额，异议不能改为优秀。请维持等次；名额算错的，由镇（街道）党委更正评定后再答复。';
  END IF;
  RETURN NULL;
END $$;
"""
BEFORE = """
CREATE OR REPLACE FUNCTION assessments_check_quota() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE allowed integer; document text; held integer; lifted integer;
BEGIN
  IF NEW.grading_id IS NULL OR NEW.grade <> 'excellent' THEN RETURN NULL; END IF;
  SELECT g.quota, g.override_document INTO allowed, document FROM assessments_gradingdecision g WHERE g.id = NEW.grading_id;
  SELECT count(*) FILTER (WHERE s.grade_reason NOT IN ('appeal', 'committee_override')), count(*) FILTER (WHERE s.grade_reason = 'committee_override')
    INTO held, lifted FROM assessments_assessmentsheet s WHERE s.grading_id = NEW.grading_id AND s.grade = 'excellent';
  IF held > allowed OR (lifted > 0 AND document = '') OR (NEW.grade_reason = 'appeal' AND NOT EXISTS (SELECT 1 FROM assessments_gradeappeal a
      WHERE a.sheet_id = NEW.id AND a.result = 'changed' AND a.grade_after = 'excellent')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'within_the_quota', MESSAGE =
      '优秀超过名额。末位同分的，由镇（街道）党委作出决定并记录理由和文号。';
  END IF;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_guards")]
    operations = [migrations.RunSQL(QUOTA, BEFORE)]

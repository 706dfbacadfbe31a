"""What must not be broken whoever writes: published schemes and fixed sheets stay, duties stay apart, the quota holds."""

from django.db import migrations

# A scheme is published with weights of exactly 100 and never changes afterwards; indicators only while it is a draft.
SCHEME = """
CREATE FUNCTION assessments_check_scheme() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'published' AND (TG_OP = 'INSERT' OR OLD.state = 'draft') AND
     (SELECT coalesce(sum(weight), 0) FROM assessments_assessmentindicator WHERE scheme_id = NEW.id) <> 100 THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'weights_sum_to_100', MESSAGE = '指标权重合计不是 100，方案不能公布。请先调整权重。';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state <> 'draft' AND (NEW.year, NEW.subject, NEW.edition, NEW.title, NEW.document, NEW.published_on, NEW.published_by,
      NEW.drafted_by, NEW.division_code) IS DISTINCT FROM (OLD.year, OLD.subject, OLD.edition, OLD.title, OLD.document, OLD.published_on, OLD.published_by,
      OLD.drafted_by, OLD.division_code) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'published_scheme_stays', MESSAGE = '方案公布后不能修改。请另起草新方案。';
  END IF;
  IF TG_OP = 'UPDATE' AND NOT (OLD.state = NEW.state OR (OLD.state, NEW.state) IN (('draft', 'published'), ('published', 'replaced'))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'published_scheme_stays', MESSAGE = '方案公布后不能退回起草。请另起草新方案。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER assessment_scheme_stays BEFORE INSERT OR UPDATE ON assessments_assessmentscheme
  FOR EACH ROW EXECUTE FUNCTION assessments_check_scheme();

CREATE FUNCTION assessments_check_indicator() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one bigint;
BEGIN
  one := CASE WHEN TG_OP = 'DELETE' THEN OLD.scheme_id ELSE NEW.scheme_id END;
  IF EXISTS (SELECT 1 FROM assessments_assessmentscheme s WHERE s.id = one AND s.state <> 'draft') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'published_scheme_stays', MESSAGE = '方案公布后不能修改指标。请另起草新方案。';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER assessment_indicator_stays BEFORE INSERT OR UPDATE OR DELETE ON assessments_assessmentindicator
  FOR EACH ROW EXECUTE FUNCTION assessments_check_indicator();
"""
UNDO_SCHEME = """
DROP TRIGGER assessment_indicator_stays ON assessments_assessmentindicator;
DROP TRIGGER assessment_scheme_stays ON assessments_assessmentscheme;
DROP FUNCTION assessments_check_indicator();
DROP FUNCTION assessments_check_scheme();
"""

# Scorer, approver, panel and assessed are different people; a sheet stands on a published scheme; a fixed sheet stays.
SHEET = """
CREATE FUNCTION assessments_check_sheet() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NOT EXISTS (SELECT 1 FROM assessments_assessmentscheme s WHERE s.id = NEW.scheme_id AND s.state = 'published') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'sheet_of_a_published_scheme', MESSAGE = '方案公布以后才能建考核表。请先公布方案。';
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.state = 'fixed' THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'fixed_sheet_stays', MESSAGE = '等次已经确定，考核表不能再改。';
  END IF;
  IF EXISTS (SELECT 1 FROM accounts_user u WHERE u.login IN (NEW.scored_by, NEW.approved_by, NEW.fixed_by)
      AND u.person_uuid IS NOT NULL AND (u.person_uuid = NEW.answers_for OR u.person_uuid = ANY (NEW.assessed_people))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'nobody_assesses_himself', MESSAGE = '不能办自己的考核。请由其他同志办理。';
  END IF;
  IF NEW.grade <> '' AND (NEW.grading_id IS NULL OR NEW.approved_by = '') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'graded_after_approval', MESSAGE = '考核表审核后、经会议评定才有等次。请先审核。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER assessment_sheet_duties BEFORE INSERT OR UPDATE ON assessments_assessmentsheet
  FOR EACH ROW EXECUTE FUNCTION assessments_check_sheet();

CREATE FUNCTION assessments_check_scores() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM assessments_assessmentsheet s WHERE s.id = NEW.sheet_id
      AND s.state IN ('signed', 'approved', 'graded', 'served', 'appealed', 'fixed')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'told_sheet_stays', MESSAGE = '考核表已告知本人并签字，得分和事实不能再改。请先退回考核表。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER assessment_mark_stays BEFORE UPDATE ON assessments_assessmentmark
  FOR EACH ROW EXECUTE FUNCTION assessments_check_scores();
CREATE TRIGGER assessment_fact_stays BEFORE INSERT OR UPDATE ON assessments_assessmentfact
  FOR EACH ROW EXECUTE FUNCTION assessments_check_scores();

CREATE FUNCTION assessments_check_appeal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.answered_on IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'answered_appeal_stays', MESSAGE = '异议已经答复，不能再改。';
  END IF;
  IF NEW.answered_by <> '' AND EXISTS (SELECT 1 FROM assessments_assessmentsheet s LEFT JOIN assessments_gradingdecision g ON g.id = s.grading_id
      WHERE s.id = NEW.sheet_id AND NEW.answered_by IN (s.scored_by, s.approved_by, coalesce(g.decided_by, ''))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'another_panel_answers', MESSAGE =
      '参加评分、审核或评定的人不能答复异议。请由没有参加的同志答复。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER assessment_appeal_panel BEFORE INSERT OR UPDATE ON assessments_gradeappeal
  FOR EACH ROW EXECUTE FUNCTION assessments_check_appeal();
"""
UNDO_SHEET = """
DROP TRIGGER assessment_appeal_panel ON assessments_gradeappeal;
DROP TRIGGER assessment_fact_stays ON assessments_assessmentfact;
DROP TRIGGER assessment_mark_stays ON assessments_assessmentmark;
DROP TRIGGER assessment_sheet_duties ON assessments_assessmentsheet;
DROP FUNCTION assessments_check_appeal();
DROP FUNCTION assessments_check_scores();
DROP FUNCTION assessments_check_sheet();
"""

# Never more excellent than the quota but by the committee's recorded decision on a tie, or by a panel that answered an appeal.
QUOTA = """
CREATE FUNCTION assessments_check_quota() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE CONSTRAINT TRIGGER assessment_within_quota AFTER INSERT OR UPDATE ON assessments_assessmentsheet
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION assessments_check_quota();
"""
UNDO_QUOTA = """
DROP TRIGGER assessment_within_quota ON assessments_assessmentsheet;
DROP FUNCTION assessments_check_quota();
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0001_initial"), ("accounts", "0002_second_factor")]

    operations = [
        migrations.RunSQL(SCHEME, UNDO_SCHEME),
        migrations.RunSQL(SHEET, UNDO_SHEET),
        migrations.RunSQL(QUOTA, UNDO_QUOTA),
    ]

"""What a case may never be talked out of, said by the database: nothing is deleted, a state comes from a recorded step alone, steps follow the road
of the room's ``moves``, the last day moves only where the clock is set, and whose case it is stays."""

from django.db import migrations

TABLES = ("case", "casestep", "casereceipt", "casenumber")

KEPT = """
CREATE FUNCTION cases_nothing_is_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'cases_are_kept', MESSAGE = '办件和办件的记录不能删除。不办理的，请写明理由；申请人不办了的，请登记撤回。';
END $$;
""" + "".join(f"CREATE TRIGGER cases_are_kept BEFORE DELETE ON cases_{table} FOR EACH ROW EXECUTE FUNCTION cases_nothing_is_deleted();\n" for table in TABLES)
UNDO_KEPT = "".join(f"DROP TRIGGER cases_are_kept ON cases_{table};\n" for table in TABLES) + "DROP FUNCTION cases_nothing_is_deleted();"

CASE = """
CREATE FUNCTION cases_guard_case() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moving text[] := ARRAY['state', 'holder', 'holder_body', 'missing', 'due_on', 'notice_on', 'confirmed', 'closed_on', 'version', 'applicant_id'];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'received' OR NEW.holder <> 'village' OR NEW.missing <> '{}' OR NEW.due_on IS NULL OR NEW.due_on < NEW.received_on THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_begins_as_received', MESSAGE = '办件从收件开始，由村（社区）受理，期限从收件算起。';
    END IF;
    RETURN NEW;
  END IF;
  IF (to_jsonb(NEW) - moving) <> (to_jsonb(OLD) - moving) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'what_was_received_stays', MESSAGE = '办件的编号、事项、申请人和收件日期不能改。';
  END IF;
  -- A record of a person that is merged into another takes its cases along; nothing else changes whose case it is.
  IF NEW.applicant_id IS DISTINCT FROM OLD.applicant_id
     AND NOT EXISTS (SELECT 1 FROM people_person p WHERE p.id = OLD.applicant_id AND p.merged_into_id = NEW.applicant_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'what_was_received_stays', MESSAGE = '办件的编号、事项、申请人和收件日期不能改。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_guard_case BEFORE INSERT OR UPDATE ON cases_case FOR EACH ROW EXECUTE FUNCTION cases_guard_case();
"""
UNDO_CASE = "DROP TRIGGER cases_guard_case ON cases_case; DROP FUNCTION cases_guard_case();"

STEP = """
CREATE FUNCTION cases_guard_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE c cases_case%ROWTYPE; p cases_casestep%ROWTYPE; before text;
BEGIN
  SELECT * INTO c FROM cases_case t WHERE t.id = NEW.case_id FOR NO KEY UPDATE;
  SELECT * INTO p FROM cases_casestep s WHERE s.case_id = NEW.case_id ORDER BY s.id DESC LIMIT 1;
  before := coalesce(p.state, '');
  IF NEW.division_code <> c.division_code OR NEW.happened_on < c.received_on OR NEW.happened_on < p.happened_on THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_steps_in_order', MESSAGE = '办件的每一步按先后登记，日期不能早于上一步。';
  END IF;
  IF NOT ((NEW.kind, before, NEW.state) IN (
       ('receive', '', 'received'), ('accept', 'received', 'in_process'), ('ask', 'received', 'supplement'), ('ask', 'in_process', 'supplement'),
       ('supply', 'supplement', 'supplement'), ('supply', 'supplement', 'in_process'), ('transfer', 'in_process', 'in_process'), ('finish', 'in_process', 'done'))
     OR (NEW.kind = 'note' AND NEW.state = before AND before IN ('received', 'supplement', 'in_process'))
     OR (NEW.kind IN ('refuse', 'withdraw') AND before IN ('received', 'supplement', 'in_process') AND NEW.state = CASE NEW.kind WHEN 'refuse' THEN 'refused' ELSE 'withdrawn' END)
     OR (NEW.kind = 'reopen' AND before IN ('done', 'refused', 'withdrawn') AND NEW.state = 'in_process')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_road', MESSAGE = '办件现在的状态不能这样办。请刷新页面看看。';
  END IF;
  IF p.id IS NOT NULL AND (NEW.holder, NEW.holder_body) IS DISTINCT FROM (p.holder, p.holder_body)
     AND NOT (NEW.kind = 'transfer' AND (p.holder, NEW.holder) IN (('village', 'town'), ('town', 'department'), ('town', 'village'), ('department', 'town'))
              AND (NEW.holder = 'department') = (NEW.holder_body <> '')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_transferred_up_or_back', MESSAGE = '办件只能逐级转办或退回，转到部门要写明部门名称。';
  END IF;
  IF p.id IS NOT NULL AND NEW.due_on IS DISTINCT FROM p.due_on AND NEW.kind NOT IN ('ask', 'supply', 'reopen') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_clock_goes_on', MESSAGE = '这一步不改变办结期限。';
  END IF;
  IF NEW.due_on IS NULL AND NEW.state = 'in_process' THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_clock_goes_on', MESSAGE = '办理中的办件要有办结期限。';
  END IF;
  IF NEW.turn <> coalesce(p.turn, 1) + (NEW.kind = 'reopen')::integer THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_steps_in_order', MESSAGE = '办件的每一步按先后登记，日期不能早于上一步。';
  END IF;
  -- Papers that are missing are said by the notice, and only fewer are missing after it.
  IF NEW.kind NOT IN ('ask', 'reopen') AND NOT (NEW.missing <@ coalesce(p.missing, '{}')) OR (NEW.kind = 'supply' AND (NEW.state = 'in_process') <> (NEW.missing = '{}'))
     OR (NEW.state IN ('in_process', 'received') AND NEW.missing <> '{}') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'missing_is_said_once', MESSAGE = '缺的材料一次写全，以后只能减少。材料补齐了才受理。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_guard_step BEFORE INSERT ON cases_casestep FOR EACH ROW EXECUTE FUNCTION cases_guard_step();

CREATE FUNCTION cases_follow_their_steps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one bigint;
BEGIN
  IF TG_TABLE_NAME = 'cases_casestep' THEN one := NEW.case_id; ELSE one := NEW.id; END IF;
  IF EXISTS (SELECT 1 FROM cases_case c LEFT JOIN LATERAL (SELECT * FROM cases_casestep s WHERE s.case_id = c.id ORDER BY s.id DESC LIMIT 1) l ON true
              WHERE c.id = one AND (c.state, c.holder, c.holder_body, c.missing, c.due_on, c.closed_on)
                 IS DISTINCT FROM (l.state, l.holder, l.holder_body, l.missing, l.due_on, CASE WHEN l.state IN ('done', 'refused', 'withdrawn') THEN l.happened_on END)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_follows_its_steps', MESSAGE = '办件的状态只能由登记的步骤改变。';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER cases_follow_their_steps AFTER INSERT OR UPDATE ON cases_case
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cases_follow_their_steps();
CREATE CONSTRAINT TRIGGER cases_follow_their_steps AFTER INSERT ON cases_casestep
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cases_follow_their_steps();

-- A number is given once and in order: no case of a book may be missing.
CREATE FUNCTION cases_guard_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.last <> OLD.last + 1 OR (NEW.division_code, NEW.kind, NEW.year) <> (OLD.division_code, OLD.kind, OLD.year) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'case_numbers_in_order', MESSAGE = '办件编号只能依次增加。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cases_guard_number BEFORE UPDATE ON cases_casenumber FOR EACH ROW EXECUTE FUNCTION cases_guard_number();
"""
UNDO_STEP = """
DROP TRIGGER cases_guard_number ON cases_casenumber;
DROP FUNCTION cases_guard_number();
DROP TRIGGER cases_follow_their_steps ON cases_casestep;
DROP TRIGGER cases_follow_their_steps ON cases_case;
DROP FUNCTION cases_follow_their_steps();
DROP TRIGGER cases_guard_step ON cases_casestep;
DROP FUNCTION cases_guard_step();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunSQL(KEPT, UNDO_KEPT), migrations.RunSQL(CASE, UNDO_CASE), migrations.RunSQL(STEP, UNDO_STEP)]

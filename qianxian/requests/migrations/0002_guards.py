"""What a request may never be talked out of, said by the database: nothing is deleted, a state comes from a recorded step alone, steps follow the
road of the room's ``moves``, no step goes to who is complained of, what was told and who may see it stays, a petition keeps the regulation's days."""

from django.db import migrations

TABLES = ("request", "requester", "aside", "requeststep", "requestreceipt", "petition", "petitionreview", "requestnumber")

KEPT = """
CREATE FUNCTION requests_nothing_is_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'requests_are_kept', MESSAGE = '诉求和诉求的记录不能删除。不予受理的，请写明理由和去处。';
END $$;
""" + "".join(f"CREATE TRIGGER requests_are_kept BEFORE DELETE ON requests_{table} FOR EACH ROW EXECUTE FUNCTION requests_nothing_is_deleted();\n" for table in TABLES)
UNDO_KEPT = "".join(f"DROP TRIGGER requests_are_kept ON requests_{table};\n" for table in TABLES) + "DROP FUNCTION requests_nothing_is_deleted();"

REQUEST = """
CREATE FUNCTION requests_level(one text) RETURNS integer LANGUAGE sql IMMUTABLE AS $$ SELECT array_position(ARRAY['village', 'town', 'district'], one) $$;

CREATE FUNCTION requests_seen_from(kind text, about text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN about = 'town' THEN 'district' WHEN kind = 'report' OR about = 'village' THEN 'town' ELSE 'village' END
$$;

CREATE FUNCTION requests_guard_request() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moving text[] := ARRAY['state', 'holder', 'holder_body', 'desk', 'due_on', 'notice_on', 'confirmed', 'closed_on', 'version', 'about', 'about_body', 'seen_from'];
BEGIN
  IF NEW.seen_from <> requests_seen_from(NEW.kind, NEW.about) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'complained_of_sees_nothing', MESSAGE = '反映本单位的诉求，本单位看不到。';
  END IF;
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'received' OR NEW.holder <> NEW.desk OR NEW.due_on < NEW.received_on THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_begins_as_received', MESSAGE = '诉求从收到开始，期限从收到的那天算起。';
    END IF;
  ELSE
    IF (to_jsonb(NEW) - moving) <> (to_jsonb(OLD) - moving) THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'what_was_told_stays', MESSAGE = '诉求的编号、内容和收到日期不能改。';
    END IF;
    IF requests_level(NEW.seen_from) < requests_level(OLD.seen_from) OR (OLD.about = 'department' AND (NEW.about, NEW.about_body) <> (OLD.about, OLD.about_body)) THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'complained_of_sees_nothing', MESSAGE = '反映本单位的诉求，本单位看不到。';
    END IF;
  END IF;
  IF requests_level(NEW.desk) < requests_level(NEW.seen_from) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'not_to_who_is_complained_of', MESSAGE = '不能转给被反映的单位，也不能转给它下面的单位。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER requests_guard_request BEFORE INSERT OR UPDATE ON requests_request FOR EACH ROW EXECUTE FUNCTION requests_guard_request();
"""
UNDO_REQUEST = """DROP TRIGGER requests_guard_request ON requests_request; DROP FUNCTION requests_guard_request();
DROP FUNCTION requests_seen_from(text, text); DROP FUNCTION requests_level(text);"""

STEP = """
CREATE FUNCTION requests_guard_step() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r requests_request%ROWTYPE; p requests_requeststep%ROWTYPE; before text;
BEGIN
  SELECT * INTO r FROM requests_request t WHERE t.id = NEW.request_id FOR NO KEY UPDATE;
  SELECT * INTO p FROM requests_requeststep s WHERE s.request_id = NEW.request_id ORDER BY s.id DESC LIMIT 1;
  before := coalesce(p.state, '');
  IF NEW.division_code <> r.division_code OR NEW.happened_on < r.received_on OR NEW.happened_on < p.happened_on
     OR NEW.turn <> coalesce(p.turn, 1) + (NEW.kind = 'reopen')::integer THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_steps_in_order', MESSAGE = '诉求的每一步按先后登记，日期不能早于上一步。';
  END IF;
  IF NOT ((NEW.kind, before, NEW.state) IN (
       ('receive', '', 'received'), ('petition', 'received', 'received'), ('accept', 'received', 'in_process'), ('assign', 'received', 'received'),
       ('assign', 'in_process', 'in_process'), ('extend', 'in_process', 'in_process'), ('answer', 'in_process', 'answered'), ('finish', 'answered', 'done'),
       ('visit', 'answered', 'answered'), ('visit', 'done', 'done'), ('decline', 'received', 'declined'))
     OR (NEW.kind = 'note' AND NEW.state = before AND before IN ('received', 'in_process', 'answered'))
     OR (NEW.kind = 'withdraw' AND NEW.state = 'withdrawn' AND before IN ('received', 'in_process', 'answered'))
     OR (NEW.kind = 'reopen' AND NEW.state = 'in_process' AND before IN ('answered', 'done', 'declined', 'withdrawn'))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_road', MESSAGE = '诉求现在的状态不能这样办。请刷新页面看看。';
  END IF;
  IF NEW.kind = 'withdraw' AND (r.protected OR r.anonymous) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'nobody_withdraws_for_another', MESSAGE = '投诉、举报和匿名的诉求不登记撤回。请办完并答复。';
  END IF;
  IF p.id IS NOT NULL AND (NEW.holder, NEW.holder_body, NEW.desk) IS DISTINCT FROM (p.holder, p.holder_body, p.desk)
     AND NOT (NEW.kind = 'assign' AND (p.holder, NEW.holder) IN (('village', 'town'), ('town', 'village'), ('town', 'department'), ('town', 'district'),
              ('district', 'town'), ('district', 'department'), ('department', 'town'), ('department', 'district'))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_passed_on_step_by_step', MESSAGE = '诉求只能逐级转办或退回，转到部门要写明部门名称。';
  END IF;
  IF (NEW.holder = 'department') <> (NEW.holder_body <> '') OR NEW.desk <> (CASE WHEN NEW.holder = 'department' THEN coalesce(p.desk, '') ELSE NEW.holder END) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_passed_on_step_by_step', MESSAGE = '诉求只能逐级转办或退回，转到部门要写明部门名称。';
  END IF;
  IF requests_level(NEW.desk) < requests_level(r.seen_from)
     OR (NEW.holder = 'department' AND r.about = 'department' AND regexp_replace(NEW.holder_body, '\\s', '', 'g') = regexp_replace(r.about_body, '\\s', '', 'g')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'not_to_who_is_complained_of', MESSAGE = '不能转给被反映的单位，也不能转给它下面的单位。';
  END IF;
  IF p.id IS NOT NULL AND NEW.due_on IS DISTINCT FROM p.due_on AND NOT (NEW.kind IN ('petition', 'extend', 'reopen')
     OR (NEW.kind = 'accept' AND EXISTS (SELECT 1 FROM requests_petition t WHERE t.request_id = NEW.request_id))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_clock_goes_on', MESSAGE = '这一步不改变答复期限。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER requests_guard_step BEFORE INSERT ON requests_requeststep FOR EACH ROW EXECUTE FUNCTION requests_guard_step();

CREATE FUNCTION requests_follow_their_steps() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one bigint;
BEGIN
  IF TG_TABLE_NAME = 'requests_requeststep' THEN one := NEW.request_id; ELSE one := NEW.id; END IF;
  IF EXISTS (SELECT 1 FROM requests_request r LEFT JOIN LATERAL (SELECT * FROM requests_requeststep s WHERE s.request_id = r.id ORDER BY s.id DESC LIMIT 1) l ON true
              WHERE r.id = one AND ((r.state, r.holder, r.holder_body, r.desk, r.due_on) IS DISTINCT FROM (l.state, l.holder, l.holder_body, l.desk, l.due_on)
                 OR (r.closed_on IS NOT NULL) <> (l.state IN ('done', 'declined', 'withdrawn')))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_follows_its_steps', MESSAGE = '诉求的状态只能由登记的步骤改变。';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER requests_follow_their_steps AFTER INSERT OR UPDATE ON requests_request
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION requests_follow_their_steps();
CREATE CONSTRAINT TRIGGER requests_follow_their_steps AFTER INSERT ON requests_requeststep
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION requests_follow_their_steps();

CREATE FUNCTION requests_guard_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.last <> OLD.last + 1 OR (NEW.division_code, NEW.kind, NEW.year) <> (OLD.division_code, OLD.kind, OLD.year) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'request_numbers_in_order', MESSAGE = '诉求编号只能依次增加。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER requests_guard_number BEFORE UPDATE ON requests_requestnumber FOR EACH ROW EXECUTE FUNCTION requests_guard_number();
"""
UNDO_STEP = """
DROP TRIGGER requests_guard_number ON requests_requestnumber; DROP FUNCTION requests_guard_number();
DROP TRIGGER requests_follow_their_steps ON requests_requeststep; DROP TRIGGER requests_follow_their_steps ON requests_request; DROP FUNCTION requests_follow_their_steps();
DROP TRIGGER requests_guard_step ON requests_requeststep; DROP FUNCTION requests_guard_step();
"""

# The regulation's own numbers, whatever a county's setting says: 15 days to route, 60 to finish, at most 30 more, 30 to answer a review.
PETITION = """
CREATE FUNCTION requests_guard_petition() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE day text;
BEGIN
  IF NEW.route_by > NEW.received_on + 15 OR NEW.extended_days > 30 OR NEW.finish_by > NEW.accepted_on + 60 + NEW.extended_days
     OR NEW.received_on <> (SELECT r.received_on FROM requests_request r WHERE r.id = NEW.request_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'petition_within_the_law', MESSAGE = '信访事项 15 天内登记转送，受理后 60 天内办结，经批准并告知最多延长 30 天。';
  END IF;
  IF TG_OP = 'UPDATE' THEN
    FOREACH day IN ARRAY ARRAY['request_id', 'division_code', 'received_on', 'route_by', 'routed_on', 'accepted_on', 'finished_on', 'replied_on', 'notified_on'] LOOP
      IF to_jsonb(OLD) -> day <> 'null'::jsonb AND to_jsonb(NEW) -> day IS DISTINCT FROM to_jsonb(OLD) -> day THEN
        RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'petition_days_stay', MESSAGE = '信访事项登记过的日期不能改。';
      END IF;
    END LOOP;
    IF OLD.extended_days > 0 AND (NEW.extended_days, NEW.approved_by, NEW.finish_by) IS DISTINCT FROM (OLD.extended_days, OLD.approved_by, OLD.finish_by)
       OR OLD.finish_by IS NOT NULL AND NEW.finish_by <> OLD.finish_by + NEW.extended_days - OLD.extended_days THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'petition_days_stay', MESSAGE = '信访事项登记过的日期不能改。';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER requests_guard_petition BEFORE INSERT OR UPDATE ON requests_petition FOR EACH ROW EXECUTE FUNCTION requests_guard_petition();

CREATE FUNCTION requests_guard_review() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE told date;
BEGIN
  IF TG_OP = 'UPDATE' AND (OLD.answered_on IS NOT NULL
     OR (NEW.petition_id, NEW.stage, NEW.until, NEW.asked_on, NEW.answer_by) <> (OLD.petition_id, OLD.stage, OLD.until, OLD.asked_on, OLD.answer_by)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'petition_days_stay', MESSAGE = '信访事项登记过的日期不能改。';
  END IF;
  told := CASE NEW.stage WHEN 1 THEN (SELECT p.replied_on FROM requests_petition p WHERE p.id = NEW.petition_id)
                         ELSE (SELECT r.answered_on FROM requests_petitionreview r WHERE r.petition_id = NEW.petition_id AND r.stage = 1) END;
  IF told IS NULL OR NEW.asked_on < told OR NEW.answer_by > NEW.asked_on + 30 THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'review_after_the_answer', MESSAGE = '先有书面答复，才能请求复查；先有复查意见，才能请求复核；30 天内答复。';
  END IF;
  IF NEW.answered_by <> '' AND (EXISTS (SELECT 1 FROM requests_requeststep s JOIN requests_petition p ON p.request_id = s.request_id
                                         WHERE p.id = NEW.petition_id AND s.recorded_by = NEW.answered_by)
     OR EXISTS (SELECT 1 FROM requests_petitionreview r WHERE r.petition_id = NEW.petition_id AND r.stage <> NEW.stage AND r.answered_by = NEW.answered_by)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'review_by_another', MESSAGE = '复查、复核由没有经办过的人答复，复查和复核由不同的人答复。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER requests_guard_review BEFORE INSERT OR UPDATE ON requests_petitionreview FOR EACH ROW EXECUTE FUNCTION requests_guard_review();
"""
UNDO_PETITION = """
DROP TRIGGER requests_guard_review ON requests_petitionreview; DROP FUNCTION requests_guard_review();
DROP TRIGGER requests_guard_petition ON requests_petition; DROP FUNCTION requests_guard_petition();
"""

# A thread is seen in its village: what is protected, or about somebody, never hangs on one. Identity is written for a request that says so.
APART = """
CREATE FUNCTION requests_guard_thread() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Asked the other way round: a row that the asker does not see must not pass for one that may hang.
  IF NEW.kind = 'request' AND NOT EXISTS (SELECT 1 FROM requests_request r WHERE r.uuid = NEW.thing AND NOT r.protected AND r.about = 'none' AND r.seen_from = 'village') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'protected_hangs_on_no_thread', MESSAGE = '身份受保护的、反映单位和干部的诉求不能转成线：线在本村看得到。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER requests_guard_thread BEFORE INSERT ON threads_threadlink FOR EACH ROW EXECUTE FUNCTION requests_guard_thread();

CREATE FUNCTION requests_guard_requester() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM requests_request r WHERE r.id = NEW.request_id AND r.division_code = NEW.division_code AND NOT r.anonymous)
     OR EXISTS (SELECT 1 FROM requests_requeststep s WHERE s.request_id = NEW.request_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'identity_with_its_request', MESSAGE = '诉求人的身份只能和诉求一起登记，以后不能补、不能改。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER requests_guard_requester BEFORE INSERT ON requests_requester FOR EACH ROW EXECUTE FUNCTION requests_guard_requester();
"""
UNDO_APART = """
DROP TRIGGER requests_guard_requester ON requests_requester; DROP FUNCTION requests_guard_requester();
DROP TRIGGER requests_guard_thread ON threads_threadlink; DROP FUNCTION requests_guard_thread();
"""


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_initial"), ("threads", "0002_guards")]
    operations = [
        migrations.RunSQL(KEPT, UNDO_KEPT), migrations.RunSQL(REQUEST, UNDO_REQUEST), migrations.RunSQL(STEP, UNDO_STEP), migrations.RunSQL(PETITION, UNDO_PETITION),
        migrations.RunSQL(APART, UNDO_APART),
    ]  # fmt: skip

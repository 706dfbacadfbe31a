"""What a task may never be talked out of, said by the database: what a register holds or a village gave is not asked as new, nobody is asked the
same twice at a time, over the budget it takes two, and what was sent out or answered stays."""

from django.db import migrations

WORDS = """
CREATE FUNCTION elements_refuse(name text, sentence text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = name, MESSAGE = sentence;
END $$;
-- What a task's questions ask of its units: the element that counts (a merged one asks for the other).
CREATE FUNCTION elements_asked(task bigint) RETURNS TABLE (element_id bigint, lives boolean, mark text, division_code text, organisation_id bigint) LANGUAGE sql STABLE AS $$
  SELECT c.id, c.lives, q.mark::text, u.division_code::text, u.organisation_id FROM elements_question q JOIN elements_dataelement e ON e.id = q.element_id
    JOIN elements_dataelement c ON c.id = coalesce(e.same_as_id, e.id) JOIN elements_taskunit u ON u.task_id = q.task_id WHERE q.task_id = task
$$;
CREATE FUNCTION elements_holds(element bigint, place text, organisation bigint, day date) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM elements_answer a JOIN elements_dataelement e ON e.id = a.element_id
    WHERE coalesce(e.same_as_id, e.id) = element AND a.division_code = place AND a.organisation_id IS NOT DISTINCT FROM organisation AND a.valid_to > day)
$$;
CREATE FUNCTION elements_check_issue(t elements_collectiontask) RETURNS void LANGUAGE plpgsql AS $$
DECLARE most numeric; busiest numeric;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM elements_asked(t.id)) THEN
    PERFORM elements_refuse('collection_asks_somebody', '任务要有问题，也要有填报单位。');
  END IF;
  IF EXISTS (SELECT 1 FROM elements_asked(t.id) x WHERE x.mark = 'new' AND (x.lives OR elements_holds(x.element_id, x.division_code, x.organisation_id, t.issued_on))) THEN
    PERFORM elements_refuse('held_is_not_asked', '台账已有或有效期内已报过的，不能新问。请改为「核对」。');
  END IF;
  IF EXISTS (SELECT 1 FROM elements_asked(t.id) x JOIN elements_taskunit u ON u.division_code = x.division_code AND u.organisation_id IS NOT DISTINCT FROM x.organisation_id
       AND u.task_id <> t.id AND u.state <> 'submitted' JOIN elements_collectiontask o ON o.id = u.task_id AND o.state = 'issued' JOIN elements_question q ON q.task_id = o.id
       JOIN elements_dataelement e ON e.id = q.element_id
      WHERE NOT x.lives AND coalesce(e.same_as_id, e.id) = x.element_id AND NOT elements_holds(x.element_id, x.division_code, x.organisation_id, t.issued_on)) THEN
    PERFORM elements_refuse('nobody_asked_twice_at_a_time', '另一个任务正在问同一单位同一项。请等那一次报完。');
  END IF;
  SELECT coalesce((SELECT (s.value #>> '{}')::numeric FROM rulebook_setting s WHERE s.key = 'elements.minutes_a_month' AND s.period @> t.issued_on), 120) INTO most;
  SELECT max(spent) INTO busiest FROM (
    SELECT (SELECT coalesce(sum(o.minutes), 0) FROM elements_taskunit v JOIN elements_collectiontask o ON o.id = v.task_id
             WHERE v.division_code = u.division_code AND o.id <> t.id AND o.state IN ('issued', 'closed')
               AND date_trunc('month', o.issued_on) = date_trunc('month', t.issued_on)) AS spent
      FROM elements_taskunit u WHERE u.task_id = t.id) m;
  IF busiest + t.minutes > most AND (t.approved_by = '' OR NOT t.over_budget) THEN
    PERFORM elements_refuse('over_budget_by_two', '超出本月填报预算，要写明原因并由第二人同意。');
  END IF;
END $$;
CREATE FUNCTION elements_guard_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'draft' THEN
      PERFORM elements_refuse('collection_begins_as_a_draft', '任务从起草开始。');
    END IF;
    RETURN NEW;
  END IF;
  IF OLD.state NOT IN ('draft', 'waiting') AND (to_jsonb(NEW) - '{state,ended_on,end_reason,version}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{state,ended_on,end_reason,version}'::text[]) THEN
    PERFORM elements_refuse('collection_stays_as_sent', '发出的任务不能改。');
  END IF;
  IF NEW.state <> OLD.state AND NOT (OLD.state, NEW.state) IN (('draft', 'waiting'), ('draft', 'issued'), ('draft', 'report'), ('draft', 'withdrawn'),
       ('waiting', 'issued'), ('waiting', 'draft'), ('waiting', 'withdrawn'), ('issued', 'closed')) THEN
    PERFORM elements_refuse('collection_takes_its_road', '任务不能这样变更状态。');
  END IF;
  IF NEW.state = 'issued' AND OLD.state <> 'issued' THEN
    PERFORM elements_check_issue(NEW);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER collection_guarded BEFORE INSERT OR UPDATE ON elements_collectiontask FOR EACH ROW EXECUTE FUNCTION elements_guard_task();

CREATE FUNCTION elements_guard_question() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.task_id ELSE NEW.task_id END; asks_of text; stands text;
BEGIN
  SELECT t.state, t.asks INTO stands, asks_of FROM elements_collectiontask t WHERE t.id = one;
  IF stands <> 'draft' THEN
    PERFORM elements_refuse('collection_stays_as_sent', '发出的任务不能改。');
  END IF;
  IF TG_OP <> 'DELETE' AND NOT EXISTS (SELECT 1 FROM elements_dataelement e WHERE e.id = NEW.element_id AND e.subject = asks_of) THEN
    PERFORM elements_refuse('question_of_the_subject', '这个任务问的对象和数据元的对象不同。');
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER question_guarded BEFORE INSERT OR UPDATE OR DELETE ON elements_question FOR EACH ROW EXECUTE FUNCTION elements_guard_question();

CREATE FUNCTION elements_guard_unit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE stands text;
BEGIN
  SELECT t.state INTO stands FROM elements_collectiontask t WHERE t.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.task_id ELSE NEW.task_id END;
  IF TG_OP <> 'UPDATE' THEN
    IF stands <> 'draft' THEN
      PERFORM elements_refuse('collection_stays_as_sent', '发出的任务不能改。');
    END IF;
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF (NEW.task_id, NEW.division_code, NEW.organisation_id) IS DISTINCT FROM (OLD.task_id, OLD.division_code, OLD.organisation_id)
     OR (stands NOT IN ('draft', 'waiting') AND (NEW.asked, NEW.shown) IS DISTINCT FROM (OLD.asked, OLD.shown)) THEN
    PERFORM elements_refuse('collection_stays_as_sent', '发出的任务不能改。');
  END IF;
  IF NEW.state <> OLD.state AND (stands <> 'issued' OR NOT (OLD.state, NEW.state) IN (('open', 'submitted'), ('returned', 'submitted'), ('submitted', 'returned'))) THEN
    PERFORM elements_refuse('unit_takes_its_road', '这个单位的填报不能这样变更状态。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER unit_guarded BEFORE INSERT OR UPDATE OR DELETE ON elements_taskunit FOR EACH ROW EXECUTE FUNCTION elements_guard_unit();

CREATE FUNCTION elements_guard_answer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM elements_taskunit u JOIN elements_collectiontask t ON t.id = u.task_id AND t.state = 'issued' JOIN elements_question q ON q.task_id = t.id
       JOIN elements_dataelement e ON e.id = q.element_id
      WHERE u.id = NEW.unit_id AND u.division_code = NEW.division_code AND u.organisation_id IS NOT DISTINCT FROM NEW.organisation_id
        AND coalesce(e.same_as_id, e.id) = NEW.element_id) THEN
    PERFORM elements_refuse('answer_to_a_question', '只能回答发给本单位、还在填报的任务里的问题。');
  END IF;
  IF (SELECT e.lives FROM elements_dataelement e WHERE e.id = NEW.element_id) THEN
    PERFORM elements_refuse('held_is_not_asked', '台账已有或有效期内已报过的，不能新问。请改为「核对」。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER answer_guarded BEFORE INSERT ON elements_answer FOR EACH ROW EXECUTE FUNCTION elements_guard_answer();

CREATE FUNCTION elements_guard_report() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.reply <> '' THEN
      PERFORM elements_refuse('report_answered_once', '先登记，再由归口单位答复。');
    END IF;
  ELSIF OLD.reply <> '' OR NEW.replied_by = OLD.reported_by
     OR (NEW.question_id, NEW.division_code, NEW.words, NEW.reported_on, NEW.reported_by) IS DISTINCT FROM (OLD.question_id, OLD.division_code, OLD.words, OLD.reported_on, OLD.reported_by) THEN
    PERFORM elements_refuse('report_answered_once', '由归口单位答复一次，答复后不能再改。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER report_guarded BEFORE INSERT OR UPDATE ON elements_askedbefore FOR EACH ROW EXECUTE FUNCTION elements_guard_report();
"""
UNDO = """
DROP TRIGGER report_guarded ON elements_askedbefore;
DROP TRIGGER answer_guarded ON elements_answer;
DROP TRIGGER unit_guarded ON elements_taskunit;
DROP TRIGGER question_guarded ON elements_question;
DROP TRIGGER collection_guarded ON elements_collectiontask;
DROP FUNCTION elements_guard_report();
DROP FUNCTION elements_guard_answer();
DROP FUNCTION elements_guard_unit();
DROP FUNCTION elements_guard_question();
DROP FUNCTION elements_guard_task();
DROP FUNCTION elements_check_issue(elements_collectiontask);
DROP FUNCTION elements_holds(bigint, text, bigint, date);
DROP FUNCTION elements_asked(bigint);
DROP FUNCTION elements_refuse(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("elements", "0002_tasks"), ("rulebook", "0001_initial")]
    operations = [migrations.RunSQL(WORDS, UNDO)]

"""What a thread tells it tells truly, whoever writes it: everything along it is its own place's and in order, and its end, its joining and its splitting stand
in its events."""

from django.db import migrations

ALONG = """
CREATE FUNCTION threads_refuse(code text, said text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = code, MESSAGE = said; END $$;

CREATE FUNCTION threads_guard_along() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE t threads_thread%ROWTYPE; today date; now_at threads_threadstep%ROWTYPE;
BEGIN
  SELECT * INTO t FROM threads_thread x WHERE x.id = NEW.thread_id AND x.division_code = NEW.division_code;
  IF NOT FOUND THEN
    PERFORM threads_refuse('along_its_own_thread', '线上的记录要登记在本村（社区）自己的线上。');
  END IF;
  today := coalesce((SELECT c.example_day FROM divisions_county c WHERE c.example_day IS NOT NULL LIMIT 1), (now() AT TIME ZONE 'Asia/Shanghai')::date);
  IF coalesce((to_jsonb(NEW) ->> 'recorded_on')::date, (to_jsonb(NEW) ->> 'since')::date, lower((to_jsonb(NEW) ->> 'period')::daterange)) > today THEN
    PERFORM threads_refuse('recorded_by_today', '登记日期不能晚于今天。');
  END IF;
  IF TG_TABLE_NAME IN ('threads_threadstep', 'threads_stall') THEN
    SELECT * INTO now_at FROM threads_threadstep s WHERE s.thread_id = t.id ORDER BY s.id DESC LIMIT 1;
  END IF;
  IF (TG_TABLE_NAME IN ('threads_threadstep', 'threads_stall') AND t.state <> 'open') OR (TG_TABLE_NAME IN ('threads_estimate', 'threads_threadlink') AND t.state NOT IN ('open', 'stalled')) THEN
    PERFORM threads_refuse('along_a_thread_under_way', '这条线已经办结、合并或搁置，不能再登记。请先恢复或重新打开。');
  END IF;
  -- One IF within the other: PostgreSQL looks at every column of a condition, and these tables have not the same ones.
  IF TG_TABLE_NAME = 'threads_threadstep' THEN
    IF NEW.since < coalesce(now_at.since, t.asked_on) OR (NEW.step = now_at.step AND NEW.since <> now_at.since) THEN
      PERFORM threads_refuse('steps_in_order', '后一步的日期不能早于前一步；还在同一步的，起始日期不变。');
    END IF;
  ELSIF TG_TABLE_NAME = 'threads_stall' THEN
    IF NOT upper_inf(NEW.period) OR NEW.lift_words <> '' OR lower(NEW.period) < now_at.since THEN
      PERFORM threads_refuse('stall_begins_open', '搁置从现在这一步里的一天开始，恢复时再登记恢复日期。');
    END IF;
  ELSIF TG_TABLE_NAME = 'threads_estimate' THEN
    IF NEW.corrects_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM threads_estimate e WHERE e.id = NEW.corrects_id AND e.thread_id = t.id) THEN
      PERFORM threads_refuse('corrects_its_own_thread', '只能更正这条线上的估算。');
    END IF;
  ELSIF TG_TABLE_NAME = 'threads_threadlink' THEN
    IF NEW.ended_on IS NOT NULL THEN
      PERFORM threads_refuse('link_is_untied_once', '串上的事物只能取下，不能改写。');
    END IF;
  ELSIF (NEW.kind IN ('note', 'feedback', 'split') AND t.state NOT IN ('open', 'stalled')) OR (NEW.kind = 'feedback' AND NEW.happened_on < t.asked_on) THEN
    PERFORM threads_refuse('along_a_thread_under_way', '这条线已经办结、合并或搁置，不能再登记。请先恢复或重新打开。');
  END IF;
  RETURN NEW;
END $$;
""" + "".join(
    f"CREATE TRIGGER along_its_own_thread BEFORE INSERT ON threads_{table} FOR EACH ROW EXECUTE FUNCTION threads_guard_along();\n"
    for table in ("threadstep", "estimate", "stall", "threadlink", "threadevent")
)
UNDO_ALONG = "DROP FUNCTION threads_guard_along() CASCADE; DROP FUNCTION threads_refuse(text, text);"

ENDS = """
CREATE FUNCTION threads_guard_opening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> 'open' OR NEW.recorded_on > coalesce((SELECT c.example_day FROM divisions_county c WHERE c.example_day IS NOT NULL LIMIT 1), (now() AT TIME ZONE 'Asia/Shanghai')::date)
     OR (NEW.split_from_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM threads_thread t WHERE t.id = NEW.split_from_id AND t.division_code = NEW.division_code AND t.state IN ('open', 'stalled'))) THEN
    PERFORM threads_refuse('thread_begins_open', '线开立时是在办，登记日期不晚于今天；拆分只能从同一个地方、还在办的线上拆。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER thread_begins_open BEFORE INSERT ON threads_thread FOR EACH ROW EXECUTE FUNCTION threads_guard_opening();

-- Looked at when the transaction ends: what stands then must agree, whatever order it was written in.
CREATE FUNCTION threads_as_its_events() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one bigint := CASE WHEN TG_TABLE_NAME = 'threads_thread' THEN (to_jsonb(NEW) ->> 'id')::bigint ELSE (to_jsonb(NEW) ->> 'thread_id')::bigint END;
        t threads_thread%ROWTYPE; e threads_threadevent%ROWTYPE;
BEGIN
  SELECT * INTO t FROM threads_thread x WHERE x.id = one;
  SELECT * INTO e FROM threads_threadevent x WHERE x.thread_id = one AND x.kind IN ('closed', 'joined', 'reopened') ORDER BY x.id DESC LIMIT 1;
  IF (t.state = 'closed') <> (coalesce(e.kind, '') = 'closed') OR (t.state = 'joined') <> (coalesce(e.kind, '') = 'joined')
     OR (t.state = 'closed' AND e.happened_on IS DISTINCT FROM t.closed_on)
     OR (t.state = 'joined' AND (e.other_id IS DISTINCT FROM t.joined_into_id
         OR NOT EXISTS (SELECT 1 FROM threads_threadevent x WHERE x.thread_id = t.joined_into_id AND x.kind = 'took_in' AND x.other_id = t.id))) THEN
    PERFORM threads_refuse('ends_as_its_events_say', '办结、合并、重新打开要同时登记在线上，日期和对象一致。请从线的页面办理。');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM threads_threadstep s WHERE s.thread_id = t.id)
     OR (t.split_from_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM threads_threadevent x WHERE x.thread_id = t.split_from_id AND x.kind = 'split' AND x.other_id = t.id)) THEN
    PERFORM threads_refuse('opened_with_its_record', '线开立时要登记第一步；拆分的，原来的线上要登记拆分。');
  END IF;
  IF TG_TABLE_NAME = 'threads_threadevent' THEN
    SELECT * INTO e FROM threads_threadevent x WHERE x.id = (to_jsonb(NEW) ->> 'id')::bigint;
    IF (e.kind = 'took_in' AND NOT EXISTS (SELECT 1 FROM threads_threadevent x WHERE x.thread_id = e.other_id AND x.kind = 'joined' AND x.other_id = e.thread_id))
       OR (e.kind = 'split' AND NOT EXISTS (SELECT 1 FROM threads_thread x WHERE x.id = e.other_id AND x.split_from_id = e.thread_id))
       OR (e.kind NOT IN ('joined', 'took_in', 'split') AND e.other_id IS NOT NULL) THEN
      PERFORM threads_refuse('ends_as_its_events_say', '办结、合并、重新打开要同时登记在线上，日期和对象一致。请从线的页面办理。');
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ends_as_its_events_say AFTER INSERT OR UPDATE ON threads_thread DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION threads_as_its_events();
CREATE CONSTRAINT TRIGGER ends_as_its_events_say AFTER INSERT ON threads_threadevent DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION threads_as_its_events();

CREATE FUNCTION threads_guard_untied() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.ended_on < NEW.since OR NEW.ended_on > coalesce((SELECT c.example_day FROM divisions_county c WHERE c.example_day IS NOT NULL LIMIT 1), (now() AT TIME ZONE 'Asia/Shanghai')::date) THEN
    PERFORM threads_refuse('untied_on_its_day', '取下的日期不能早于串上的日期，也不能晚于今天。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER untied_on_its_day BEFORE UPDATE ON threads_threadlink FOR EACH ROW EXECUTE FUNCTION threads_guard_untied();
"""
UNDO_ENDS = """
DROP FUNCTION threads_guard_untied() CASCADE; DROP FUNCTION threads_as_its_events() CASCADE; DROP FUNCTION threads_guard_opening() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("threads", "0002_guards"), ("divisions", "0001_initial")]

    operations = [migrations.RunSQL(ALONG, UNDO_ALONG), migrations.RunSQL(ENDS, UNDO_ENDS)]

"""What a thread may never be talked out of, said by the database: nothing along it is deleted, what was asked stays as it was asked,
a stalled thread has an open stall and no other has, it is joined only into one that stands, and it ends only after who asked was told."""

from django.db import migrations

TABLES = ("thread", "threadstep", "estimate", "stall", "threadlink", "threadevent")

KEPT = """
CREATE FUNCTION threads_nothing_is_deleted() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'threads_are_kept',
    MESSAGE = '线和线上的记录不能删除。登记错了的，请更正、取下或合并。';
END $$;
""" + "".join(
    f"CREATE TRIGGER threads_are_kept BEFORE DELETE ON threads_{table} FOR EACH ROW EXECUTE FUNCTION threads_nothing_is_deleted();\n" for table in TABLES
)
UNDO_KEPT = "".join(f"DROP TRIGGER threads_are_kept ON threads_{table};\n" for table in TABLES) + "DROP FUNCTION threads_nothing_is_deleted();"

ASKED = """
CREATE FUNCTION threads_what_was_asked_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moving text[] := ARRAY['state', 'closed_on', 'joined_into_id', 'version'];
BEGIN
  IF (to_jsonb(NEW) - moving) <> (to_jsonb(OLD) - moving) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'what_was_asked_stays',
      MESSAGE = '线上记的原话、日期和来路不能改。有补充的，请补记一笔。';
  END IF;
  IF NEW.joined_into_id IS NOT NULL AND NEW.joined_into_id IS DISTINCT FROM OLD.joined_into_id AND NOT EXISTS (
    SELECT 1 FROM threads_thread t WHERE t.id = NEW.joined_into_id AND t.division_code = NEW.division_code AND t.state IN ('open', 'stalled') FOR SHARE) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'joined_into_one_that_stands',
      MESSAGE = '只能并入同一个地方、还在办的线。';
  END IF;
  IF NEW.state = 'closed' AND OLD.state <> 'closed' AND NEW.origin = 'villagers' AND NOT EXISTS (
    SELECT 1 FROM threads_threadevent e WHERE e.thread_id = NEW.id AND e.kind = 'feedback' AND e.id > coalesce(
      (SELECT max(r.id) FROM threads_threadevent r WHERE r.thread_id = NEW.id AND r.kind = 'reopened'), 0)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'told_before_closed',
      MESSAGE = '还没有答复提出的人。先登记答复，再办结。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER what_was_asked_stays BEFORE UPDATE ON threads_thread FOR EACH ROW EXECUTE FUNCTION threads_what_was_asked_stays();
"""
UNDO_ASKED = "DROP TRIGGER what_was_asked_stays ON threads_thread; DROP FUNCTION threads_what_was_asked_stays();"

STALLS = """
CREATE FUNCTION threads_stall_is_lifted_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE lifting text[] := ARRAY['period', 'lift_words', 'lifted_by', 'version'];
BEGIN
  IF NOT upper_inf(OLD.period) OR lower(NEW.period) <> lower(OLD.period) OR (to_jsonb(NEW) - lifting) <> (to_jsonb(OLD) - lifting) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'stall_is_lifted_once',
      MESSAGE = '搁置的原因和起始日期不能改，恢复过的不能再改。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stall_is_lifted_once BEFORE UPDATE ON threads_stall FOR EACH ROW EXECUTE FUNCTION threads_stall_is_lifted_once();

CREATE FUNCTION threads_stalled_means_stalled() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one bigint;
BEGIN
  IF TG_TABLE_NAME = 'threads_stall' THEN one := NEW.thread_id; ELSE one := NEW.id; END IF;
  IF EXISTS (SELECT 1 FROM threads_thread t WHERE t.id = one AND (t.state = 'stalled') <>
             EXISTS (SELECT 1 FROM threads_stall s WHERE s.thread_id = t.id AND upper_inf(s.period))) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'stalled_means_stalled',
      MESSAGE = '搁置的线要有原因和起始日期；恢复了的要写明怎么恢复。';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER stalled_means_stalled AFTER INSERT OR UPDATE ON threads_thread
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION threads_stalled_means_stalled();
CREATE CONSTRAINT TRIGGER stalled_means_stalled AFTER INSERT OR UPDATE ON threads_stall
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION threads_stalled_means_stalled();
"""
UNDO_STALLS = """
DROP TRIGGER stalled_means_stalled ON threads_stall;
DROP TRIGGER stalled_means_stalled ON threads_thread;
DROP FUNCTION threads_stalled_means_stalled();
DROP TRIGGER stall_is_lifted_once ON threads_stall;
DROP FUNCTION threads_stall_is_lifted_once();
"""

LINKS = """
CREATE FUNCTION threads_link_is_untied_once() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE untying text[] := ARRAY['ended_on', 'end_reason', 'version'];
BEGIN
  IF OLD.ended_on IS NOT NULL OR (to_jsonb(NEW) - untying) <> (to_jsonb(OLD) - untying) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'link_is_untied_once',
      MESSAGE = '串上的事物只能取下，不能改写。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER link_is_untied_once BEFORE UPDATE ON threads_threadlink FOR EACH ROW EXECUTE FUNCTION threads_link_is_untied_once();
"""
UNDO_LINKS = "DROP TRIGGER link_is_untied_once ON threads_threadlink; DROP FUNCTION threads_link_is_untied_once();"


class Migration(migrations.Migration):
    dependencies = [("threads", "0001_initial")]
    operations = [
        migrations.RunSQL(KEPT, UNDO_KEPT),
        migrations.RunSQL(ASKED, UNDO_ASKED),
        migrations.RunSQL(STALLS, UNDO_STALLS),
        migrations.RunSQL(LINKS, UNDO_LINKS),
    ]

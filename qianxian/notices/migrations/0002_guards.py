"""What a notice may never be talked out of, said by the database: what was written stays, its road goes one way, a place once taken is taken."""

from django.db import migrations

NOTICE = """
CREATE FUNCTION notices_guard_notice() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moving text[] := ARRAY['state', 'channel', 'try_at', 'tries', 'claimed_at', 'sent_at', 'outcome', 'version', 'place_day', 'place_week', 'nth_of_day', 'nth_of_week'];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'waiting' OR NEW.tries <> 0 OR NEW.nth_of_day IS NOT NULL THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'a_notice_begins_waiting', MESSAGE = '消息从等待发送开始。';
    END IF;
    RETURN NEW;
  END IF;
  IF (to_jsonb(NEW) - moving) <> (to_jsonb(OLD) - moving) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'a_written_notice_stays', MESSAGE = '写好的消息不能改，也不能改给别人。';
  END IF;
  IF OLD.state <> NEW.state AND NOT (OLD.state, NEW.state) IN (('waiting', 'sending'), ('waiting', 'held'), ('waiting', 'dropped'), ('sending', 'sent'),
      ('sending', 'waiting'), ('sending', 'failed'), ('sending', 'dropped'), ('failed', 'waiting'), ('failed', 'dropped')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'a_notice_keeps_its_road', MESSAGE = '消息现在的状态不能这样改。请刷新页面看看。';
  END IF;
  IF OLD.nth_of_day IS NOT NULL AND (NEW.place_day, NEW.place_week, NEW.nth_of_day, NEW.nth_of_week) IS DISTINCT FROM (OLD.place_day, OLD.place_week, OLD.nth_of_day, OLD.nth_of_week) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'a_place_once_taken_is_taken', MESSAGE = '消息占用的当天、当周名额不能改。';
  END IF;
  IF NEW.place_week IS NOT NULL AND NEW.place_week <> date_trunc('week', NEW.place_day)::date THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'a_place_is_of_its_week', MESSAGE = '消息占用的周要和日期一致。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER notices_guard_notice BEFORE INSERT OR UPDATE ON notices_notice FOR EACH ROW EXECUTE FUNCTION notices_guard_notice();
"""
UNDO = "DROP TRIGGER notices_guard_notice ON notices_notice; DROP FUNCTION notices_guard_notice();"


class Migration(migrations.Migration):
    dependencies = [("notices", "0001_initial")]
    operations = [migrations.RunSQL(NOTICE, UNDO)]

"""What guards read is not weakened by a row: settings come of a proposal and a second officer, with their record, and only end where the next begins.

``rulebook_number`` is the one function by which guards of all rooms read a number. A room whose guards read settings adds its own trigger to both
tables, which refuses a first day on or before which something was decided by the value so far (``rulebook_begins``, ``rulebook_refuse_begun``).
"""

from django.db import migrations

NUMBER = """
-- A number of the county's on a day, or what is shipped where it set none.
CREATE FUNCTION rulebook_number(name text, day date, otherwise numeric) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT (s.value #>> '{}')::numeric FROM rulebook_setting s WHERE s.key = name AND s.period @> day), otherwise)
$$;
"""

GUARDS = """
CREATE FUNCTION rulebook_refuse(code text, said text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = code, MESSAGE = said; END $$;

CREATE FUNCTION rulebook_begins(written jsonb) RETURNS date LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce((written ->> 'valid_from')::date, lower((written ->> 'period')::daterange))
$$;

CREATE FUNCTION rulebook_refuse_begun() RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM rulebook_refuse('setting_after_what_was_decided', '从这一天起已经按原来的取值办过事，不能倒回去改。请把开始日期定在最近一次办理以后。');
END $$;

CREATE FUNCTION rulebook_guard_setting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF to_jsonb(NEW) - '{period,version}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{period,version}'::text[]
       OR lower(NEW.period) IS DISTINCT FROM lower(OLD.period) OR upper_inf(NEW.period) OR isempty(NEW.period)
       OR (NOT upper_inf(OLD.period) AND upper(NEW.period) > upper(OLD.period)) THEN
      PERFORM rulebook_refuse('setting_stays', '参数定下后不能改，只能由后一条接替。请按文件提出新取值。');
    END IF;
    RETURN NEW;
  END IF;
  IF NOT EXISTS (SELECT 1 FROM rulebook_settingproposal p WHERE p.id = NEW.proposal_id AND p.dropped_by = ''
      AND (p.key, p.value, p.valid_from, p.source_document, p.published_on, p.note, p.proposed_by)
          IS NOT DISTINCT FROM (NEW.key, NEW.value, lower(NEW.period), NEW.source_document, NEW.published_on, NEW.note, NEW.entered_by))
     OR NOT upper_inf(NEW.period) THEN
    PERFORM rulebook_refuse('setting_as_proposed', '参数要照提出的取值、日期和依据文件设定。请从参数页审核。');
  END IF;
  IF NEW.approved_by IN ('', NEW.entered_by) THEN
    PERFORM rulebook_refuse('setting_by_two_people', '提出取值的人不能自己审核。请区委组织部另一位同志审核。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER setting_as_proposed BEFORE INSERT OR UPDATE ON rulebook_setting FOR EACH ROW EXECUTE FUNCTION rulebook_guard_setting();

CREATE FUNCTION rulebook_guard_proposal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.dropped_by <> '' OR btrim(NEW.source_document) = '' OR NEW.proposed_by = '' THEN
      PERFORM rulebook_refuse('proposed_from_a_document', '写上依据的文件名和文号。');
    END IF;
  ELSIF OLD.dropped_by <> '' OR NEW.dropped_by = '' OR EXISTS (SELECT 1 FROM rulebook_setting s WHERE s.proposal_id = OLD.id)
        OR to_jsonb(NEW) - '{dropped_by,drop_reason,version}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{dropped_by,drop_reason,version}'::text[] THEN
    PERFORM rulebook_refuse('proposal_stays', '提出的取值不能改。写错的请撤回后重新提出。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER proposal_stays BEFORE INSERT OR UPDATE ON rulebook_settingproposal FOR EACH ROW EXECUTE FUNCTION rulebook_guard_proposal();

-- The record is written after the row, so it is looked for at the end. The row's key is as new as the row: an older record cannot speak of it.
CREATE FUNCTION rulebook_is_recorded() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bound text := coalesce(current_setting('qianxian.reach', true), ''); told boolean;
BEGIN
  PERFORM set_config('qianxian.reach', '0,1,2,3,4,5,6,7,8,9', true);
  SELECT EXISTS (SELECT 1 FROM foundation_auditleaf l WHERE l.object_id = NEW.uuid::text AND l.at >= now()
      AND (l.action, l.actor) = (TG_ARGV[0], to_jsonb(NEW) ->> TG_ARGV[1])) INTO told;
  PERFORM set_config('qianxian.reach', bound, true);
  IF NOT told THEN
    PERFORM rulebook_refuse('setting_is_recorded', '参数的提出和审核都要留痕。请从参数页办理。');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER setting_is_recorded AFTER INSERT ON rulebook_setting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION rulebook_is_recorded('rulebook.enact_setting', 'approved_by');
CREATE CONSTRAINT TRIGGER proposal_is_recorded AFTER INSERT ON rulebook_settingproposal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION rulebook_is_recorded('rulebook.propose_setting', 'proposed_by');
CREATE CONSTRAINT TRIGGER proposal_dropped_is_recorded AFTER UPDATE ON rulebook_settingproposal DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION rulebook_is_recorded('rulebook.drop_proposal', 'dropped_by');

CREATE FUNCTION rulebook_has_a_successor() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM rulebook_setting s WHERE s.key = NEW.key AND s.id > NEW.id AND lower(s.period) = upper(NEW.period) AND s.proposal_id IS NOT NULL) THEN
    PERFORM rulebook_refuse('setting_ends_where_the_next_begins', '参数不能单独终止，只能由后一条接替。请按文件提出新取值。');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER setting_has_a_successor AFTER UPDATE ON rulebook_setting DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  EXECUTE FUNCTION rulebook_has_a_successor();
"""
UNDO = """
DROP FUNCTION rulebook_has_a_successor() CASCADE; DROP FUNCTION rulebook_is_recorded() CASCADE; DROP FUNCTION rulebook_guard_proposal() CASCADE;
DROP FUNCTION rulebook_guard_setting() CASCADE; DROP FUNCTION rulebook_refuse_begun(); DROP FUNCTION rulebook_begins(jsonb); DROP FUNCTION rulebook_refuse(text, text);
"""


def called(was: str, becomes: str, room: str) -> str:
    """SQL by which every function of a room calls ``becomes`` where it called ``was``."""
    return f"""
DO $called$
DECLARE one regprocedure;
BEGIN
  FOR one IN SELECT p.oid FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND p.proname LIKE '{room}\\_%' AND p.prosrc LIKE '%{was}(%' AND p.proname <> '{was}' LOOP
    EXECUTE replace(pg_get_functiondef(one), '{was}(', '{becomes}(');
  END LOOP;
END $called$;
"""


def setting_guard(room: str, keys: str, decided: str) -> str:
    """SQL of a room's triggers on both tables: ``decided`` asks whether something was decided on or after the day ``begins`` by what ``keys`` say so far.

    It looks beyond the officer's own reach: what any village of the county decided counts.
    """
    return f"""
CREATE FUNCTION {room}_guard_setting() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE begins date := rulebook_begins(to_jsonb(NEW)); bound text := coalesce(current_setting('qianxian.reach', true), ''); done boolean;
BEGIN
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
  SELECT {decided} INTO done;
  PERFORM set_config('qianxian.reach', bound, true);
  IF done THEN
    PERFORM rulebook_refuse_begun();
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER {room}_decided_by_setting BEFORE INSERT ON rulebook_setting FOR EACH ROW WHEN ({keys}) EXECUTE FUNCTION {room}_guard_setting();
CREATE TRIGGER {room}_decided_by_proposal BEFORE INSERT ON rulebook_settingproposal FOR EACH ROW WHEN ({keys}) EXECUTE FUNCTION {room}_guard_setting();
"""


def unguarded(room: str) -> str:
    """SQL that takes ``setting_guard`` back."""
    return f"DROP FUNCTION {room}_guard_setting() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0002_proposals"), ("foundation", "0001_initial")]

    operations = [migrations.RunSQL(NUMBER, "DROP FUNCTION rulebook_number(text, date, numeric);"), migrations.RunSQL(GUARDS, UNDO)]

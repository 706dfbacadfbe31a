"""What an election may never be talked out of, said by the database: two counters, tellers who do not stand, a frozen roll,
results that stay, no more elected than seats, and offices that open from a published result alone."""

from django.db import migrations

PEOPLE = """
CREATE FUNCTION elections_two_counters() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM elections_countsheet s WHERE s.contest_id = NEW.contest_id AND s.station = NEW.station AND s.copy <> NEW.copy
             AND s.entered_by = NEW.entered_by) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'two_counters',
      MESSAGE = '同一张计票单要由两个人各录一遍。请换一个人录第二遍。';
  END IF;
  IF EXISTS (SELECT 1 FROM elections_contestresult r WHERE r.contest_id = NEW.contest_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'counted_once',
      MESSAGE = '这一职务已经算出结果，不能再录计票单。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER two_counters BEFORE INSERT ON elections_countsheet FOR EACH ROW EXECUTE FUNCTION elections_two_counters();

CREATE FUNCTION elections_staff_do_not_stand() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one bigint;
BEGIN
  IF TG_TABLE_NAME = 'elections_candidate' THEN SELECT election_id INTO one FROM elections_contest WHERE id = NEW.contest_id;
  ELSE one := NEW.election_id; END IF;
  IF EXISTS (SELECT 1 FROM elections_electionstaff s JOIN elections_contest c ON c.election_id = s.election_id
             JOIN elections_candidate k ON k.contest_id = c.id AND k.person_id = s.person_id AND k.state <> 'withdrawn' WHERE s.election_id = one) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'staff_do_not_stand',
      MESSAGE = '候选人不能担任选举委员会成员、监票人或计票人。请先退出其中一项。';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER staff_do_not_stand AFTER INSERT OR UPDATE ON elections_electionstaff
  NOT DEFERRABLE FOR EACH ROW EXECUTE FUNCTION elections_staff_do_not_stand();
CREATE CONSTRAINT TRIGGER candidates_do_not_count AFTER INSERT OR UPDATE ON elections_candidate
  NOT DEFERRABLE FOR EACH ROW EXECUTE FUNCTION elections_staff_do_not_stand();
"""
UNDO_PEOPLE = """
DROP TRIGGER candidates_do_not_count ON elections_candidate;
DROP TRIGGER staff_do_not_stand ON elections_electionstaff;
DROP FUNCTION elections_staff_do_not_stand();
DROP TRIGGER two_counters ON elections_countsheet;
DROP FUNCTION elections_two_counters();
"""

ROLL = """
CREATE FUNCTION elections_roll_is_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one bigint;
BEGIN
  IF TG_OP = 'DELETE' THEN one := OLD.election_id; ELSE one := NEW.election_id; END IF;
  -- Two records found to be one person are joined at any time; the roll itself says the same as before.
  IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - 'person_id') = (to_jsonb(OLD) - 'person_id') THEN RETURN NULL; END IF;
  IF EXISTS (SELECT 1 FROM elections_election e WHERE e.id = one AND e.state NOT IN ('called', 'roll_published')) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'roll_is_frozen',
      MESSAGE = '选民名单已经确定，不能再改。';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER roll_is_frozen AFTER INSERT OR UPDATE OR DELETE ON elections_rollentry
  NOT DEFERRABLE FOR EACH ROW EXECUTE FUNCTION elections_roll_is_frozen();
"""
UNDO_ROLL = "DROP TRIGGER roll_is_frozen ON elections_rollentry; DROP FUNCTION elections_roll_is_frozen();"

RESULTS = """
CREATE FUNCTION elections_result_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.published_by <> '' OR (to_jsonb(NEW) - ARRAY['published_by', 'published_on', 'version'])
     <> (to_jsonb(OLD) - ARRAY['published_by', 'published_on', 'version']) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'result_stays',
      MESSAGE = '选举结果算出后只能公布，不能修改。有异议的，请按程序提出。';
  END IF;
  IF EXISTS (SELECT 1 FROM elections_countsheet s WHERE s.contest_id = NEW.contest_id AND s.entered_by = NEW.published_by) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'publisher_did_not_count',
      MESSAGE = '结果由没有录入计票单的人核对公布。请换一个人公布。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER result_stays BEFORE UPDATE ON elections_contestresult FOR EACH ROW EXECUTE FUNCTION elections_result_stays();

CREATE FUNCTION elections_no_more_than_the_seats() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE held integer; seats integer; needed integer; way text;
BEGIN
  SELECT count(*) INTO held FROM elections_resultline l WHERE l.result_id = NEW.result_id AND l.outcome = 'elected';
  SELECT c.seats, r.needed, c.way INTO seats, needed, way FROM elections_contestresult r JOIN elections_contest c ON c.id = r.contest_id WHERE r.id = NEW.result_id;
  IF held > seats THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'no_more_than_the_seats', MESSAGE = '当选人数不能多于应选名额。请核对计票。';
  END IF;
  IF NEW.outcome IN ('elected', 'recalled') AND NEW.votes < needed THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'votes_the_law_asks_for', MESSAGE = '得票未达到法定票数的不能当选。请核对计票。';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER no_more_than_the_seats AFTER INSERT ON elections_resultline
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION elections_no_more_than_the_seats();
"""
UNDO_RESULTS = """
DROP TRIGGER no_more_than_the_seats ON elections_resultline;
DROP FUNCTION elections_no_more_than_the_seats();
DROP TRIGGER result_stays ON elections_contestresult;
DROP FUNCTION elections_result_stays();
"""

OFFICES = """
CREATE FUNCTION elections_office_from_result() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM elections_resultline l JOIN elections_contestresult r ON r.id = l.result_id AND r.published_by <> '' AND r.stands
                 JOIN elections_candidate c ON c.id = l.candidate_id JOIN organisations_mandate m ON m.id = NEW.mandate_id
                 WHERE l.id = NEW.line_id AND l.outcome = 'elected' AND c.person_id = m.person_id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'office_from_a_published_result', MESSAGE = '任职要以公布的当选结果为准。请先公布结果。';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER office_from_a_published_result AFTER INSERT ON elections_electedmandate
  NOT DEFERRABLE FOR EACH ROW EXECUTE FUNCTION elections_office_from_result();

CREATE FUNCTION elections_elected_here() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.way <> 'elected' THEN RETURN NULL; END IF;
  IF TG_OP = 'UPDATE' AND OLD.way = NEW.way AND lower(OLD.period) = lower(NEW.period) AND OLD.organisation_id IS NOT DISTINCT FROM NEW.organisation_id
     AND OLD.committee_id IS NOT DISTINCT FROM NEW.committee_id AND OLD.role = NEW.role THEN RETURN NULL; END IF;
  IF EXISTS (SELECT 1 FROM elections_election e LEFT JOIN organisations_committee k ON k.id = NEW.committee_id
             WHERE e.state <> 'cancelled' AND e.occasion <> 'recall' AND e.election_on <= lower(NEW.period) AND e.division_code = NEW.division_code
               AND (e.organisation_id = NEW.organisation_id OR (e.organisation_id IS NULL AND e.kind = k.kind)))
     AND EXISTS (SELECT 1 FROM organisations_mandate m WHERE m.id = NEW.id)
     AND NOT EXISTS (SELECT 1 FROM elections_electedmandate o WHERE o.mandate_id = NEW.id) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'elected_from_its_election',
      MESSAGE = '这次选举在本系统办理，当选任职由选举页面「登记就任」办理，不能另行登记。';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER elected_from_its_election AFTER INSERT OR UPDATE ON organisations_mandate
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION elections_elected_here();
"""
UNDO_OFFICES = """
DROP TRIGGER elected_from_its_election ON organisations_mandate;
DROP FUNCTION elections_elected_here();
DROP TRIGGER office_from_a_published_result ON elections_electedmandate;
DROP FUNCTION elections_office_from_result();
"""


class Migration(migrations.Migration):
    dependencies = [("elections", "0001_initial")]
    operations = [
        migrations.RunSQL(PEOPLE, UNDO_PEOPLE),
        migrations.RunSQL(ROLL, UNDO_ROLL),
        migrations.RunSQL(RESULTS, UNDO_RESULTS),
        migrations.RunSQL(OFFICES, UNDO_OFFICES),
    ]

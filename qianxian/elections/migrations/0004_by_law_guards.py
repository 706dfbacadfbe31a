"""Said by the database too: a by-election fills vacant seats and names who holds it, a Party's term election keeps its day or names the approval,
nobody of the committee nor a near relative sits on the supervision committee, which has one who knows accounting; a committee has a woman."""

from django.db import migrations

CALLED = """
CREATE FUNCTION elections_called_by_law() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE due date; extended integer;
BEGIN
  IF NEW.occasion = 'by_election' AND NEW.kind <> 'party' AND NEW.held_by = '' THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'by_election_names_who_holds_it',
      MESSAGE = '补选由村（居）民会议或者代表会议进行。请选择由谁补选。';
  END IF;
  IF NEW.kind = 'party' AND NEW.occasion = 'term' THEN
    SELECT t.due_on, t.extension_months INTO due, extended FROM organisations_organisationterm t
      WHERE t.organisation_id = NEW.organisation_id AND t.ended_on IS NULL ORDER BY t.elected_on DESC LIMIT 1;
    IF due IS NOT NULL AND due <> NEW.election_on AND extended = 0 AND NEW.shift_document = '' THEN
      RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'shifted_election_is_approved',
        MESSAGE = '提前或延期换届要经上级党组织批准。请填写批准文号。';
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER called_by_law AFTER INSERT ON elections_election FOR EACH ROW EXECUTE FUNCTION elections_called_by_law();

CREATE FUNCTION elections_seats_are_vacant() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wanted integer; seats integer; seated integer;
BEGIN
  SELECT k.seats, (SELECT count(DISTINCT m.person_id) FROM organisations_mandate m WHERE m.committee_id = k.id AND m.period @> e.election_on)
    INTO seats, seated FROM elections_election e JOIN organisations_committee k ON k.id = e.committee_id
    WHERE e.id = NEW.election_id AND e.occasion = 'by_election' AND e.kind <> 'party';
  IF seats IS NULL THEN RETURN NULL; END IF;
  SELECT sum(c.seats) INTO wanted FROM elections_contest c WHERE c.election_id = NEW.election_id AND c.previous_id IS NULL;
  IF wanted > seats - seated THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'by_election_fills_vacant_seats',
      MESSAGE = '补选名额多于出缺名额。请先登记离任，再补选出缺的名额。';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER seats_are_vacant AFTER INSERT ON elections_contest FOR EACH ROW WHEN (NEW.previous_id IS NULL) EXECUTE FUNCTION elections_seats_are_vacant();
"""
UNDO_CALLED = """
DROP TRIGGER seats_are_vacant ON elections_contest;
DROP FUNCTION elections_seats_are_vacant();
DROP TRIGGER called_by_law ON elections_election;
DROP FUNCTION elections_called_by_law();
"""

SEATED = """
CREATE FUNCTION elections_supervisors_stand_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE own organisations_mandate; one bigint;
BEGIN
  SELECT m.* INTO own FROM organisations_mandate m JOIN organisations_committee k ON k.id = m.committee_id
    WHERE m.id = NEW.mandate_id AND k.kind = 'supervision_committee';
  IF own.id IS NULL THEN RETURN NULL; END IF;
  SELECT c.election_id INTO one FROM elections_resultline l JOIN elections_candidate n ON n.id = l.candidate_id JOIN elections_contest c ON c.id = n.contest_id
    WHERE l.id = NEW.line_id;
  IF EXISTS (
    SELECT 1 FROM organisations_mandate m JOIN organisations_committee k ON k.id = m.committee_id AND k.kind <> 'supervision_committee'
    LEFT JOIN elections_kinshipdeclaration d ON d.election_id = one AND d.relation IN ('spouse', 'parent_child', 'sibling', 'grandparent_grandchild')
      AND ((d.first_id = own.person_id AND d.second_id = m.person_id) OR (d.second_id = own.person_id AND d.first_id = m.person_id))
    WHERE m.division_code = own.division_code AND m.period @> lower(own.period) AND (m.person_id = own.person_id OR d.id IS NOT NULL)) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'supervisors_stand_apart',
      MESSAGE = '村委会成员及其近亲属不得担任村务监督委员会成员。请另选人选。';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER supervisors_stand_apart AFTER INSERT ON elections_electedmandate
  NOT DEFERRABLE FOR EACH ROW EXECUTE FUNCTION elections_supervisors_stand_apart();

CREATE FUNCTION elections_committee_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind = 'supervision_committee' AND NOT EXISTS (
    SELECT 1 FROM elections_resultline l JOIN elections_candidate n ON n.id = l.candidate_id JOIN elections_contest c ON c.id = n.contest_id
    WHERE c.election_id = NEW.id AND l.outcome = 'elected' AND n.knows_accounting) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'supervisors_know_accounting',
      MESSAGE = '村务监督委员会至少有一人具备财会、管理知识。请核对当选人的填报，或另行选举。';
  END IF;
  IF NEW.kind IN ('villagers_committee', 'residents_committee') AND NOT EXISTS (
    SELECT 1 FROM elections_resultline l JOIN elections_candidate n ON n.id = l.candidate_id JOIN elections_contest c ON c.id = n.contest_id
    JOIN people_person p ON p.id = n.person_id WHERE c.election_id = NEW.id AND l.outcome = 'elected' AND p.sex = 'female') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'committee_has_a_woman',
      MESSAGE = '村（居）民委员会应当有妇女成员。请为妇女名额另行选举。';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER committee_is_whole AFTER UPDATE OF state ON elections_election FOR EACH ROW
  WHEN (NEW.state = 'in_office' AND OLD.state <> 'in_office' AND NEW.occasion = 'term' AND NEW.kind <> 'party') EXECUTE FUNCTION elections_committee_is_whole();
"""
UNDO_SEATED = """
DROP TRIGGER committee_is_whole ON elections_election;
DROP FUNCTION elections_committee_is_whole();
DROP TRIGGER supervisors_stand_apart ON elections_electedmandate;
DROP FUNCTION elections_supervisors_stand_apart();
"""


class Migration(migrations.Migration):
    """Calling an election, and what it seats."""

    dependencies = [("elections", "0003_by_law")]
    operations = [migrations.RunSQL(CALLED, UNDO_CALLED), migrations.RunSQL(SEATED, UNDO_SEATED)]

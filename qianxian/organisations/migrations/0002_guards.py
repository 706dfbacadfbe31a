"""What must not be broken whoever writes: a member's branch is the one of the open registration, an office stands where its body stands."""

from django.db import migrations

# A guard looks past the actor's reach only when the quick look inside it does not settle the matter: what it cannot see must not pass.
BRANCH = """
CREATE FUNCTION organisations_check_branch(one bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE bound text; wrong boolean;
BEGIN
  PERFORM 1 FROM organisations_partymember m JOIN organisations_branchregistration r ON r.member_id = m.id AND upper_inf(r.period)
    WHERE m.id = one AND m.ended_on IS NULL AND r.organisation_id = m.organisation_id AND r.division_code = m.division_code;
  IF FOUND THEN RETURN; END IF;
  bound := coalesce(current_setting('qianxian.reach', true), '');
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
  SELECT EXISTS (SELECT 1 FROM organisations_partymember m
      LEFT JOIN organisations_branchregistration r ON r.member_id = m.id AND upper_inf(r.period)
      WHERE m.id = one AND (CASE WHEN m.ended_on IS NULL THEN r.organisation_id IS DISTINCT FROM m.organisation_id
                                                         OR r.division_code IS DISTINCT FROM m.division_code
                                 ELSE r.id IS NOT NULL END)) INTO wrong;
  PERFORM set_config('qianxian.reach', bound, true);
  IF wrong THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'member_in_his_branch',
      MESSAGE = '党员所在党组织要和现行组织关系一致。请用「组织关系转接」或导入党员表办理，不要单独改一处。';
  END IF;
END $$;
CREATE FUNCTION organisations_member_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM organisations_check_branch(NEW.id); RETURN NULL; END $$;
CREATE FUNCTION organisations_registration_moved() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN PERFORM organisations_check_branch(OLD.member_id); ELSE PERFORM organisations_check_branch(NEW.member_id); END IF;
  RETURN NULL;
END $$;
-- A new member is checked once, at the member; a new registration only where the member already had one.
CREATE CONSTRAINT TRIGGER member_in_his_branch AFTER INSERT OR UPDATE OF organisation_id, division_code, ended_on ON organisations_partymember
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisations_member_moved();
CREATE CONSTRAINT TRIGGER registration_of_his_branch AFTER UPDATE OR DELETE ON organisations_branchregistration
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisations_registration_moved();
CREATE CONSTRAINT TRIGGER later_registration_of_his_branch AFTER INSERT ON organisations_branchregistration
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NOT upper_inf(NEW.period)) EXECUTE FUNCTION organisations_registration_moved();
"""
UNDO_BRANCH = """
DROP TRIGGER later_registration_of_his_branch ON organisations_branchregistration;
DROP TRIGGER registration_of_his_branch ON organisations_branchregistration;
DROP TRIGGER member_in_his_branch ON organisations_partymember;
DROP FUNCTION organisations_registration_moved();
DROP FUNCTION organisations_member_moved();
DROP FUNCTION organisations_check_branch(bigint);
"""

PLACE = """
CREATE FUNCTION organisations_office_in_its_place() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bound text; place text;
BEGIN
  bound := coalesce(current_setting('qianxian.reach', true), '');
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
  SELECT division_code INTO place FROM organisations_partyorganisation WHERE id = NEW.organisation_id;
  IF NOT FOUND THEN SELECT division_code INTO place FROM organisations_committee WHERE id = NEW.committee_id; END IF;
  PERFORM set_config('qianxian.reach', bound, true);
  IF place IS DISTINCT FROM NEW.division_code THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'office_in_its_place',
      MESSAGE = '任职记录和任职机构要在同一个地方。请在这个机构的页面登记任职。';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER office_in_its_place AFTER INSERT OR UPDATE OF organisation_id, committee_id, division_code ON organisations_mandate
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisations_office_in_its_place();
CREATE FUNCTION organisations_temporary_branch_holds_nobody() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM organisations_partyorganisation o JOIN organisations_partymember m ON m.organisation_id = o.id
      WHERE o.id = NEW.id AND o.kind = 'temporary_branch') THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'temporary_branch_holds_nobody',
      MESSAGE = '临时党支部不接收党员，不转组织关系。党员留在原来的支部。';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER temporary_branch_holds_nobody AFTER UPDATE OF kind ON organisations_partyorganisation
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisations_temporary_branch_holds_nobody();
"""
UNDO_PLACE = """
DROP TRIGGER temporary_branch_holds_nobody ON organisations_partyorganisation;
DROP FUNCTION organisations_temporary_branch_holds_nobody();
DROP TRIGGER office_in_its_place ON organisations_mandate;
DROP FUNCTION organisations_office_in_its_place();
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]
    operations = [migrations.RunSQL(BRANCH, UNDO_BRANCH), migrations.RunSQL(PLACE, UNDO_PLACE)]

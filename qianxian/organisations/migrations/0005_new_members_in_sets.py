"""A new member's branch is asked for once per statement: a roster whose registrations stand already is settled by one join."""

from django.db import migrations

# Whoever has no registration yet (an admission writes it next, in the same transaction) is asked about at the end of the transaction, as
# before: touching the row wakes the deferred trigger. What settles here stays settled, because every later change of either side is asked about.
BY_STATEMENT = """
CREATE FUNCTION organisations_members_added() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE unsettled bigint[]; asked bigint;
BEGIN
  SELECT array_agg(a.id) INTO unsettled FROM added a WHERE a.ended_on IS NOT NULL OR NOT EXISTS (
    SELECT 1 FROM organisations_branchregistration r
      WHERE r.member_id = a.id AND upper_inf(r.period) AND r.organisation_id = a.organisation_id AND r.division_code = a.division_code);
  IF unsettled IS NULL THEN RETURN NULL; END IF;
  UPDATE organisations_partymember SET organisation_id = organisation_id WHERE id = ANY (unsettled);
  GET DIAGNOSTICS asked = ROW_COUNT;
  IF asked <> cardinality(unsettled) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'member_in_his_branch',
      MESSAGE = '党员所在党组织要和现行组织关系一致。请用「组织关系转接」或导入党员表办理，不要单独改一处。';
  END IF;
  RETURN NULL;
END $$;
DROP TRIGGER member_in_his_branch ON organisations_partymember;
CREATE CONSTRAINT TRIGGER member_in_his_branch AFTER UPDATE OF organisation_id, division_code, ended_on ON organisations_partymember
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisations_member_moved();
CREATE TRIGGER members_added_in_their_branch AFTER INSERT ON organisations_partymember
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION organisations_members_added();
"""
BY_ROW = """
DROP TRIGGER members_added_in_their_branch ON organisations_partymember;
DROP TRIGGER member_in_his_branch ON organisations_partymember;
CREATE CONSTRAINT TRIGGER member_in_his_branch AFTER INSERT OR UPDATE OF organisation_id, division_code, ended_on ON organisations_partymember
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION organisations_member_moved();
DROP FUNCTION organisations_members_added();
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0004_call_records_by_name")]
    operations = [migrations.RunSQL(BY_STATEMENT, BY_ROW)]

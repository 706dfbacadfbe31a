"""Members that a file brought in may go when its batch is undone; everybody else stays, whatever is tried."""

from django.db import migrations

ERASED = """
CREATE FUNCTION collective_guard_erased() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.ended_on IS NOT NULL OR NOT EXISTS (SELECT 1 FROM foundation_changehistory h JOIN foundation_auditleaf l ON l.uuid = h.leaf
      WHERE h.object_type = 'collective.member' AND h.object_id = OLD.uuid::text AND h.before IS NULL AND l.action = 'imports.commit_batch') THEN
    PERFORM funds_refuse('member_is_not_erased', '成员登记后不能删除。终止身份的，按法律规定的情形办理；导入有误的，整批撤销。');
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER member_is_not_erased BEFORE DELETE ON collective_member FOR EACH ROW EXECUTE FUNCTION collective_guard_erased();
"""
UNDO = "DROP TRIGGER member_is_not_erased ON collective_member; DROP FUNCTION collective_guard_erased();"


class Migration(migrations.Migration):
    dependencies = [("collective", "0004_lease_out_of_a_thing"), ("foundation", "0001_initial")]
    operations = [migrations.RunSQL(ERASED, UNDO)]

"""One branch at a time, without a GiST entry for every open registration: open by unique index, closed by exclusion, across by trigger."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
from django.db import migrations, models

# Once per statement, over the rows it wrote: one join instead of one question per row.
ACROSS = """
CREATE FUNCTION organisations_branches_apart() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE bound text; wrong boolean;
BEGIN
  bound := coalesce(current_setting('qianxian.reach', true), '');
  PERFORM set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
  SELECT EXISTS (SELECT 1 FROM written w JOIN organisations_branchregistration r
      ON r.member_id = w.member_id AND r.id <> w.id AND r.period && w.period) INTO wrong;
  PERFORM set_config('qianxian.reach', bound, true);
  IF wrong THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'one_branch_at_a_time',
      MESSAGE = '同一时间只能在一个党组织。请先结束前一段组织关系，再登记新的。';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER branches_apart_when_added AFTER INSERT ON organisations_branchregistration
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION organisations_branches_apart();
CREATE TRIGGER branches_apart_when_changed AFTER UPDATE ON organisations_branchregistration
  REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION organisations_branches_apart();
"""
UNDO = """
DROP TRIGGER branches_apart_when_changed ON organisations_branchregistration;
DROP TRIGGER branches_apart_when_added ON organisations_branchregistration;
DROP FUNCTION organisations_branches_apart();
"""


class Migration(migrations.Migration):
    dependencies = [("organisations", "0002_guards")]
    operations = [
        migrations.RemoveConstraint(model_name="branchregistration", name="one_branch_at_a_time"),
        migrations.AddConstraint(
            model_name="branchregistration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("period__upper_inf", True)), fields=("member",), name="one_open_branch_per_member"
            ),
        ),
        migrations.AddConstraint(
            model_name="branchregistration",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("period__upper_inf", False)),
                expressions=[
                    ("member", django.contrib.postgres.fields.ranges.RangeOperators.EQUAL),
                    ("period", django.contrib.postgres.fields.ranges.RangeOperators.OVERLAPS),
                ],
                name="one_branch_at_a_time",
            ),
        ),
        migrations.RunSQL(ACROSS, UNDO),
    ]

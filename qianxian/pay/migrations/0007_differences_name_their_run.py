"""A difference line names the run that it corrects: a village without a slip in the run reads there what it may pay under.

Runs and corrections are the county's rows, beyond a village's reach; until now a line told its run by the beginning of its number alone.
Whoever writes it, a line is of its correction: run and number its own, in the place where the person's pay of that run stands.
"""

import django.db.models.deletion
from django.db import migrations, models

# Every county's first digit: the fill must see all rows, though the tables stand under forced row-level security.
FILL = """
ALTER TABLE pay_differenceline DISABLE TRIGGER difference_only_appended;
SELECT set_config('qianxian.reach', '0,1,2,3,4,5,6,7,8,9', true);
UPDATE pay_differenceline l SET run_id = (SELECT c.run_id FROM pay_paycorrection c WHERE c.id = l.correction_id);
SELECT set_config('qianxian.reach', '', true);
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE pay_differenceline ENABLE TRIGGER difference_only_appended;
"""

OWN = """
CREATE FUNCTION pay_difference_of_its_correction() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pay_paycorrection c WHERE c.id = NEW.correction_id AND c.run_id = NEW.run_id
       AND NEW.number ^@ (c.number || '-') AND NEW.division_code ^@ regexp_replace(c.division_code, '(000000|000)$', ''))
     OR EXISTS (SELECT 1 FROM pay_payslip s WHERE s.run_id = NEW.run_id AND s.person_id = NEW.person_id AND s.approved_on IS NOT NULL AND s.division_code <> NEW.division_code)
     OR EXISTS (SELECT 1 FROM pay_differenceline d WHERE d.run_id = NEW.run_id AND d.person_id = NEW.person_id AND d.division_code <> NEW.division_code) THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'difference_of_its_correction', MESSAGE = '差额行的批次、编号和村（社区）要与更正单、原工资条一致。请从更正单办理。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER difference_of_its_correction BEFORE INSERT ON pay_differenceline FOR EACH ROW EXECUTE FUNCTION pay_difference_of_its_correction();
"""


class Migration(migrations.Migration):
    dependencies = [("pay", "0006_employers_insurance")]

    operations = [
        migrations.AddField(
            "differenceline", "run", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="differences", to="pay.payrun")
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AlterField(
            "differenceline", "run", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="differences", to="pay.payrun")
        ),
        migrations.RunSQL(OWN, "DROP FUNCTION pay_difference_of_its_correction() CASCADE;"),
    ]

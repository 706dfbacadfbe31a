"""A run and its corrections go from hand to hand, slips are made while the run is computed and change no more once it was checked: money is paid under them."""

from django.db import migrations

REFUSE = """
CREATE FUNCTION pay_refuse(name text, sentence text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = name, MESSAGE = sentence;
END $$;
"""

RUNS = """
CREATE FUNCTION pay_guard_road() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE begins text := TG_ARGV[0];
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> begins OR (NEW.checked_by, NEW.approved_by) <> ('', '') OR num_nonnulls(NEW.checked_on, NEW.approved_on) > 0 THEN
      PERFORM pay_refuse('pay_step_by_step', '工资批次和更正单先编制，再由另外两人核对、审批。');
    END IF;
  ELSIF (NEW.number, NEW.division_code, NEW.year) IS DISTINCT FROM (OLD.number, OLD.division_code, OLD.year)
     OR (NEW.state <> OLD.state AND NOT ((OLD.state, NEW.state) IN (('locked', 'computed'), ('returned', 'computed'), ('computed', 'checked'), ('checked', 'approved'), ('computed', 'returned'),
                                          ('checked', 'returned')) OR (NEW.state = 'withdrawn' AND OLD.state <> 'approved')))
     OR (NEW.state IN ('checked', 'approved') AND (NEW.checked_by = '' OR NEW.checked_on IS NULL))
     OR (OLD.state = 'checked' AND NEW.state = 'approved' AND ((NEW.checked_by, NEW.checked_on) <> (OLD.checked_by, OLD.checked_on) OR NEW.approved_by = '' OR NEW.approved_on < NEW.checked_on IS NOT FALSE)) THEN
    PERFORM pay_refuse('pay_step_by_step', '工资批次和更正单先编制，再由另外两人核对、审批。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER run_step_by_step BEFORE INSERT OR UPDATE ON pay_payrun FOR EACH ROW EXECUTE FUNCTION pay_guard_road('locked');
CREATE TRIGGER correction_step_by_step BEFORE INSERT OR UPDATE ON pay_paycorrection FOR EACH ROW EXECUTE FUNCTION pay_guard_road('computed');

-- What is approved is what the slips come to.
CREATE FUNCTION pay_guard_sums() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.city_total, NEW.district_total, NEW.town_total, NEW.insurance_total, NEW.tax_total, NEW.employer_city_total, NEW.employer_district_total, NEW.employer_town_total) IS DISTINCT FROM
     (SELECT (coalesce(sum(s.city), 0), coalesce(sum(s.district), 0), coalesce(sum(s.town), 0), coalesce(sum(s.insurance), 0), coalesce(sum(s.tax), 0), coalesce(sum(s.employer_city), 0),
              coalesce(sum(s.employer_district), 0), coalesce(sum(s.employer_town), 0)) FROM pay_payslip s WHERE s.run_id = NEW.id) THEN
    PERFORM pay_refuse('run_is_its_slips', '批次合计和工资条不符。请退回重算。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER run_is_its_slips BEFORE UPDATE ON pay_payrun FOR EACH ROW WHEN (NEW.state IN ('checked', 'approved') AND NEW.state <> OLD.state) EXECUTE FUNCTION pay_guard_sums();
"""
UNDO_RUNS = "DROP FUNCTION pay_guard_sums() CASCADE; DROP FUNCTION pay_guard_road() CASCADE;"

SLIPS = """
CREATE FUNCTION pay_guard_slip() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE r pay_payrun%ROWTYPE; was pay_payslip%ROWTYPE;
BEGIN
  SELECT * INTO r FROM pay_payrun x WHERE x.id = CASE WHEN TG_OP = 'DELETE' THEN OLD.run_id ELSE NEW.run_id END;
  IF r.state IN ('locked', 'returned') AND (TG_OP = 'DELETE' OR (NEW.approved_on IS NULL AND NEW.number ^@ (r.number || '-') AND NEW.year = r.year)) THEN
    RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
  END IF;
  IF TG_OP = 'UPDATE' AND r.state = 'approved' AND NEW.approved_on = r.approved_on THEN
    was := OLD;
    was.approved_on := NEW.approved_on;
    IF was IS NOT DISTINCT FROM NEW THEN
      RETURN NEW;
    END IF;
  END IF;
  PERFORM pay_refuse('slip_of_its_run', '工资条由批次编制时算出，核对以后不能增减、改动。请退回重算，或编制差额更正。');
  RETURN NULL;
END $$;
CREATE TRIGGER slip_of_its_run BEFORE INSERT OR UPDATE OR DELETE ON pay_payslip FOR EACH ROW EXECUTE FUNCTION pay_guard_slip();
"""


class Migration(migrations.Migration):
    dependencies = [("pay", "0007_differences_name_their_run")]

    operations = [
        migrations.RunSQL(REFUSE, "DROP FUNCTION pay_refuse(text, text);"),
        migrations.RunSQL(RUNS, UNDO_RUNS),
        migrations.RunSQL(SLIPS, "DROP FUNCTION pay_guard_slip() CASCADE;"),
    ]

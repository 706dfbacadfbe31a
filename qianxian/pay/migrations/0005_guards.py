"""What stays whoever writes: approved slips, runs and corrections; posted lines and recorded facts. And no difference is posted twice."""

from django.db import migrations

STAYS = """
CREATE FUNCTION pay_approved_slip_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.approved_on IS NOT NULL THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'approved_slip_stays', MESSAGE = '已审批的工资条不能改。多发少发请编制差额更正。';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER approved_slip_stays BEFORE UPDATE OR DELETE ON pay_payslip FOR EACH ROW EXECUTE FUNCTION pay_approved_slip_stays();

CREATE FUNCTION pay_approved_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state = 'approved' THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'approved_pay_stays', MESSAGE = '已审批的工资批次和更正单不能改。多发少发请另编差额更正。';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER approved_run_stays BEFORE UPDATE OR DELETE ON pay_payrun FOR EACH ROW EXECUTE FUNCTION pay_approved_stays();
CREATE TRIGGER approved_correction_stays BEFORE UPDATE OR DELETE ON pay_paycorrection FOR EACH ROW EXECUTE FUNCTION pay_approved_stays();

CREATE FUNCTION pay_only_appended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'pay_only_appended', MESSAGE = '差额行和登记的事实只能追加。登记有误请撤销后重新登记，差额有误请另编更正。';
END $$;
CREATE TRIGGER difference_only_appended BEFORE UPDATE OR DELETE ON pay_differenceline FOR EACH ROW EXECUTE FUNCTION pay_only_appended();
CREATE TRIGGER pay_fact_only_appended BEFORE UPDATE OR DELETE ON pay_payfact FOR EACH ROW EXECUTE FUNCTION pay_only_appended();
"""
UNDO_STAYS = """
DROP TRIGGER pay_fact_only_appended ON pay_payfact;
DROP TRIGGER difference_only_appended ON pay_differenceline;
DROP TRIGGER approved_correction_stays ON pay_paycorrection;
DROP TRIGGER approved_run_stays ON pay_payrun;
DROP TRIGGER approved_slip_stays ON pay_payslip;
DROP FUNCTION pay_only_appended;
DROP FUNCTION pay_approved_stays;
DROP FUNCTION pay_approved_slip_stays;
"""

# A line belongs to an approved correction of its year, and starts from exactly what stands posted: the slip and all earlier lines.
FOLLOWS = """
CREATE FUNCTION pay_difference_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE stands numeric; run bigint;
BEGIN
  SELECT c.run_id INTO run FROM pay_paycorrection c WHERE c.id = NEW.correction_id AND c.state = 'approved' AND c.year = NEW.year;
  IF NOT FOUND THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'difference_needs_approval', MESSAGE = '更正单经编制、核对、审批以后才能入账。请先办完三步。';
  END IF;
  SELECT coalesce(sum(CASE NEW.part WHEN 'city' THEN s.city WHEN 'district' THEN s.district WHEN 'town' THEN s.town
                                    WHEN 'insurance' THEN s.insurance WHEN 'tax' THEN s.tax END), 0)
    INTO stands FROM pay_payslip s WHERE s.run_id = run AND s.person_id = NEW.person_id AND s.approved_on IS NOT NULL;
  SELECT stands + coalesce(sum(l.amount), 0) INTO stands FROM pay_differenceline l
    WHERE l.person_id = NEW.person_id AND l.year = NEW.year AND l.part = NEW.part;
  IF stands <> NEW.posted THEN
    RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = 'difference_follows_what_is_posted', MESSAGE = '已发数在编制以后有变化，这笔差额不能入账。请退回重新计算。';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER difference_follows BEFORE INSERT ON pay_differenceline FOR EACH ROW EXECUTE FUNCTION pay_difference_follows();
"""
UNDO_FOLLOWS = "DROP TRIGGER difference_follows ON pay_differenceline; DROP FUNCTION pay_difference_follows;"


class Migration(migrations.Migration):
    dependencies = [("pay", "0004_withhold_and_correct")]

    operations = [migrations.RunSQL(STAYS, UNDO_STAYS), migrations.RunSQL(FOLLOWS, UNDO_FOLLOWS)]

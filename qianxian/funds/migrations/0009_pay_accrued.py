"""Approved pay stands in a village's book once, and is then paid from the payable; while it does not, payments are the expense (R-F05, R-F07)."""

from django.db import migrations, models

PAY = """
-- The run or correction to which a slip or difference line belongs: those are the county's rows, beyond a village's reach.
CREATE FUNCTION funds_pay_whole(number text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT regexp_replace(number, '-[0-9]+$', '') $$;
CREATE FUNCTION funds_pay_taken(one bigint, key text, but bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM funds_voucherdraft d LEFT JOIN funds_voucher r ON r.reverses_id = d.voucher_id
                  WHERE d.book_id = one AND d.pay_key ^@ key AND d.state <> 'dropped' AND r.id IS NULL AND d.id IS DISTINCT FROM but)
$$;
CREATE FUNCTION funds_pay_accrued(one bigint, run bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM pay_payslip s JOIN funds_voucherdraft d ON d.division_code = s.division_code AND d.pay_key ^@ (funds_pay_whole(s.number) || '/')
                   LEFT JOIN funds_voucher r ON r.reverses_id = d.voucher_id WHERE s.run_id = run AND d.book_id = one AND d.state = 'posted' AND r.id IS NULL)
$$;

CREATE FUNCTION funds_guard_accrual() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    IF NEW.pay_key <> OLD.pay_key THEN
      PERFORM funds_refuse('pay_accrued_once', '计提的是哪份报酬，登记后不能改。');
    END IF;
    RETURN NEW;
  END IF;
  PERFORM 1 FROM funds_book b WHERE b.id = NEW.book_id FOR NO KEY UPDATE;
  IF split_part(NEW.pay_key, '/', 3) <> NEW.division_code OR NOT (
       EXISTS (SELECT 1 FROM pay_payslip s WHERE s.division_code = NEW.division_code AND funds_pay_whole(s.number) = split_part(NEW.pay_key, '/', 1) AND s.approved_on IS NOT NULL)
       OR EXISTS (SELECT 1 FROM pay_differenceline l WHERE l.division_code = NEW.division_code AND funds_pay_whole(l.number) = split_part(NEW.pay_key, '/', 1))) THEN
    PERFORM funds_refuse('pay_of_the_village', '只能计提本村（社区）审批过的报酬。');
  END IF;
  IF funds_pay_taken(NEW.book_id, NEW.pay_key, NEW.id) THEN
    PERFORM funds_refuse('pay_accrued_once', '这份报酬已经计提，不能再计提一次。');
  END IF;
  IF EXISTS (SELECT 1 FROM funds_payment q LEFT JOIN funds_voucher v ON v.payment_id = q.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
              WHERE q.book_id = NEW.book_id AND q.pay_run_id IN (SELECT s.run_id FROM pay_payslip s WHERE s.division_code = NEW.division_code
                AND funds_pay_whole(s.number) = split_part(NEW.pay_key, '/', 1)) AND q.account_id = '51301' AND q.state IN ('approved', 'booked', 'paid') AND r.id IS NULL) THEN
    PERFORM funds_refuse('pay_is_no_expense_twice', '这个批次已有付款直接记入费用。先冲销那些付款，再计提。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER pay_accrued_once BEFORE INSERT ON funds_voucherdraft FOR EACH ROW WHEN (NEW.pay_key <> '') EXECUTE FUNCTION funds_guard_accrual();
CREATE TRIGGER pay_key_stays BEFORE UPDATE ON funds_voucherdraft FOR EACH ROW WHEN (NEW.pay_key <> OLD.pay_key) EXECUTE FUNCTION funds_guard_accrual();

CREATE FUNCTION funds_guard_pay_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.account_id = '21201') IS DISTINCT FROM funds_pay_accrued(NEW.book_id, NEW.pay_run_id) THEN
    PERFORM funds_refuse('pay_from_the_payable', '已经计提的报酬付款记入 21201 应付村（社区）干部报酬；没有计提的记入 51301。请改科目。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER pay_from_the_payable BEFORE UPDATE ON funds_payment FOR EACH ROW
  WHEN (NEW.authority = 'pay_run' AND NEW.state IN ('approved', 'booked', 'paid') AND NEW.account_id IN ('51301', '21201') AND NEW.state <> OLD.state)
  EXECUTE FUNCTION funds_guard_pay_account();
"""
UNDO_PAY = """
-- The run or correction to which a slip or difference line belongs: those are the county's rows, beyond a village's reach.
CREATE FUNCTION funds_pay_whole(number text) RETURNS text LANGUAGE sql IMMUTABLE AS $$ SELECT regexp_replace(number, '-[0-9]+$', '') $$;
DROP FUNCTION funds_guard_pay_account() CASCADE; DROP FUNCTION funds_guard_accrual() CASCADE; DROP FUNCTION funds_pay_accrued(bigint, bigint);
DROP FUNCTION funds_pay_taken(bigint, text, bigint); DROP FUNCTION funds_pay_whole(text);
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0008_payments_name_a_contract"), ("pay", "0006_employers_insurance")]

    operations = [
        migrations.AddField("voucherdraft", "pay_key", models.CharField(blank=True, default="", max_length=80)),
        migrations.RunSQL(PAY, UNDO_PAY),
    ]

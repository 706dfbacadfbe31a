"""What a correction adds to a run, or takes from it, is paid and handed on under the run: no certificate of its own is asked for.

Corrections are the county's rows, beyond a village's reach: a line belongs to the run whose number its own begins with (``GZ2019-440403-01-C02-0007``).
"""

from importlib import import_module

from django.db import migrations

accrued_before = import_module("qianxian.funds.migrations.0009_pay_accrued").PAY
withheld_before = import_module("qianxian.funds.migrations.0010_withheld_is_handed_on").SUMS


def _as_in(text: str, name: str) -> str:
    """The function as the earlier migration made it."""
    first = text.index(f"CREATE FUNCTION {name}(")
    return f"CREATE OR REPLACE {text[first + 7 : text.index('$$;', text.index('AS $$', first) + 5) + 3]}\n"


DUE = """
CREATE FUNCTION funds_run_number(run bigint, code text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT funds_pay_whole(min(s.number)) FROM pay_payslip s WHERE s.run_id = run AND s.division_code = code
$$;
-- Whether a voucher of pay is the run's own or one of its corrections'.
CREATE FUNCTION funds_pay_of_run(key text, number text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT key ^@ (number || '/') OR key ^@ (number || '-C')
$$;
-- What people of a village are owed by a run as approved until a day: net slips, and what its corrections added or took back.
CREATE FUNCTION funds_due_by_run(run bigint, code text, day date) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT sum(s.net) FROM pay_payslip s WHERE s.run_id = run AND s.division_code = code AND s.approved_on <= day), 0)
       + coalesce((SELECT sum(CASE WHEN l.part IN ('city', 'district', 'town') THEN l.amount WHEN l.part IN ('insurance', 'tax') THEN -l.amount ELSE 0 END)
                     FROM pay_differenceline l WHERE l.division_code = code AND l.number ^@ (funds_run_number(run, code) || '-C') AND l.approved_on <= day), 0)
$$;
"""
UNDO_DUE = "DROP FUNCTION funds_due_by_run(bigint, text, date); DROP FUNCTION funds_pay_of_run(text, text); DROP FUNCTION funds_run_number(bigint, text);"

WITHHELD = """
CREATE OR REPLACE FUNCTION funds_withheld_by_slips(run bigint, code text, account text, day date) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT sum(CASE account WHEN '214' THEN s.tax WHEN '211' THEN s.insurance + s.employer_city + s.employer_district + s.employer_town ELSE 0 END)
                     FROM pay_payslip s WHERE s.run_id = run AND s.division_code = code AND s.approved_on <= day), 0)
       + coalesce((SELECT sum(l.amount) FROM pay_differenceline l WHERE l.division_code = code AND l.number ^@ (funds_run_number(run, code) || '-C') AND l.approved_on <= day
                     AND CASE account WHEN '214' THEN l.part = 'tax' WHEN '211' THEN l.part IN ('insurance', 'employer_city', 'employer_district', 'employer_town') ELSE false END), 0)
$$;
CREATE OR REPLACE FUNCTION funds_withheld_in_book(run bigint, book bigint, code text, account text) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(l.credit - l.debit), 0) FROM funds_voucherdraft d JOIN funds_voucherline l ON l.voucher_id = d.voucher_id AND l.account_id = account
    LEFT JOIN funds_voucher r ON r.reverses_id = d.voucher_id
   WHERE d.book_id = book AND d.state = 'posted' AND r.id IS NULL AND funds_pay_of_run(d.pay_key, funds_run_number(run, code))
$$;
CREATE OR REPLACE FUNCTION funds_guard_accrual_reversed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM funds_voucherdraft d JOIN pay_payslip s ON s.division_code = d.division_code AND funds_pay_of_run(d.pay_key, funds_pay_whole(s.number))
              WHERE d.voucher_id = NEW.reverses_id AND d.pay_key <> '' AND funds_paid_by_run(s.run_id, d.division_code, 'withheld', NULL, NULL) > 0) THEN
    PERFORM funds_refuse('withheld_was_handed_on', '这个工资批次已有代扣款上缴。先冲销上缴的付款，再冲销计提。');
  END IF;
  RETURN NEW;
END $$;
"""
UNDO_WITHHELD = "".join(_as_in(withheld_before, name) for name in ("funds_guard_accrual_reversed", "funds_withheld_in_book", "funds_withheld_by_slips"))

ACCRUED = """
CREATE OR REPLACE FUNCTION funds_pay_accrued(one bigint, run bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM pay_payslip s JOIN funds_voucherdraft d ON d.division_code = s.division_code AND funds_pay_of_run(d.pay_key, funds_pay_whole(s.number))
                   LEFT JOIN funds_voucher r ON r.reverses_id = d.voucher_id WHERE s.run_id = run AND d.book_id = one AND d.state = 'posted' AND r.id IS NULL)
$$;

-- The run is paid as the expense or accrued, its corrections with it: never the one here and the other there.
CREATE FUNCTION funds_guard_correction_accrued() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM funds_payment q LEFT JOIN funds_voucher v ON v.payment_id = q.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
              WHERE q.book_id = NEW.book_id AND q.pay_run_id IN (SELECT s.run_id FROM pay_payslip s WHERE s.division_code = NEW.division_code
                AND funds_pay_of_run(NEW.pay_key, funds_pay_whole(s.number))) AND q.account_id = '51301' AND q.state IN ('approved', 'booked', 'paid') AND r.id IS NULL) THEN
    PERFORM funds_refuse('pay_is_no_expense_twice', '这个批次已有付款直接记入费用。先冲销那些付款，再计提。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER pay_correction_accrued BEFORE INSERT ON funds_voucherdraft FOR EACH ROW WHEN (NEW.pay_key LIKE '%-C%') EXECUTE FUNCTION funds_guard_correction_accrued();
"""
UNDO_ACCRUED = "DROP FUNCTION funds_guard_correction_accrued() CASCADE;" + _as_in(accrued_before, "funds_pay_accrued")

# The one line of the authority's check that says what a run owes; whatever else the function says by now stays as it is.
OF_SLIPS = "SELECT coalesce(sum(l.net), 0) INTO due FROM pay_payslip l WHERE l.run_id = p.pay_run_id AND l.division_code = p.division_code AND l.approved_on <= p.requested_on;"
OF_RUN = "due := least(funds_due_by_run(p.pay_run_id, p.division_code, p.requested_on), funds_due_by_run(p.pay_run_id, p.division_code, day));"


def reworded(function: str, was: str, becomes: str) -> str:
    """SQL that replaces one passage of a function as it stands in the database; refuses where the passage is not there once."""
    return f"""
DO $reword$
DECLARE stands text := pg_get_functiondef('{function}'::regprocedure);
BEGIN
  IF array_length(string_to_array(stands, $old${was}$old$), 1) IS DISTINCT FROM 2 THEN
    RAISE EXCEPTION 'the passage to reword does not stand once in {function}';
  END IF;
  EXECUTE replace(stands, $old${was}$old$, $new${becomes}$new$);
END $reword$;
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0011_sums_of_open_months"), ("pay", "0006_employers_insurance")]

    operations = [
        migrations.RunSQL(DUE, UNDO_DUE),
        migrations.RunSQL(WITHHELD, UNDO_WITHHELD),
        migrations.RunSQL(ACCRUED, UNDO_ACCRUED),
        migrations.RunSQL(
            reworded("funds_check_authority(funds_payment,date)", OF_SLIPS, OF_RUN), reworded("funds_check_authority(funds_payment,date)", OF_RUN, OF_SLIPS)
        ),
    ]

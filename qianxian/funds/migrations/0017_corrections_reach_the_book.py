"""What a correction restores is paid in a village that had no slip in the run, and what it takes back after it was paid is recovered through the ledger.

Lines name their run (pay 0007), so that a run is a village's by its slips or by its differences. A correction of pay that went out already stands in the book as
a debit on the payable, as far as was paid and no further; the money comes back by a voucher that names the run, into the fund for pay and within what
was paid too much. Every sum of what was paid under a run is less what came back.
"""

from importlib import import_module

import django.db.models.deletion
from django.db import migrations, models

corrections = import_module("qianxian.funds.migrations.0013_corrections_are_paid_by_their_run")
withheld_before = import_module("qianxian.funds.migrations.0010_withheld_is_handed_on").SUMS
as_in, reworded = corrections._as_in, corrections.reworded

RUNS = """
CREATE OR REPLACE FUNCTION funds_run_number(run bigint, code text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT funds_pay_whole(min(s.number)) FROM pay_payslip s WHERE s.run_id = run AND s.division_code = code),
                  (SELECT regexp_replace(min(l.number), '-C[0-9]+-[0-9]+$', '') FROM pay_differenceline l WHERE l.run_id = run AND l.division_code = code))
$$;
-- The run of which a village's voucher of pay is, or whose correction.
CREATE FUNCTION funds_run_of_pay(key text, code text) RETURNS bigint LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT min(s.run_id) FROM pay_payslip s WHERE s.division_code = code AND funds_pay_whole(s.number) = split_part(key, '/', 1)),
                  (SELECT min(l.run_id) FROM pay_differenceline l WHERE l.division_code = code AND funds_pay_whole(l.number) = split_part(key, '/', 1)))
$$;
CREATE OR REPLACE FUNCTION funds_due_by_run(run bigint, code text, day date) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT sum(s.net) FROM pay_payslip s WHERE s.run_id = run AND s.division_code = code AND s.approved_on <= day), 0)
       + coalesce((SELECT sum(CASE WHEN l.part IN ('city', 'district', 'town') THEN l.amount WHEN l.part IN ('insurance', 'tax') THEN -l.amount ELSE 0 END)
                     FROM pay_differenceline l WHERE l.division_code = code AND l.run_id = run AND l.approved_on <= day), 0)
$$;
CREATE OR REPLACE FUNCTION funds_withheld_by_slips(run bigint, code text, account text, day date) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT sum(CASE account WHEN '214' THEN s.tax WHEN '211' THEN s.insurance + s.employer_city + s.employer_district + s.employer_town ELSE 0 END)
                     FROM pay_payslip s WHERE s.run_id = run AND s.division_code = code AND s.approved_on <= day), 0)
       + coalesce((SELECT sum(l.amount) FROM pay_differenceline l WHERE l.division_code = code AND l.run_id = run AND l.approved_on <= day
                     AND CASE account WHEN '214' THEN l.part = 'tax' WHEN '211' THEN l.part IN ('insurance', 'employer_city', 'employer_district', 'employer_town') ELSE false END), 0)
$$;
CREATE OR REPLACE FUNCTION funds_pay_accrued(one bigint, run bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT 1 FROM funds_voucherdraft d LEFT JOIN funds_voucher r ON r.reverses_id = d.voucher_id
                  WHERE d.book_id = one AND d.pay_key <> '' AND d.state = 'posted' AND r.id IS NULL AND funds_run_of_pay(d.pay_key, d.division_code) = run)
$$;
CREATE OR REPLACE FUNCTION funds_guard_accrual_reversed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM funds_voucherdraft d WHERE d.voucher_id = NEW.reverses_id AND d.pay_key <> ''
              AND funds_paid_by_run(funds_run_of_pay(d.pay_key, d.division_code), d.division_code, 'withheld', NULL, NULL) > 0) THEN
    PERFORM funds_refuse('withheld_was_handed_on', '这个工资批次已有代扣款上缴。先冲销上缴的付款，再冲销计提。');
  END IF;
  RETURN NEW;
END $$;
DROP FUNCTION funds_guard_correction_accrued() CASCADE;
"""
UNDO_RUNS = (
    "".join(as_in(corrections.DUE, name) for name in ("funds_run_number", "funds_due_by_run")) + corrections.WITHHELD + corrections.ACCRUED
    + "DROP FUNCTION funds_run_of_pay(text, text);"
)  # fmt: skip

# A run is paid as the expense or accrued, its corrections with it: never the one here and the other there.
OF_SLIPS = """q.pay_run_id IN (SELECT s.run_id FROM pay_payslip s WHERE s.division_code = NEW.division_code
                AND funds_pay_whole(s.number) = split_part(NEW.pay_key, '/', 1))"""
OF_PAY = "q.pay_run_id = funds_run_of_pay(NEW.pay_key, NEW.division_code)"

RECOVERED = """
-- What came back of a run in a village; what was reversed does not count. Accounts of pay itself, or of what was withheld; one of them where named.
CREATE FUNCTION funds_recovered(run bigint, code text, rests_on text, booked_to text) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(l.credit), 0) FROM funds_voucher v JOIN funds_voucherline l ON l.voucher_id = v.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
   WHERE v.recovers_id = run AND v.division_code = code AND r.id IS NULL AND (booked_to IS NULL OR l.account_id = booked_to)
     AND CASE rests_on WHEN 'pay_run' THEN l.account_id IN ('21201', '51301') ELSE l.account_id IN ('211', '214') END
$$;
CREATE OR REPLACE FUNCTION funds_paid_by_run(run bigint, code text, rests_on text, booked_to text, but bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(q.amount), 0) - funds_recovered(run, code, rests_on, booked_to)
    FROM funds_payment q LEFT JOIN funds_voucher v ON v.payment_id = q.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
   WHERE q.pay_run_id = run AND q.division_code = code AND q.authority = rests_on AND (booked_to IS NULL OR q.account_id = booked_to) AND q.id IS DISTINCT FROM but
     AND q.state IN ('approved', 'booked', 'paid') AND r.id IS NULL
$$;
-- What really went out under a run on an account (21201 and 51301 are the people's own), less what came back.
CREATE FUNCTION funds_gone_out(run bigint, code text, account text) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(q.amount), 0) - CASE WHEN account IN ('21201', '51301') THEN funds_recovered(run, code, 'pay_run', NULL) ELSE funds_recovered(run, code, 'withheld', account) END
    FROM funds_payment q LEFT JOIN funds_voucher v ON v.payment_id = q.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
   WHERE q.pay_run_id = run AND q.division_code = code AND q.state = 'paid' AND r.id IS NULL
     AND CASE WHEN account IN ('21201', '51301') THEN q.authority = 'pay_run' ELSE q.authority = 'withheld' AND q.account_id = account END
$$;

CREATE FUNCTION funds_check_recovery(v funds_voucher) RETURNS void LANGUAGE plpgsql AS $$
DECLARE accrued boolean := funds_pay_accrued(v.book_id, v.recovers_id);
BEGIN
  IF v.kind <> 'ordinary' OR EXISTS (SELECT 1 FROM funds_voucherline l JOIN funds_fund f ON f.id = l.fund_id WHERE l.voucher_id = v.id AND NOT (
       f.origin = 'public' AND f.purpose = 'pay' AND ((l.debit > 0 AND l.account_id = '102')
         OR (l.credit > 0 AND CASE WHEN accrued THEN l.account_id IN ('21201', '211', '214') ELSE l.account_id = '51301' END)))) THEN
    PERFORM funds_refuse('recovered_pay_into_its_fund', '收回多发的报酬进干部报酬资金的银行账户，记入原来付款的科目。请核对资金和科目。');
  END IF;
  IF EXISTS (SELECT 1 FROM (SELECT DISTINCT l.account_id AS account FROM funds_voucherline l WHERE l.voucher_id = v.id AND l.credit > 0) a
      WHERE funds_gone_out(v.recovers_id, v.division_code, a.account) < CASE WHEN a.account IN ('21201', '51301')
        THEN funds_due_by_run(v.recovers_id, v.division_code, funds_today()) ELSE funds_withheld_by_slips(v.recovers_id, v.division_code, a.account, funds_today()) END) THEN
    PERFORM funds_refuse('recovered_within_what_was_overpaid', '收回的金额超过这个批次多发的数。请核对差额更正。');
  END IF;
END $$;

-- Pay stands in the book as slips and differences say: the expense of a payer, and the employer's insurance beside it.
CREATE FUNCTION funds_guard_pay_as_approved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE whole text := split_part(NEW.pay_key, '/', 1); bearer text := split_part(NEW.pay_key, '/', 2); x record;
BEGIN
  SELECT sum((d ->> 'debit')::numeric - (d ->> 'credit')::numeric) FILTER (WHERE d ->> 'account' = '51301') AS pay,
         sum((d ->> 'debit')::numeric - (d ->> 'credit')::numeric) FILTER (WHERE d ->> 'account' = '513') AS beside,
         bool_and(d ->> 'account' IN ('51301', '513', '21201', '211', '214')) AS own INTO x FROM jsonb_array_elements(NEW.lines) d;
  IF x.own IS NOT TRUE
     OR coalesce(x.pay, 0) <> coalesce((SELECT sum(CASE bearer WHEN 'city' THEN s.city WHEN 'district' THEN s.district ELSE s.town END) FROM pay_payslip s
            WHERE s.division_code = NEW.division_code AND s.approved_on IS NOT NULL AND funds_pay_whole(s.number) = whole), 0)
          + coalesce((SELECT sum(l.amount) FROM pay_differenceline l WHERE l.division_code = NEW.division_code AND l.part = bearer AND funds_pay_whole(l.number) = whole), 0)
     OR coalesce(x.beside, 0) <> coalesce((SELECT sum(CASE bearer WHEN 'city' THEN s.employer_city WHEN 'district' THEN s.employer_district ELSE s.employer_town END) FROM pay_payslip s
            WHERE s.division_code = NEW.division_code AND s.approved_on IS NOT NULL AND funds_pay_whole(s.number) = whole), 0)
          + coalesce((SELECT sum(l.amount) FROM pay_differenceline l WHERE l.division_code = NEW.division_code AND l.part = 'employer_' || bearer AND funds_pay_whole(l.number) = whole), 0) THEN
    PERFORM funds_refuse('pay_accrued_as_approved', '计提的金额和审批过的工资批次、差额更正不一致。请从「计提干部报酬」办理。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER pay_stands_as_approved BEFORE INSERT ON funds_voucherdraft FOR EACH ROW WHEN (NEW.pay_key <> '') EXECUTE FUNCTION funds_guard_pay_as_approved();
"""
UNDO_RECOVERED = (
    as_in(withheld_before, "funds_paid_by_run")
    + "DROP FUNCTION funds_guard_pay_as_approved() CASCADE; DROP FUNCTION funds_check_recovery(funds_voucher); DROP FUNCTION funds_gone_out(bigint, text, text);"
    " DROP FUNCTION funds_recovered(bigint, text, text, text);"
)

OWED = (
    "WHERE (SELECT sum(l.credit - l.debit) FROM funds_voucherline l WHERE l.fund_id = t.fund_id AND l.account_id = t.account_id) < 0) THEN",
    """WHERE (SELECT sum(l.credit - l.debit) FROM funds_voucherline l WHERE l.fund_id = t.fund_id AND l.account_id = t.account_id)
            < -coalesce((SELECT funds_gone_out(funds_run_of_pay(d.pay_key, d.division_code), d.division_code, t.account_id) FROM funds_voucherdraft d
                 WHERE d.voucher_id = v.id AND d.pay_key <> '' AND t.account_id IN ('21201', '211', '214')),
                (SELECT funds_gone_out(o.recovers_id, o.division_code, t.account_id) FROM funds_voucher o WHERE o.id = v.reverses_id AND o.recovers_id IS NOT NULL), 0)) THEN""",
)
SOURCED = ("OR (NEW.kind <> 'opening' AND x.unsourced) THEN", "OR (NEW.kind <> 'opening' AND x.unsourced AND NEW.recovers_id IS NULL) THEN")
ASKED = ("  IF NEW.payment_id IS NOT NULL THEN", "  IF NEW.recovers_id IS NOT NULL THEN\n    PERFORM funds_check_recovery(NEW);\n  END IF;\n  IF NEW.payment_id IS NOT NULL THEN")
# What came back is no longer paid out: per-fund use says what the pay really cost.
TOTALS = (
    "w.payment_id IS NOT NULL AS pays,\n           CASE WHEN w.reverses_id IS NULL THEN false ELSE",
    "CASE WHEN w.payment_id IS NOT NULL THEN true WHEN w.reverses_id IS NULL THEN false ELSE (SELECT o.recovers_id FROM funds_voucher o WHERE o.id = w.reverses_id) IS NOT NULL END AS pays,\n"
    "           CASE WHEN w.recovers_id IS NOT NULL THEN true WHEN w.reverses_id IS NULL THEN false ELSE",
)
AS_DRAFTED = ("AND v.reverses_id IS NOT DISTINCT FROM NEW.reverses_id", "AND (v.reverses_id, v.recovers_id) IS NOT DISTINCT FROM (NEW.reverses_id, NEW.recovers_id)")
WORDS = (
    ("funds_check_balances(funds_voucher,boolean)", OWED), ("funds_check_voucher()", SOURCED), ("funds_check_voucher()", ASKED),
    ("funds_totals_of(bigint[],date[],date)", TOTALS), ("funds_guard_accrual()", (OF_SLIPS, OF_PAY)), ("funds_guard_draft()", AS_DRAFTED),
)  # fmt: skip


def _recovers(related: str) -> models.ForeignKey:
    return models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name=related, to="pay.payrun")


class Migration(migrations.Migration):
    dependencies = [("funds", "0016_small_expenses_are_small"), ("pay", "0007_differences_name_their_run")]

    operations = [
        migrations.AddField("voucher", "recovers", _recovers("recoveries")),
        migrations.AddField("voucherdraft", "recovers", _recovers("recovery_drafts")),
        migrations.RunSQL(RUNS, UNDO_RUNS),
        migrations.RunSQL(RECOVERED, UNDO_RECOVERED),
        *(migrations.RunSQL(reworded(name, *words), reworded(name, *reversed(words))) for name, words in WORDS),
    ]

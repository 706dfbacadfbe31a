"""Tax and social insurance withheld from pay are handed on by the pay run that withheld them: never more than its approved slips say, never more than
the book owes by having taken that run, out of the money for pay (R-F05, R-F07; 个人所得税法第九条, 社会保险法第六十条)."""

from importlib import import_module

from django.db import migrations, models

SUMS = """
-- What was paid or promised under a run in a village on one kind of authority (and one account where named), this payment apart; what was reversed does not count.
CREATE FUNCTION funds_paid_by_run(run bigint, code text, rests_on text, booked_to text, but bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(q.amount), 0) FROM funds_payment q LEFT JOIN funds_voucher v ON v.payment_id = q.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
   WHERE q.pay_run_id = run AND q.division_code = code AND q.authority = rests_on AND (booked_to IS NULL OR q.account_id = booked_to) AND q.id IS DISTINCT FROM but
     AND q.state IN ('approved', 'booked', 'paid') AND r.id IS NULL
$$;
-- What a run's approved slips withheld in a village (tax on 214; social insurance, the employer's own beside it, on 211).
CREATE FUNCTION funds_withheld_by_slips(run bigint, code text, account text, day date) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(CASE account WHEN '214' THEN s.tax WHEN '211' THEN s.insurance + s.employer_city + s.employer_district + s.employer_town ELSE 0 END), 0)
    FROM pay_payslip s WHERE s.run_id = run AND s.division_code = code AND s.approved_on <= day
$$;
-- What the book owes on that account by the run's vouchers that it took and that stand.
CREATE FUNCTION funds_withheld_in_book(run bigint, book bigint, code text, account text) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(l.credit - l.debit), 0) FROM funds_voucherdraft d JOIN funds_voucherline l ON l.voucher_id = d.voucher_id AND l.account_id = account
    LEFT JOIN funds_voucher r ON r.reverses_id = d.voucher_id
   WHERE d.book_id = book AND d.state = 'posted' AND r.id IS NULL AND d.pay_key ^@ ((SELECT funds_pay_whole(min(s.number)) FROM pay_payslip s
     WHERE s.run_id = run AND s.division_code = code) || '/')
$$;

CREATE FUNCTION funds_check_withheld(p funds_payment) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF p.account_id NOT IN ('211', '214') THEN
    PERFORM funds_refuse('withheld_account', '代扣款上缴记入 214 应交税费（个人所得税）或 211 应付款（社会保险费）。请改科目。');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM funds_fund f WHERE f.id = p.fund_id AND f.origin = 'public' AND f.purpose = 'pay') THEN
    PERFORM funds_refuse('withheld_from_pay_money', '代扣的税款和社会保险费从财政安排的干部报酬资金上缴。请换一笔资金。');
  END IF;
  IF least(funds_withheld_by_slips(p.pay_run_id, p.division_code, p.account_id, p.requested_on), funds_withheld_in_book(p.pay_run_id, p.book_id, p.division_code, p.account_id))
     < p.amount + funds_paid_by_run(p.pay_run_id, p.division_code, 'withheld', p.account_id, p.id) THEN
    PERFORM funds_refuse('within_what_was_withheld', '金额超过这个工资批次在本村（社区）已计提、还没有上缴的代扣数。请核对工资批次。');
  END IF;
END $$;

CREATE FUNCTION funds_guard_accrual_reversed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM funds_voucherdraft d JOIN pay_payslip s ON s.division_code = d.division_code AND d.pay_key ^@ (funds_pay_whole(s.number) || '/')
              WHERE d.voucher_id = NEW.reverses_id AND d.pay_key <> '' AND funds_paid_by_run(s.run_id, d.division_code, 'withheld', NULL, NULL) > 0) THEN
    PERFORM funds_refuse('withheld_was_handed_on', '这个工资批次已有代扣款上缴。先冲销上缴的付款，再冲销计提。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER withheld_was_handed_on BEFORE INSERT ON funds_voucher FOR EACH ROW WHEN (NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION funds_guard_accrual_reversed();
"""
UNDO_SUMS = """
DROP FUNCTION funds_guard_accrual_reversed() CASCADE; DROP FUNCTION funds_check_withheld(funds_payment);
DROP FUNCTION funds_withheld_in_book(bigint, bigint, text, text); DROP FUNCTION funds_withheld_by_slips(bigint, text, text, date);
DROP FUNCTION funds_paid_by_run(bigint, text, text, text, bigint);
"""

AUTHORITY = """
CREATE OR REPLACE FUNCTION funds_check_authority(p funds_payment, day date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE s funds_standingresolution%ROWTYPE; c decisions_certificate%ROWTYPE; due numeric;
BEGIN
  IF (SELECT a.cadre_pay FROM funds_account a WHERE a.code = p.account_id) IS DISTINCT FROM (p.authority = 'pay_run') THEN
    PERFORM funds_refuse('pay_by_a_pay_run', '干部报酬只能按审批过的工资批次发放，工资批次也只能发放干部报酬。');
  END IF;
  IF p.authority = 'certificate' THEN
    SELECT * INTO c FROM decisions_certificate d WHERE d.id = p.certificate_id AND d.division_code = p.division_code;
    IF NOT FOUND OR c.issued_on > p.requested_on OR p.requested_on NOT BETWEEN c.valid_from AND c.lapses_on OR day NOT BETWEEN c.valid_from AND c.lapses_on
       OR c.revoked_on <= day THEN
      PERFORM funds_refuse('resolution_in_force', '付款要有事先作出、现在有效的本村（社区）决议。请先办决议，或改用有效的决议。');
    END IF;
    IF NOT EXISTS (SELECT 1 FROM funds_fund f WHERE f.id = p.fund_id AND (f.origin = 'public') = (c.unit = 'centre')) OR
       (p.bank_account_id IS NOT NULL AND c.unit <> 'centre' AND NOT EXISTS (SELECT 1 FROM funds_bankaccount b WHERE b.id = p.bank_account_id
         AND b.holder = CASE c.unit WHEN 'collective' THEN 'collective' ELSE 'villagers_committee' END)) THEN
      PERFORM funds_refuse('resolution_of_the_unit', '决议是另一个单位的。请用作出决议的单位自己的资金和账户付款。');
    END IF;
    -- Amount and use stand since the approval, which every other approval of the book waits for: nothing of them can change on the way to the cashier.
    IF p.state = 'approved' AND EXISTS (SELECT 1 FROM funds_payment q WHERE q.certificate_id = c.id AND q.id <> p.id AND q.purpose <> p.purpose AND q.state IN ('approved', 'booked', 'paid')) THEN
      PERFORM funds_refuse('resolution_of_the_purpose', '这份决议已用于另一种用途。一份决议只能用于决议写明的用途。');
    END IF;
    IF p.state = 'approved' AND funds_spent_under(c.id, p.division_code, p.id) + p.amount > c.amount_limit THEN
      PERFORM funds_refuse('within_the_resolution', '金额超过决议的数额。请减少金额，或另办决议。');
    END IF;
  ELSIF p.authority = 'small' THEN
    SELECT * INTO s FROM funds_standingresolution r WHERE r.id = p.standing_id AND r.division_code = p.division_code;
    IF NOT FOUND OR s.confirmed_by = '' OR s.resolved_on > p.requested_on OR p.requested_on NOT BETWEEN s.first_day AND s.last_day
       OR day NOT BETWEEN s.first_day AND s.last_day OR s.ended_on <= day THEN
      PERFORM funds_refuse('resolution_in_force', '付款要有事先作出、现在有效的本村（社区）决议。请先办决议，或改用有效的决议。');
    END IF;
    IF p.amount > s.ceiling THEN
      PERFORM funds_refuse('within_the_resolution', '金额超过决议的数额。请减少金额，或另办决议。');
    END IF;
    IF (SELECT coalesce(sum(q.amount), 0) FROM funds_payment q LEFT JOIN funds_voucher v ON v.payment_id = q.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
         WHERE q.division_code = p.division_code AND q.authority = 'small' AND q.id <> p.id AND q.state NOT IN ('withdrawn', 'returned') AND r.id IS NULL
           AND (q.payee = p.payee OR (q.payee_index <> '' AND q.payee_index = p.payee_index))
           AND abs(q.requested_on - p.requested_on) < funds_setting('funds.split_days', p.requested_on, 30)) + p.amount > s.ceiling THEN
      PERFORM funds_refuse('no_splitting', '同一收款人近期的小额付款合计超过决议数额，属于拆分。请合并后办理决议。');
    END IF;
  ELSIF p.authority = 'emergency' THEN
    IF p.ratify_by < p.requested_on OR p.ratify_by > p.requested_on + funds_setting('funds.emergency_ratify_days', p.requested_on, 30) THEN
      PERFORM funds_refuse('ratified_in_time', '应急支出要在规定天数内补办决议。请核对补办期限。');
    END IF;
    IF EXISTS (SELECT 1 FROM funds_payment q LEFT JOIN funds_ratification t ON t.payment_id = q.id WHERE q.division_code = p.division_code AND q.id <> p.id
        AND q.authority = 'emergency' AND q.state = 'paid' AND q.ratify_by < day AND t.id IS NULL) THEN
      PERFORM funds_refuse('ratify_first', '还有应急支出过期没有补办决议。请先补办。');
    END IF;
  ELSIF p.authority = 'pay_run' THEN
    SELECT coalesce(sum(l.net), 0) INTO due FROM pay_payslip l WHERE l.run_id = p.pay_run_id AND l.division_code = p.division_code AND l.approved_on <= p.requested_on;
    IF due < p.amount + funds_paid_by_run(p.pay_run_id, p.division_code, 'pay_run', NULL, p.id) THEN
      PERFORM funds_refuse('within_the_pay_run', '金额超过工资批次中本村（社区）还没有发放的实发数。请核对工资批次。');
    END IF;
  ELSIF p.authority = 'withheld' THEN
    PERFORM funds_check_withheld(p);
  ELSE
    PERFORM funds_refuse('payment_names_one_authority', '付款要写明一项依据。请补上。');
  END IF;
END $$;
"""
NAMED = ("certificate", "standing", "pay_run", "ratify_by")


def _only(name: str, authority: str = "") -> models.Q:
    """The authority names this and nothing else."""
    return models.Q(authority=authority or name, **{f"{one}__isnull": one != name for one in NAMED})


ONE_AUTHORITY = (
    _only("certificate") | _only("standing", authority="small") | _only("pay_run") | _only("pay_run", authority="withheld")
    | (_only("ratify_by", authority="emergency") & ~models.Q(emergency_reason=""))
)  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("funds", "0009_pay_accrued")]

    operations = [
        migrations.AlterField("payment", "authority", models.CharField(
            choices=[("certificate", "决策凭证"), ("small", "小额支出决议"), ("emergency", "应急支出（限期补办决议）"), ("pay_run", "工资批次"), ("withheld", "代扣款上缴（工资批次）")], max_length=12)),
        migrations.RemoveConstraint("payment", "payment_names_one_authority"),
        migrations.AddConstraint("payment", models.CheckConstraint(condition=ONE_AUTHORITY, name="payment_names_one_authority")),
        migrations.RunSQL(SUMS, UNDO_SUMS),
        migrations.RunSQL(AUTHORITY, import_module("qianxian.funds.migrations.0005_sums").AUTHORITY),
    ]  # fmt: skip

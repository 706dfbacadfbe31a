"""Payments counted once and quickly: sums by functions whose plans the session keeps, and guards that ask only what the lines at hand can break."""

from importlib import import_module

from django.db import migrations

before = import_module("qianxian.funds.migrations.0003_ledger_guards").CHECKING
authority_before = import_module("qianxian.funds.migrations.0004_payment_guards").AUTHORITY

# What a resolution gave out: all that was approved or paid under it less what was reversed. Reversals are few and have an index of their own.
SPENT = """
CREATE INDEX voucher_reversals ON funds_voucher (division_code) WHERE reverses_id IS NOT NULL;

CREATE FUNCTION funds_spent_under(leave bigint, code text, but bigint) RETURNS numeric LANGUAGE plpgsql STABLE AS $$
DECLARE given numeric; back numeric;
BEGIN
  SELECT coalesce(sum(q.amount), 0) INTO given FROM funds_payment q WHERE q.certificate_id = leave AND q.state IN ('approved', 'booked', 'paid') AND q.id IS DISTINCT FROM but;
  SELECT coalesce(sum(q.amount), 0) INTO back FROM funds_voucher r JOIN funds_voucher v ON v.id = r.reverses_id JOIN funds_payment q ON q.id = v.payment_id
   WHERE r.division_code = code AND r.reverses_id IS NOT NULL AND q.certificate_id = leave AND q.id IS DISTINCT FROM but;
  RETURN given - back;
END $$;
"""
UNDO_SPENT = "DROP FUNCTION funds_spent_under(bigint, text, bigint); DROP INDEX voucher_reversals;"

# Plans of a function are kept by the session; the same questions one by one are planned anew at each payment.
AT_GATE = """
CREATE FUNCTION funds_sums_at_gate(this bigint, code text, purse bigint, leave bigint, use text, OUT held numeric, OUT committed numeric, OUT spent numeric, OUT other_use boolean)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  SELECT coalesce(sum(l.debit - l.credit), 0) INTO held FROM funds_voucherline l WHERE l.fund_id = purse AND left(l.account_id, 2) = '10';
  SELECT coalesce(sum(q.amount), 0) INTO committed FROM funds_payment q WHERE q.fund_id = purse AND q.state IN ('approved', 'booked') AND q.id IS DISTINCT FROM this;
  IF leave IS NULL THEN
    spent := 0;
    other_use := false;
  ELSE
    spent := funds_spent_under(leave, code, this);
    other_use := EXISTS (SELECT 1 FROM funds_payment q WHERE q.certificate_id = leave AND q.state IN ('approved', 'booked', 'paid') AND q.id IS DISTINCT FROM this AND q.purpose <> use);
  END IF;
END $$;
"""
UNDO_AT_GATE = "DROP FUNCTION funds_sums_at_gate(bigint, text, bigint, bigint, text);"

# Money lines of a fund and of a bank account by day. The reach's column stands in it, so that row-level security is asked without the row.
BY_FUND = """
CREATE INDEX line_money ON funds_voucherline (fund_id, bank_account_id, "on") INCLUDE (debit, credit, division_code) WHERE left(account_id, 2) = '10';
"""
UNDO_BY_FUND = "DROP INDEX line_money;"

PROVENANCE = """
CREATE FUNCTION funds_check_transfers(v funds_voucher) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    WITH x AS (SELECT l.fund_id AS giver, l.counter_fund_id AS taker, sum(l.debit - l.credit) AS s FROM funds_voucherline l
                WHERE l.voucher_id = v.id AND l.counter_fund_id IS NOT NULL GROUP BY 1, 2)
    SELECT 1 FROM x WHERE x.s = 0 OR NOT EXISTS (SELECT 1 FROM x y WHERE y.giver = x.taker AND y.taker = x.giver AND y.s = -x.s)) THEN
    PERFORM funds_refuse('transfers_have_two_sides', '资金之间转款要在同一张凭证里两边同时记，金额相同。');
  END IF;
  IF EXISTS (SELECT 1 FROM (SELECT l.fund_id AS giver, l.counter_fund_id AS taker FROM funds_voucherline l
                 WHERE l.voucher_id = v.id AND l.counter_fund_id IS NOT NULL GROUP BY 1, 2 HAVING sum(l.debit - l.credit) > 0) x
      JOIN funds_fund g ON g.id = x.giver JOIN funds_fund t ON t.id = x.taker LEFT JOIN funds_allocation a ON a.id = t.allocation_id
      WHERE g.origin <> t.origin OR (g.origin = 'public' AND a.changed_from_id IS DISTINCT FROM g.allocation_id)) THEN
    PERFORM funds_refuse('transfers_keep_their_origin', '集体资金和财政资金不能互转；专项资金改变用途要有原批准单位的书面同意。');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION funds_check_provenance(v funds_voucher) RETURNS void LANGUAGE plpgsql AS $$
DECLARE between boolean; receipts boolean;
BEGIN
  SELECT bool_or(l.counter_fund_id IS NOT NULL), bool_or(l.credit > 0 AND l.account_id ~ '^(241|503|11301)') INTO between, receipts FROM funds_voucherline l WHERE l.voucher_id = v.id;
  IF v.kind <> 'opening' AND EXISTS (SELECT 1 FROM funds_voucherline l JOIN funds_account a ON a.code = l.account_id JOIN funds_fund f ON f.id = l.fund_id
      WHERE l.voucher_id = v.id AND a.cadre_pay AND (f.origin <> 'public' OR f.purpose <> 'pay')) THEN
    PERFORM funds_refuse('collective_pays_no_cadre', '干部报酬只能从财政安排的干部报酬资金列支，不能用集体收入或其他专项资金。');
  END IF;
  IF EXISTS (SELECT 1 FROM funds_voucherline l JOIN funds_fund f ON f.id = l.fund_id JOIN funds_bankaccount b ON b.id = l.bank_account_id
      LEFT JOIN funds_allocation a ON a.id = f.allocation_id WHERE l.voucher_id = v.id
      AND ((f.origin = 'public' AND b.holder <> 'centre' AND coalesce(a.exception_basis, '') = '') OR (f.origin = 'collective' AND b.holder = 'centre'))) THEN
    PERFORM funds_refuse('money_in_its_account', '上级资金进党群服务中心账户（文件另有规定的除外），集体资金进集体或村（居）委会账户。');
  END IF;
  IF between THEN
    PERFORM funds_check_transfers(v);
  END IF;
  IF v.kind = 'opening' AND EXISTS (SELECT 1 FROM funds_voucherline l JOIN funds_account a ON a.code = l.account_id JOIN funds_fund f ON f.id = l.fund_id WHERE l.voucher_id = v.id
      AND f.origin = 'public' AND l.credit > 0 AND l.account_id !~ '^(10|241|503|311|133|152|162|11301|21)') THEN
    PERFORM funds_refuse('public_money_from_its_source', '上级资金只能按拨付文件收款，不能记入集体收入或借款。');
  END IF;
  IF v.kind <> 'opening' AND EXISTS (
    SELECT 1 FROM (SELECT l.fund_id, sum(l.debit - l.credit) FILTER (WHERE left(l.account_id, 2) = '10') AS money FROM funds_voucherline l WHERE l.voucher_id = v.id GROUP BY 1) g
    JOIN funds_fund f ON f.id = g.fund_id LEFT JOIN funds_allocation al ON al.id = f.allocation_id
    JOIN funds_voucherline l ON l.voucher_id = v.id AND l.fund_id = g.fund_id JOIN funds_account a ON a.code = l.account_id
    WHERE f.origin = 'public' AND CASE WHEN coalesce(g.money, 0) > 0
      THEN NOT ((left(l.account_id, 3) = '102' OR (left(l.account_id, 3) = '101' AND l.credit > 0)) OR (l.credit > 0 AND (left(l.account_id, 5) = '11301'
             OR (left(l.account_id, 3) IN ('241', '503') AND al.changed_from_id IS NULL))))
      ELSE l.credit > 0 AND (left(l.account_id, 3) IN ('241', '503', '201', '221', '301') OR (a.element = 'income')) END) THEN
    PERFORM funds_refuse('public_money_from_its_source', '上级资金只能按拨付文件收款，不能记入集体收入或借款。');
  END IF;
  IF v.kind = 'ordinary' AND EXISTS (
    SELECT 1 FROM funds_voucherline l JOIN funds_account a ON a.code = l.account_id WHERE l.voucher_id = v.id GROUP BY l.fund_id
    HAVING bool_or(a.element IN ('expense', 'cost') AND l.debit > 0)
       AND (bool_or(a.element = 'income' AND l.credit > 0) OR coalesce(sum(l.debit - l.credit) FILTER (WHERE left(l.account_id, 2) = '10'), 0) > 0)) THEN
    PERFORM funds_refuse('no_netting', '收入和支出要分别记账，不能坐支、不能以收抵支。');
  END IF;
  IF receipts AND EXISTS (
    SELECT 1 FROM (SELECT DISTINCT l.fund_id FROM funds_voucherline l WHERE l.voucher_id = v.id AND l.credit > 0 AND l.account_id ~ '^(241|503|11301)') t
    JOIN funds_fund f ON f.id = t.fund_id JOIN funds_allocation a ON a.id = f.allocation_id
    WHERE a.amount < (SELECT sum(CASE WHEN w.kind = 'reversal' THEN -l.debit ELSE l.credit END) FROM funds_voucherline l JOIN funds_voucher w ON w.id = l.voucher_id
                       WHERE l.fund_id = f.id AND l.account_id ~ '^(241|503|11301)')) THEN
    PERFORM funds_refuse('within_the_allocation', '到账合计超过拨付金额。请核对拨付文件。');
  END IF;
END $$;
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
  ELSE
    SELECT coalesce(sum(l.net), 0) INTO due FROM pay_payslip l WHERE l.run_id = p.pay_run_id AND l.division_code = p.division_code AND l.approved_on <= p.requested_on;
    IF due < p.amount + (SELECT coalesce(sum(q.amount), 0) FROM funds_payment q LEFT JOIN funds_voucher v ON v.payment_id = q.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
        WHERE q.division_code = p.division_code AND q.pay_run_id = p.pay_run_id AND q.id <> p.id AND q.state IN ('approved', 'booked', 'paid') AND r.id IS NULL) THEN
      PERFORM funds_refuse('within_the_pay_run', '金额超过工资批次中本村（社区）还没有发放的实发数。请核对工资批次。');
    END IF;
  END IF;
END $$;
"""


def _earlier(text: str, name: str) -> str:
    """The function as the earlier migration made it."""
    first = text.index(f"CREATE FUNCTION {name}(")
    return text[first : text.index("END $$;", first) + 7].replace("CREATE FUNCTION", "CREATE OR REPLACE FUNCTION", 1)


class Migration(migrations.Migration):
    dependencies = [("funds", "0004_payment_guards")]

    operations = [
        migrations.RunSQL(SPENT, UNDO_SPENT),
        migrations.RunSQL(AT_GATE, UNDO_AT_GATE),
        migrations.RunSQL(BY_FUND, UNDO_BY_FUND),
        migrations.RunSQL(PROVENANCE, _earlier(before, "funds_check_provenance") + "DROP FUNCTION funds_check_transfers(funds_voucher);"),
        migrations.RunSQL(AUTHORITY, _earlier(authority_before, "funds_check_authority")),
    ]

"""The guards of a payment and its voucher ask the same as before in fewer questions: starting a question costs PostgreSQL more than one village's few rows.

Nothing is asked less. The lines of a voucher are read once, with what stands behind each, where eleven questions read them before; a question that
only some payments or vouchers need stands inside its IF, because an IF with two halves prepares the second even where the first says no.
"""

from importlib import import_module

from django.db import migrations

ledger = import_module("qianxian.funds.migrations.0003_ledger_guards")
payment = import_module("qianxian.funds.migrations.0004_payment_guards")
sums = import_module("qianxian.funds.migrations.0005_sums")
withheld = import_module("qianxian.funds.migrations.0010_withheld_is_handed_on")


def _stood(text: str, *names: str) -> str:
    """The functions as earlier migrations made them."""
    found = []
    for name in names:
        first = text.index(f"FUNCTION {name}(")
        found.append("CREATE OR REPLACE " + text[first : text.index("END $$;", first) + 7])
    return "\n".join(found)


# Of one resolution: what it gave out, and whether for another use, in one pass over its payments.
SUMS = """
CREATE FUNCTION funds_taken_back(leave bigint, code text, but bigint) RETURNS numeric LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT coalesce(sum(q.amount), 0) FROM funds_voucher r JOIN funds_voucher v ON v.id = r.reverses_id JOIN funds_payment q ON q.id = v.payment_id
           WHERE r.division_code = code AND r.reverses_id IS NOT NULL AND q.certificate_id = leave AND q.id IS DISTINCT FROM but);
END $$;

CREATE OR REPLACE FUNCTION funds_spent_under(leave bigint, code text, but bigint) RETURNS numeric LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN (SELECT coalesce(sum(q.amount), 0) FROM funds_payment q
           WHERE q.certificate_id = leave AND q.state IN ('approved', 'booked', 'paid') AND q.id IS DISTINCT FROM but) - funds_taken_back(leave, code, but);
END $$;

CREATE OR REPLACE FUNCTION funds_sums_at_gate(this bigint, code text, purse bigint, leave bigint, use text, OUT held numeric, OUT committed numeric, OUT spent numeric, OUT other_use boolean)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  SELECT coalesce(sum(l.debit - l.credit), 0) INTO held FROM funds_voucherline l WHERE l.fund_id = purse AND left(l.account_id, 2) = '10';
  SELECT coalesce(sum(q.amount), 0) INTO committed FROM funds_payment q WHERE q.fund_id = purse AND q.state IN ('approved', 'booked') AND q.id IS DISTINCT FROM this;
  IF leave IS NULL THEN
    spent := 0;
    other_use := false;
  ELSE
    SELECT coalesce(sum(q.amount), 0) - funds_taken_back(leave, code, this), coalesce(bool_or(q.purpose <> use), false) INTO spent, other_use FROM funds_payment q
     WHERE q.certificate_id = leave AND q.state IN ('approved', 'booked', 'paid') AND q.id IS DISTINCT FROM this;
  END IF;
END $$;
"""
UNDO_SUMS = _stood(sums.SPENT, "funds_spent_under") + _stood(sums.AT_GATE, "funds_sums_at_gate") + "DROP FUNCTION funds_taken_back(bigint, text, bigint);"

POSTING = """
CREATE OR REPLACE FUNCTION funds_number_voucher() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE opened date;
BEGIN
  UPDATE funds_book SET posted = posted + 1 WHERE id = NEW.book_id AND division_code = NEW.division_code RETURNING opened_on INTO opened;
  IF NOT FOUND THEN
    PERFORM funds_refuse('own_book', '账户、资金和凭证要记在本村（社区）自己的账套里。');
  END IF;
  NEW.month := date_trunc('month', NEW."on")::date;
  IF NEW."on" < opened OR NEW."on" > funds_today() THEN
    PERFORM funds_refuse('dated_within_the_book', '凭证日期要在建账日期以后，不能晚于今天。');
  END IF;
  IF EXISTS (SELECT 1 FROM funds_monthclose c WHERE c.book_id = NEW.book_id AND c.month >= NEW.month) THEN
    PERFORM funds_refuse('month_is_closed', '这个月已经结账。请记入未结账的月份。');
  END IF;
  IF NEW.kind = 'opening' THEN
    IF NEW."on" <> opened OR EXISTS (SELECT 1 FROM funds_voucher v LEFT JOIN funds_voucher o ON o.id = v.reverses_id
        WHERE v.book_id = NEW.book_id AND coalesce(o.kind, v.kind) <> 'opening') THEN
      PERFORM funds_refuse('opening_comes_first', '期初凭证记在建账当天，要在其他凭证之前入账。');
    END IF;
  END IF;
  SELECT coalesce(max(v.number), 0) + 1 INTO NEW.number FROM funds_voucher v WHERE v.book_id = NEW.book_id AND v.month = NEW.month;
  NEW.posted_at := now();
  NEW.posted_in := pg_current_xact_id()::text::bigint;
  RETURN NEW;
END $$;

CREATE OR REPLACE FUNCTION funds_place_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE x record;
BEGIN
  SELECT v."on", v.posted_in = pg_current_xact_id()::text::bigint AND NEW.turn BETWEEN 1 AND v.line_count
           AND (v.book_id, v.division_code) = (NEW.book_id, NEW.division_code) AS in_time,
         f.book_id = NEW.book_id AND f.opened_on <= v."on" AS own,
         NEW.counter_fund_id IS NULL OR (NEW.counter_fund_id <> NEW.fund_id AND c.book_id = NEW.book_id AND c.opened_on <= v."on") AS own_other,
         NEW.bank_account_id IS NULL OR (b.book_id = NEW.book_id AND b.opened_on <= v."on" AND (b.closed_on IS NULL OR b.closed_on >= v."on")) AS own_account
    INTO x FROM funds_voucher v LEFT JOIN funds_fund f ON f.id = NEW.fund_id LEFT JOIN funds_fund c ON c.id = NEW.counter_fund_id
    LEFT JOIN funds_bankaccount b ON b.id = NEW.bank_account_id WHERE v.id = NEW.voucher_id;
  IF x.in_time IS NOT TRUE THEN
    PERFORM funds_refuse('no_late_lines', '已入账的凭证不能再加分录。请另做一张凭证。');
  END IF;
  NEW."on" := x."on";
  IF x.own IS NOT TRUE OR x.own_other IS NOT TRUE THEN
    PERFORM funds_refuse('own_fund', '只能动用本村（社区）账套里的资金。');
  END IF;
  IF x.own_account IS NOT TRUE THEN
    PERFORM funds_refuse('own_bank_account', '只能用本村（社区）账套里未销户的银行账户。');
  END IF;
  RETURN NEW;
END $$;
"""
UNDO_POSTING = _stood(ledger.POSTING, "funds_number_voucher", "funds_place_line")

# ``money``: what cash and bank of a fund gain by the voucher; ``flow``: the same with what goes to other funds of the book.
CHECKING = """
CREATE OR REPLACE FUNCTION funds_check_voucher() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE x record;
BEGIN
  SELECT count(*) AS n, coalesce(sum(y.debit), 0) AS debited, coalesce(sum(y.credit), 0) AS credited, bool_or(y.fund_debit <> y.fund_credit) AS lopsided,
         bool_or(y.debit > 0 AND y.account_id ~ '^(20|21|22|231)') AS settles, bool_or(y.cadre_pay AND (y.origin <> 'public' OR y.purpose <> 'pay')) AS pays_cadre,
         bool_or((y.origin = 'public' AND y.holder <> 'centre' AND coalesce(y.exception_basis, '') = '') OR (y.origin = 'collective' AND y.holder = 'centre')) AS misplaced,
         bool_or(y.counter_fund_id IS NOT NULL) AS between, bool_or(y.credit > 0 AND y.account_id ~ '^(241|503|11301)') AS receives,
         bool_or(y.origin = 'public' AND y.credit > 0 AND y.account_id !~ '^(10|241|503|311|133|152|162|11301|21)') AS opens_wrongly,
         bool_or(y.origin = 'public' AND CASE WHEN coalesce(y.money, 0) > 0
           THEN NOT ((left(y.account_id, 3) = '102' OR (left(y.account_id, 3) = '101' AND y.credit > 0)) OR (y.credit > 0 AND (left(y.account_id, 5) = '11301'
                  OR (left(y.account_id, 3) IN ('241', '503') AND y.changed_from_id IS NULL))))
           ELSE y.credit > 0 AND (left(y.account_id, 3) IN ('241', '503', '201', '221', '301') OR y.element = 'income') END) AS unsourced,
         bool_or(y.spends AND (y.earns OR coalesce(y.money, 0) > 0)) AS nets, bool_or(y.flow < 0) AS flows_out
    INTO x FROM (
    SELECT l.debit, l.credit, l.account_id, l.counter_fund_id, f.origin, f.purpose, a.cadre_pay, a.element, b.holder, g.exception_basis, g.changed_from_id,
           sum(l.debit) OVER own AS fund_debit, sum(l.credit) OVER own AS fund_credit,
           sum(l.debit - l.credit) FILTER (WHERE left(l.account_id, 2) = '10') OVER own AS money,
           sum(l.debit - l.credit) FILTER (WHERE left(l.account_id, 2) = '10' OR left(l.account_id, 5) = '11301') OVER own AS flow,
           bool_or(a.element IN ('expense', 'cost') AND l.debit > 0) OVER own AS spends, bool_or(a.element = 'income' AND l.credit > 0) OVER own AS earns
      FROM funds_voucherline l LEFT JOIN funds_fund f ON f.id = l.fund_id LEFT JOIN funds_account a ON a.code = l.account_id
      LEFT JOIN funds_allocation g ON g.id = f.allocation_id LEFT JOIN funds_bankaccount b ON b.id = l.bank_account_id
     WHERE l.voucher_id = NEW.id WINDOW own AS (PARTITION BY l.fund_id)) y;
  IF x.n <> NEW.line_count THEN
    PERFORM funds_refuse('voucher_is_whole', '凭证的分录不完整。至少两行，要一次记完。');
  END IF;
  IF x.debited <> x.credited OR x.debited <> NEW.total THEN
    PERFORM funds_refuse('voucher_balances', '借方合计和贷方合计不相等。请核对金额。');
  END IF;
  IF x.lopsided THEN
    PERFORM funds_refuse('each_fund_balances', '每笔资金的借贷要各自相等。资金之间转款请用「资金之间往来」科目。');
  END IF;
  PERFORM funds_check_balances(NEW, x.settles);
  IF NEW.kind = 'reversal' THEN
    PERFORM funds_check_reversal(NEW);
    RETURN NULL;
  END IF;
  IF NEW.kind <> 'opening' AND x.pays_cadre THEN
    PERFORM funds_refuse('collective_pays_no_cadre', '干部报酬只能从财政安排的干部报酬资金列支，不能用集体收入或其他专项资金。');
  END IF;
  IF x.misplaced THEN
    PERFORM funds_refuse('money_in_its_account', '上级资金进党群服务中心账户（文件另有规定的除外），集体资金进集体或村（居）委会账户。');
  END IF;
  IF x.between THEN
    PERFORM funds_check_transfers(NEW);
  END IF;
  IF (NEW.kind = 'opening' AND x.opens_wrongly) OR (NEW.kind <> 'opening' AND x.unsourced) THEN
    PERFORM funds_refuse('public_money_from_its_source', '上级资金只能按拨付文件收款，不能记入集体收入或借款。');
  END IF;
  IF NEW.kind = 'ordinary' AND x.nets THEN
    PERFORM funds_refuse('no_netting', '收入和支出要分别记账，不能坐支、不能以收抵支。');
  END IF;
  IF x.receives THEN
    PERFORM funds_check_receipts(NEW);
  END IF;
  IF NEW.payment_id IS NOT NULL THEN
    PERFORM funds_check_payment_voucher(NEW);
  ELSIF x.flows_out THEN
    PERFORM funds_refuse('payment_needs_approval', '付款要先办完付款审批。请从付款页办理。');
  END IF;
  RETURN NULL;
END $$;

-- No day's end on which a fund's cash or account would stand below zero, no debt of a fund paid that it does not have.
CREATE FUNCTION funds_check_balances(v funds_voucher, settles boolean) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT l.fund_id, l.bank_account_id FROM funds_voucherline l WHERE l.voucher_id = v.id AND left(l.account_id, 2) = '10'
                   GROUP BY 1, 2 HAVING sum(l.debit - l.credit) < 0) t
    CROSS JOIN LATERAL (SELECT min(r.running) AS low FROM (
      SELECT l."on", sum(sum(l.debit - l.credit)) OVER (ORDER BY l."on") AS running FROM funds_voucherline l
       WHERE l.fund_id = t.fund_id AND l.bank_account_id IS NOT DISTINCT FROM t.bank_account_id AND left(l.account_id, 2) = '10' GROUP BY l."on") r
      WHERE r."on" >= v."on") x
    WHERE x.low < 0) THEN
    PERFORM funds_refuse('no_overdraw', '资金或账户余额不足。请减少金额，或等资金到账。');
  END IF;
  IF settles THEN
    IF EXISTS (SELECT 1 FROM (SELECT l.fund_id, l.account_id FROM funds_voucherline l WHERE l.voucher_id = v.id AND l.debit > 0 AND l.account_id ~ '^(20|21|22|231)') t
        WHERE (SELECT sum(l.credit - l.debit) FROM funds_voucherline l WHERE l.fund_id = t.fund_id AND l.account_id = t.account_id) < 0) THEN
      PERFORM funds_refuse('only_what_is_owed', '这笔资金名下没有这么多应付款。请核对科目和资金，不能用一笔资金还另一笔资金的账。');
    END IF;
  END IF;
END $$;

CREATE FUNCTION funds_check_receipts(v funds_voucher) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT l.fund_id FROM funds_voucherline l WHERE l.voucher_id = v.id AND l.credit > 0 AND l.account_id ~ '^(241|503|11301)') t
    JOIN funds_fund f ON f.id = t.fund_id JOIN funds_allocation a ON a.id = f.allocation_id
    WHERE a.amount < (SELECT sum(CASE WHEN w.kind = 'reversal' THEN -l.debit ELSE l.credit END) FROM funds_voucherline l JOIN funds_voucher w ON w.id = l.voucher_id
                       WHERE l.fund_id = f.id AND l.account_id ~ '^(241|503|11301)')) THEN
    PERFORM funds_refuse('within_the_allocation', '到账合计超过拨付金额。请核对拨付文件。');
  END IF;
END $$;

DROP FUNCTION funds_check_sums(funds_voucher);
DROP FUNCTION funds_check_provenance(funds_voucher);
DROP FUNCTION funds_check_outflow(funds_voucher);
"""
UNDO_CHECKING = (
    _stood(ledger.CHECKING, "funds_check_sums", "funds_check_outflow", "funds_check_voucher") + _stood(sums.PROVENANCE, "funds_check_provenance")
    + "DROP FUNCTION funds_check_balances(funds_voucher, boolean); DROP FUNCTION funds_check_receipts(funds_voucher);"
)  # fmt: skip

PAYMENT = """
CREATE OR REPLACE FUNCTION funds_check_facts(p funds_payment) RETURNS void LANGUAGE plpgsql AS $$
DECLARE x record;
BEGIN
  SELECT b.division_code = p.division_code AND f.book_id = p.book_id AND (p.bank_account_id IS NULL OR k.book_id = p.book_id) AS own,
         f.purpose IN ('general', p.purpose) AS fits, a.element IN ('asset', 'liability', 'cost', 'expense') AND a.code !~ '^(10|11301)' AS right_account
    INTO x FROM funds_book b LEFT JOIN funds_fund f ON f.id = p.fund_id LEFT JOIN funds_bankaccount k ON k.id = p.bank_account_id
    LEFT JOIN funds_account a ON a.code = p.account_id WHERE b.id = p.book_id;
  IF x.own IS NOT TRUE THEN
    PERFORM funds_refuse('own_fund', '只能动用本村（社区）账套里的资金。');
  END IF;
  IF x.fits IS NOT TRUE THEN
    PERFORM funds_refuse('purpose_as_earmarked', '付款用途和资金用途不一致。请换一笔资金，或先取得原批准单位同意改变用途。');
  END IF;
  IF x.right_account IS NOT TRUE THEN
    PERFORM funds_refuse('payment_account', '付款要记入费用、成本、资产或负债科目。请另选科目。');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION funds_guard_payment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE was funds_payment%ROWTYPE;
  blank boolean := (NEW.looked_by, NEW.looked_for, NEW.approved_by, NEW.approved_for, NEW.booked_by, NEW.booked_for, NEW.paid_by, NEW.paid_for)
                   = ('', '', '', '', '', '', '', '') AND num_nonnulls(NEW.looked_on, NEW.approved_on, NEW.booked_on, NEW.paid_on) = 0;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'requested' OR NOT blank THEN
      PERFORM funds_refuse('one_step_after_the_other', '付款要依次经手、监督、审批、记账、付款，每一步写明办理人和日期。');
    END IF;
  ELSE
    IF OLD.state IN ('paid', 'withdrawn') THEN
      PERFORM funds_refuse('paid_stays', '已付款或已撤回的付款不能改。付错的请冲销凭证后重新办理。');
    END IF;
    -- All but the steps, columns that come later included; as rows, which need not be written as JSON first.
    was := OLD;
    was.version := NEW.version; was.state := NEW.state; was.returned_reason := NEW.returned_reason;
    was.looked_on := NEW.looked_on; was.looked_by := NEW.looked_by; was.looked_for := NEW.looked_for;
    was.approved_on := NEW.approved_on; was.approved_by := NEW.approved_by; was.approved_for := NEW.approved_for;
    was.booked_on := NEW.booked_on; was.booked_by := NEW.booked_by; was.booked_for := NEW.booked_for;
    was.paid_on := NEW.paid_on; was.paid_by := NEW.paid_by; was.paid_for := NEW.paid_for;
    IF was IS DISTINCT FROM NEW AND NOT (NEW.state = 'requested' AND blank) THEN
      PERFORM funds_refuse('changed_payment_starts_again', '收款人、金额等内容改动后，要从经手重新办理。');
    END IF;
    IF NEW.state = 'requested' AND NOT blank OR (NEW.state <> 'requested' AND NOT
       (OLD.state, NEW.state) IN (('requested', 'looked'), ('looked', 'approved'), ('approved', 'booked'), ('booked', 'paid'), ('requested', 'returned'), ('looked', 'returned'),
        ('approved', 'returned'), ('booked', 'returned'), ('requested', 'withdrawn'), ('looked', 'withdrawn'), ('approved', 'withdrawn'), ('booked', 'withdrawn'), ('returned', 'withdrawn'))) THEN
      PERFORM funds_refuse('one_step_after_the_other', '付款要依次经手、监督、审批、记账、付款，每一步写明办理人和日期。');
    END IF;
    IF NEW.state NOT IN ('requested', 'returned', 'withdrawn') AND (
       (OLD.looked_by <> '' AND (NEW.looked_by, NEW.looked_for, NEW.looked_on) IS DISTINCT FROM (OLD.looked_by, OLD.looked_for, OLD.looked_on)) OR
       (OLD.approved_by <> '' AND (NEW.approved_by, NEW.approved_for, NEW.approved_on) IS DISTINCT FROM (OLD.approved_by, OLD.approved_for, OLD.approved_on)) OR
       (OLD.booked_by <> '' AND (NEW.booked_by, NEW.booked_for, NEW.booked_on) IS DISTINCT FROM (OLD.booked_by, OLD.booked_for, OLD.booked_on))) THEN
      PERFORM funds_refuse('signatures_stay', '前面各步的办理人和日期不能改。请退回重新办理。');
    END IF;
  END IF;
  PERFORM funds_check_facts(NEW);
  PERFORM funds_check_hands(NEW);
  IF NEW.state IN ('approved', 'paid') THEN
    IF NEW.state = 'approved' THEN
      UPDATE funds_book SET posted = posted WHERE id = NEW.book_id;
    ELSE
      -- Its voucher, without which it cannot be paid, writes the book's row.
      PERFORM 1 FROM funds_book b WHERE b.id = NEW.book_id FOR NO KEY UPDATE;
    END IF;
    PERFORM funds_check_authority(NEW, CASE NEW.state WHEN 'paid' THEN NEW.paid_on ELSE NEW.approved_on END);
    IF NEW.state = 'approved' THEN
      PERFORM funds_check_approval(NEW);
    END IF;
  END IF;
  RETURN NEW;
END $$;
"""
UNDO_PAYMENT = _stood(payment.PAYMENT, "funds_check_facts", "funds_guard_payment")


def _asked_inside(text: str) -> str:
    """The certificate's two questions about amount and use, which are the approval's, inside an IF of their own."""
    use, amount = "IF p.state = 'approved' AND EXISTS (SELECT 1 FROM funds_payment q", "IF p.state = 'approved' AND funds_spent_under("
    assert text.count(use) == text.count(amount) == 1
    first = text.index(use)
    last = text.index("END IF;", text.index(amount)) + len("END IF;")
    asked = text[first:last].replace("IF p.state = 'approved' AND ", "IF ")
    return f"{text[:first]}IF p.state = 'approved' THEN\n    {asked}\n    END IF;{text[last:]}"


class Migration(migrations.Migration):
    dependencies = [("funds", "0011_sums_of_open_months")]

    operations = [
        migrations.RunSQL(SUMS, UNDO_SUMS),
        migrations.RunSQL(POSTING, UNDO_POSTING),
        migrations.RunSQL(CHECKING, UNDO_CHECKING),
        migrations.RunSQL(PAYMENT, UNDO_PAYMENT),
        migrations.RunSQL(_asked_inside(withheld.AUTHORITY), withheld.AUTHORITY),
    ]

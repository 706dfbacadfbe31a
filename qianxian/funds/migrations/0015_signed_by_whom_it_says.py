"""What straight SQL still got away with: a closing that nets, days before a revocation, a deputy nobody named, another's signature on a payment's voucher,
a draft called posted by a voucher of something else, a bank statement with later lines, an emergency ratified by its own hands."""

from importlib import import_module

from django.db import migrations, models

before = import_module("qianxian.funds.migrations.0004_payment_guards").PAYMENT
repairs = import_module("qianxian.funds.migrations.0013_corrections_are_paid_by_their_run")
reworded, as_in = repairs.reworded, repairs._as_in
AUTHORITY, VOUCHER = "funds_check_authority(funds_payment,date)", "funds_check_payment_voucher(funds_voucher)"

CLOSING = """
-- Carrying a result over moves no money, and pays no expense out of income (坐支) under another name.
CREATE FUNCTION funds_guard_closing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM funds_voucherline l JOIN funds_account a ON a.code = l.account_id WHERE l.voucher_id = NEW.id GROUP BY l.fund_id
             HAVING bool_or(left(l.account_id, 2) = '10' OR l.counter_fund_id IS NOT NULL)
                 OR (bool_or(a.element IN ('expense', 'cost') AND l.debit > 0) AND bool_or(a.element = 'income' AND l.credit > 0))) THEN
    PERFORM funds_refuse('closing_moves_no_money', '期末结转不动银行存款和现金，也不能以收抵支。收付款请用普通凭证。');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER voucher_closing AFTER INSERT ON funds_voucher DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.kind = 'closing')
  EXECUTE FUNCTION funds_guard_closing();
"""

# However early the payment calls itself: what is revoked or ended by today unlocks nothing today.
REVOKED = ("OR c.revoked_on <= day THEN", "OR (c.revoked_on IS NOT NULL AND c.revoked_on <= greatest(day, funds_today())) THEN")
ENDED = ("OR s.ended_on <= day THEN", "OR (s.ended_on IS NOT NULL AND s.ended_on <= greatest(day, funds_today())) THEN")
SIGNED = ("OR p.booked_by <> v.prepared_by THEN", "OR (p.booked_by, p.approved_by) IS DISTINCT FROM (v.prepared_by, v.checked_by) THEN")

DEPUTIES = """
CREATE FUNCTION funds_guard_deputies() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- A hand that signed before stays: its deputy's grant may have been ended since.
  IF EXISTS (SELECT 1 FROM (VALUES
         (NEW.handled_by, NEW.handled_for, NEW.requested_on, OLD.handled_by, OLD.handled_for, OLD.requested_on),
         (NEW.looked_by, NEW.looked_for, NEW.looked_on, OLD.looked_by, OLD.looked_for, OLD.looked_on),
         (NEW.approved_by, NEW.approved_for, NEW.approved_on, OLD.approved_by, OLD.approved_for, OLD.approved_on),
         (NEW.booked_by, NEW.booked_for, NEW.booked_on, OLD.booked_by, OLD.booked_for, OLD.booked_on),
         (NEW.paid_by, NEW.paid_for, NEW.paid_on, OLD.paid_by, OLD.paid_for, OLD.paid_on)) AS hand(by, principal, day, was_by, was_principal, was_day)
              WHERE hand.principal <> '' AND (hand.by, hand.principal, hand.day) IS DISTINCT FROM (hand.was_by, hand.was_principal, hand.was_day) AND NOT EXISTS (
                SELECT 1 FROM accounts_rolegrant g JOIN accounts_user u ON u.id = g.user_id JOIN accounts_rolegrant p ON p.id = g.deputy_for_id JOIN accounts_user w ON w.id = p.user_id
                 WHERE u.login = hand.by AND w.login = hand.principal AND g.period @> hand.day)) THEN
    PERFORM funds_refuse('deputy_was_named', '代办要有当天有效的代理授权。请由安全管理员先登记代理。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_with_named_deputies BEFORE INSERT OR UPDATE ON funds_payment FOR EACH ROW
  WHEN (NEW.handled_for <> '' OR NEW.looked_for <> '' OR NEW.approved_for <> '' OR NEW.booked_for <> '' OR NEW.paid_for <> '') EXECUTE FUNCTION funds_guard_deputies();
"""

RATIFIED = """
CREATE OR REPLACE FUNCTION funds_guard_ratification() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE p funds_payment%ROWTYPE;
BEGIN
  SELECT * INTO p FROM funds_payment q WHERE q.id = NEW.payment_id AND q.division_code = NEW.division_code AND q.authority = 'emergency' AND q.state = 'paid'
     AND NEW.resolved_on >= q.requested_on AND NEW.resolved_on <= funds_today();
  IF NOT FOUND THEN
    PERFORM funds_refuse('ratifies_an_emergency', '只有已付的应急支出可以补办决议，决议日期在支出以后。');
  END IF;
  IF NEW.entered_by IN (p.handled_by, p.handled_for, p.approved_by, p.approved_for, p.paid_by, p.paid_for) THEN
    PERFORM funds_refuse('ratified_by_another', '补办的决议由经手、审批、付款以外的人登记。请换一个人。');
  END IF;
  IF NEW.certificate_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM decisions_certificate c WHERE c.id = NEW.certificate_id AND c.division_code = p.division_code
      AND c.revoked_on IS NULL AND c.amount_limit >= p.amount) THEN
    PERFORM funds_refuse('ratified_by_its_village', '补办的决策凭证要是本村（社区）的、没有撤销的，金额不少于这笔支出。');
  END IF;
  RETURN NEW;
END $$;
"""

DRAFTS = """
CREATE FUNCTION funds_guard_draft() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.state <> 'prepared' OR to_jsonb(NEW) - '{state,settled_by,drop_reason,voucher_id,version}'::text[]
      IS DISTINCT FROM to_jsonb(OLD) - '{state,settled_by,drop_reason,voucher_id,version}'::text[] THEN
    PERFORM funds_refuse('draft_stays', '制单后的凭证不能改。请撤销后重新制单。');
  END IF;
  IF NEW.state = 'posted' AND NOT EXISTS (SELECT 1 FROM funds_voucher v WHERE v.id = NEW.voucher_id AND v.book_id = NEW.book_id AND v.kind = NEW.kind AND v."on" = NEW."on"
      AND v.prepared_by = NEW.prepared_by AND v.line_count = jsonb_array_length(NEW.lines)
      AND v.reverses_id IS NOT DISTINCT FROM NEW.reverses_id AND NOT EXISTS (
        SELECT 1 FROM jsonb_array_elements(NEW.lines) WITH ORDINALITY AS d(line, turn) LEFT JOIN funds_voucherline l ON l.voucher_id = v.id AND l.turn = d.turn
         WHERE (l.account_id, l.fund_id, l.debit, l.credit) IS DISTINCT FROM
               ((d.line ->> 'account')::varchar, (d.line ->> 'fund')::bigint, (d.line ->> 'debit')::numeric, (d.line ->> 'credit')::numeric))) THEN
    PERFORM funds_refuse('draft_posted_as_it_stands', '入账的凭证和制单内容不一致。请从凭证页审核入账。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER draft_stays BEFORE UPDATE ON funds_voucherdraft FOR EACH ROW EXECUTE FUNCTION funds_guard_draft();
"""

STATEMENTS = """
ALTER TABLE funds_bankstatement DISABLE TRIGGER statement_stays;
SELECT set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
UPDATE funds_bankstatement s SET line_count = (SELECT count(*) FROM funds_bankstatementline l WHERE l.statement_id = s.id);
SELECT set_config('qianxian.reach', '', true);
SET CONSTRAINTS ALL IMMEDIATE;
ALTER TABLE funds_bankstatement ENABLE TRIGGER statement_stays;
CREATE UNIQUE INDEX one_statement_line_per_turn ON funds_bankstatementline (statement_id, turn);

CREATE FUNCTION funds_guard_statement_line() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM funds_bankstatement s WHERE s.id = NEW.statement_id AND s.division_code = NEW.division_code AND NEW.turn BETWEEN 1 AND s.line_count
      AND NEW."on" >= s.month AND NEW."on" < s.month + interval '1 month') THEN
    PERFORM funds_refuse('statement_as_the_bank_told_it', '对账单导入后不能加减明细。有误的请重新导入整份对账单。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statement_line_of_its_file BEFORE INSERT ON funds_bankstatementline FOR EACH ROW EXECUTE FUNCTION funds_guard_statement_line();

CREATE FUNCTION funds_statement_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM funds_bankstatementline l WHERE l.statement_id = NEW.id HAVING count(*) <> NEW.line_count OR coalesce(sum(l.amount), 0) <> NEW.closing - NEW.opening)
     OR NOT EXISTS (SELECT 1 FROM funds_bankaccount b WHERE b.id = NEW.bank_account_id AND b.division_code = NEW.division_code) THEN
    PERFORM funds_refuse('statement_as_the_bank_told_it', '对账单导入后不能加减明细。有误的请重新导入整份对账单。');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER statement_adds_up AFTER INSERT ON funds_bankstatement DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funds_statement_adds_up();
"""
UNDO_STATEMENTS = """
DROP FUNCTION funds_statement_adds_up() CASCADE; DROP FUNCTION funds_guard_statement_line() CASCADE; DROP INDEX one_statement_line_per_turn;
"""

# A month is closed by straight SQL as little as by the command while its bank says otherwise and nobody wrote why.
RECONCILED = """
CREATE FUNCTION funds_guard_month_reconciled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM funds_bankaccount b JOIN funds_bankstatement s ON s.bank_account_id = b.id AND s.month = NEW.month AND NOT s.replaced AND s.explanation = ''
      WHERE b.book_id = NEW.book_id AND s.closing <> (SELECT coalesce(sum(l.debit - l.credit), 0) FROM funds_voucherline l
        WHERE l.bank_account_id = b.id AND l."on" < NEW.month + interval '1 month')) THEN
    PERFORM funds_refuse('month_reconciled', '账面余额和银行对账单不一致，还没有写明原因。请查明后再结账。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER month_reconciled BEFORE INSERT ON funds_monthclose FOR EACH ROW EXECUTE FUNCTION funds_guard_month_reconciled();
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0014_payees_by_any_spelling"), ("accounts", "0003_three_officers")]

    operations = [
        migrations.RunSQL(CLOSING, "DROP FUNCTION funds_guard_closing() CASCADE;"),
        *(migrations.RunSQL(reworded(AUTHORITY, was, becomes), reworded(AUTHORITY, becomes, was)) for was, becomes in (REVOKED, ENDED)),
        migrations.RunSQL(reworded(VOUCHER, *SIGNED), reworded(VOUCHER, *reversed(SIGNED))),
        migrations.RunSQL(DEPUTIES, "DROP FUNCTION funds_guard_deputies() CASCADE;"),
        migrations.RunSQL(RATIFIED, as_in(before, "funds_guard_ratification")),
        migrations.RunSQL(DRAFTS, "DROP FUNCTION funds_guard_draft() CASCADE;"),
        migrations.AddField("bankstatement", "line_count", models.PositiveIntegerField(default=0, db_default=0)),
        migrations.RunSQL(STATEMENTS, UNDO_STATEMENTS),
        migrations.RunSQL(RECONCILED, "DROP FUNCTION funds_guard_month_reconciled() CASCADE;"),
    ]

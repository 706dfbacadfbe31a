"""Payments as PostgreSQL keeps them: five people, one step after the other, a named authority that reaches, within ceiling and balance."""

from django.db import migrations

BASES = """
CREATE FUNCTION funds_setting(name text, day date, otherwise integer) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT (s.value #>> '{}')::integer FROM rulebook_setting s WHERE s.key = name AND s.period @> day), otherwise)
$$;

CREATE FUNCTION funds_guard_standing() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND (NEW.confirmed_by <> '' OR NEW.ended_on IS NOT NULL) THEN
    PERFORM funds_refuse('standing_resolution_by_two_people', '小额支出决议由一人录入、另一人核对后才生效。');
  END IF;
  IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - '{confirmed_by,ended_on,version}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{confirmed_by,ended_on,version}'::text[]
      OR (OLD.confirmed_by <> '' AND NEW.confirmed_by <> OLD.confirmed_by) OR OLD.ended_on IS NOT NULL) THEN
    PERFORM funds_refuse('standing_resolution_stays', '小额支出决议核对后不能改。请终止后按新决议另录。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER standing_resolution_stays BEFORE INSERT OR UPDATE ON funds_standingresolution FOR EACH ROW EXECUTE FUNCTION funds_guard_standing();

CREATE FUNCTION funds_guard_ceiling() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.confirmed_by <> '' THEN
    PERFORM funds_refuse('ceiling_changed_by_two_people', '审批限额由一人提出、另一人确认，本人不能参与。');
  END IF;
  IF TG_OP = 'UPDATE' AND (to_jsonb(NEW) - '{confirmed_by,version}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{confirmed_by,version}'::text[] OR OLD.confirmed_by <> '') THEN
    PERFORM funds_refuse('ceiling_stays', '审批限额确认后不能改。请另提新的限额。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ceiling_by_two BEFORE INSERT OR UPDATE ON funds_approverceiling FOR EACH ROW EXECUTE FUNCTION funds_guard_ceiling();
"""
UNDO_BASES = "DROP FUNCTION funds_guard_ceiling() CASCADE; DROP FUNCTION funds_guard_standing() CASCADE; DROP FUNCTION funds_setting(text, date, integer);"

AUTHORITY = """
CREATE FUNCTION funds_check_authority(p funds_payment, day date) RETURNS void LANGUAGE plpgsql AS $$
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
    IF EXISTS (SELECT 1 FROM funds_payment q WHERE q.certificate_id = c.id AND q.id <> p.id AND q.purpose <> p.purpose AND q.state IN ('approved', 'booked', 'paid')) THEN
      PERFORM funds_refuse('resolution_of_the_purpose', '这份决议已用于另一种用途。一份决议只能用于决议写明的用途。');
    END IF;
    IF (SELECT coalesce(sum(q.amount), 0) FROM funds_payment q LEFT JOIN funds_voucher v ON v.payment_id = q.id LEFT JOIN funds_voucher r ON r.reverses_id = v.id
         WHERE q.certificate_id = c.id AND q.id <> p.id AND q.state IN ('approved', 'booked', 'paid') AND r.id IS NULL) + p.amount > c.amount_limit THEN
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
UNDO_AUTHORITY = "DROP FUNCTION funds_check_authority(funds_payment, date);"

PAYMENT = """
CREATE FUNCTION funds_check_facts(p funds_payment) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM funds_book b WHERE b.id = p.book_id AND b.division_code = p.division_code) OR
     NOT EXISTS (SELECT 1 FROM funds_fund f WHERE f.id = p.fund_id AND f.book_id = p.book_id) OR
     (p.bank_account_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM funds_bankaccount b WHERE b.id = p.bank_account_id AND b.book_id = p.book_id)) THEN
    PERFORM funds_refuse('own_fund', '只能动用本村（社区）账套里的资金。');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM funds_fund f WHERE f.id = p.fund_id AND f.purpose IN ('general', p.purpose)) THEN
    PERFORM funds_refuse('purpose_as_earmarked', '付款用途和资金用途不一致。请换一笔资金，或先取得原批准单位同意改变用途。');
  END IF;
  IF NOT EXISTS (SELECT 1 FROM funds_account a WHERE a.code = p.account_id AND a.element IN ('asset', 'liability', 'cost', 'expense') AND a.code !~ '^(10|11301)') THEN
    PERFORM funds_refuse('payment_account', '付款要记入费用、成本、资产或负债科目。请另选科目。');
  END IF;
END $$;

CREATE FUNCTION funds_check_hands(p funds_payment) RETURNS void LANGUAGE plpgsql AS $$
DECLARE hands text[] := array_remove(ARRAY[p.handled_by, p.handled_for, p.looked_by, p.looked_for, p.approved_by, p.approved_for, p.booked_by, p.booked_for, p.paid_by, p.paid_for], '');
BEGIN
  IF (SELECT count(DISTINCT one) FROM unnest(hands) one) <> cardinality(hands) THEN
    PERFORM funds_refuse('five_different_people', '经手、监督、审批、记账、付款要由五个不同的人办理，代办的也算。');
  END IF;
  IF p.handled_by = '' OR (p.state IN ('looked', 'approved', 'booked', 'paid') AND (p.looked_by = '' OR p.looked_on < p.requested_on IS NOT FALSE))
     OR (p.state IN ('approved', 'booked', 'paid') AND (p.approved_by = '' OR p.approved_on < p.looked_on IS NOT FALSE))
     OR (p.state IN ('booked', 'paid') AND (p.booked_by = '' OR p.booked_on < p.approved_on IS NOT FALSE))
     OR (p.state = 'paid' AND (p.paid_by = '' OR p.paid_on < p.booked_on IS NOT FALSE OR p.paid_on > funds_today())) THEN
    PERFORM funds_refuse('one_step_after_the_other', '付款要依次经手、监督、审批、记账、付款，每一步写明办理人和日期。');
  END IF;
END $$;

CREATE FUNCTION funds_check_approval(p funds_payment) RETURNS void LANGUAGE plpgsql AS $$
DECLARE most numeric; principal text := coalesce(nullif(p.approved_for, ''), p.approved_by);
BEGIN
  SELECT c.amount INTO most FROM funds_approverceiling c WHERE c.login = principal AND c.confirmed_by <> '' AND c.first_day <= p.approved_on
     AND p.division_code ^@ regexp_replace(c.division_code, '(000000|000)$', '') ORDER BY c.first_day DESC, c.id DESC LIMIT 1;
  IF most IS NULL OR most < p.amount THEN
    PERFORM funds_refuse('within_the_ceiling', '金额超过审批人的限额。请报上一级（镇、街道）审批。');
  END IF;
  IF EXISTS (SELECT 1 FROM accounts_user u JOIN people_person n ON n.uuid = u.person_uuid
      WHERE n.id = p.payee_person_id AND u.login IN (p.approved_by, p.approved_for)) THEN
    PERFORM funds_refuse('own_expense_goes_up', '审批人不能审批自己的支出。请报上一级（镇、街道）审批。');
  END IF;
  IF (SELECT coalesce(sum(l.debit - l.credit), 0) FROM funds_voucherline l WHERE l.fund_id = p.fund_id AND left(l.account_id, 2) = '10')
     - (SELECT coalesce(sum(q.amount), 0) FROM funds_payment q WHERE q.fund_id = p.fund_id AND q.id <> p.id AND q.state IN ('approved', 'booked')) < p.amount THEN
    PERFORM funds_refuse('within_what_is_left', '资金减去已审批未支付的款项后，余额不够。请减少金额，或等资金到账。');
  END IF;
END $$;

CREATE FUNCTION funds_guard_payment() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE facts text[] := '{version,state,returned_reason,looked_on,looked_by,looked_for,approved_on,approved_by,approved_for,booked_on,booked_by,booked_for,paid_on,paid_by,paid_for}';
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
    IF to_jsonb(NEW) - facts IS DISTINCT FROM to_jsonb(OLD) - facts AND NOT (NEW.state = 'requested' AND blank) THEN
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
    UPDATE funds_book SET posted = posted WHERE id = NEW.book_id;
    PERFORM funds_check_authority(NEW, CASE NEW.state WHEN 'paid' THEN NEW.paid_on ELSE NEW.approved_on END);
    IF NEW.state = 'approved' THEN
      PERFORM funds_check_approval(NEW);
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payment_step_by_step BEFORE INSERT OR UPDATE ON funds_payment FOR EACH ROW EXECUTE FUNCTION funds_guard_payment();

CREATE FUNCTION funds_paid_has_voucher() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state = 'paid' AND NOT EXISTS (SELECT 1 FROM funds_voucher v WHERE v.payment_id = NEW.id) THEN
    PERFORM funds_refuse('paid_with_a_voucher', '付款要同时记账。请从付款页办理。');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER paid_with_a_voucher AFTER UPDATE ON funds_payment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funds_paid_has_voucher();

CREATE FUNCTION funds_guard_ratification() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM funds_payment p WHERE p.id = NEW.payment_id AND p.division_code = NEW.division_code AND p.authority = 'emergency' AND p.state = 'paid'
      AND NEW.resolved_on >= p.requested_on AND NEW.resolved_on <= funds_today()) THEN
    PERFORM funds_refuse('ratifies_an_emergency', '只有已付的应急支出可以补办决议，决议日期在支出以后。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ratifies_an_emergency BEFORE INSERT ON funds_ratification FOR EACH ROW EXECUTE FUNCTION funds_guard_ratification();
"""
UNDO_PAYMENT = """
DROP FUNCTION funds_guard_ratification() CASCADE; DROP FUNCTION funds_paid_has_voucher() CASCADE; DROP FUNCTION funds_guard_payment() CASCADE;
DROP FUNCTION funds_check_approval(funds_payment); DROP FUNCTION funds_check_hands(funds_payment); DROP FUNCTION funds_check_facts(funds_payment);
"""

PUBLISHED = """
CREATE FUNCTION funds_guard_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - '{explanation,explained_by,replaced,version}'::text[] IS DISTINCT FROM to_jsonb(OLD) - '{explanation,explained_by,replaced,version}'::text[]
     OR OLD.replaced THEN
    PERFORM funds_refuse('statement_stays', '银行对账单导入后不能改。有误的请重新导入。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statement_stays BEFORE UPDATE ON funds_bankstatement FOR EACH ROW EXECUTE FUNCTION funds_guard_statement();

CREATE FUNCTION funds_guard_disclosure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT (OLD.state, NEW.state) IN (('prepared', 'signed'), ('signed', 'published')) OR
     (NEW.book_id, NEW.division_code, NEW.first_month, NEW.last_month, NEW.content, NEW.prepared_by) IS DISTINCT FROM
     (OLD.book_id, OLD.division_code, OLD.first_month, OLD.last_month, OLD.content, OLD.prepared_by) OR (OLD.state = 'signed' AND NEW.signed_by <> OLD.signed_by) THEN
    PERFORM funds_refuse('disclosure_stays', '财务公开表编制后内容不能改，监督委员会签字后才能公开。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER disclosure_stays BEFORE UPDATE ON funds_disclosuresheet FOR EACH ROW EXECUTE FUNCTION funds_guard_disclosure();
"""
UNDO_PUBLISHED = "DROP FUNCTION funds_guard_disclosure() CASCADE; DROP FUNCTION funds_guard_statement() CASCADE;"


class Migration(migrations.Migration):
    dependencies = [("funds", "0003_ledger_guards"), ("accounts", "0002_second_factor"), ("pay", "0005_guards"), ("decisions", "0002_guards"), ("rulebook", "__first__")]

    operations = [
        migrations.RunSQL(BASES, UNDO_BASES),
        migrations.RunSQL(AUTHORITY, UNDO_AUTHORITY),
        migrations.RunSQL(PAYMENT, UNDO_PAYMENT),
        migrations.RunSQL(PUBLISHED, UNDO_PUBLISHED),
    ]

"""The ledger as PostgreSQL keeps it, whoever writes: every rule hangs on which accounts move, none on what a voucher is called.

The book's row is updated by each posting: two of them follow one another, and one with an old snapshot is refused instead of counting on stale sums.
"""

from django.db import migrations

# The county's business day, and one way to refuse.
WORDS = """
CREATE FUNCTION funds_today() RETURNS date LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT example_day FROM divisions_county WHERE example_day IS NOT NULL LIMIT 1), (now() AT TIME ZONE 'Asia/Shanghai')::date)
$$;
CREATE FUNCTION funds_refuse(name text, sentence text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING ERRCODE = 'QX001', CONSTRAINT = name, MESSAGE = sentence;
END $$;
"""
UNDO_WORDS = "DROP FUNCTION funds_refuse(text, text); DROP FUNCTION funds_today();"

# What stands once: accounts by their parents, books, bank accounts of units, funds with their allocation's terms, sources not given out twice.
PLACES = """
CREATE FUNCTION funds_guard_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM funds_account p WHERE p.code = NEW.parent_id AND NEW.code ~ '^[0-9]+$' AND NEW.code ^@ p.code AND NEW.code <> p.code
    AND (p.element, p.side) = (NEW.element, NEW.side) AND (NEW.cadre_pay OR NOT p.cadre_pay);
  IF NOT FOUND THEN
    PERFORM funds_refuse('account_below_its_parent', '新增科目要放在已有科目下面，类别和方向与上级科目一致。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER account_below_its_parent BEFORE INSERT OR UPDATE ON funds_account FOR EACH ROW EXECUTE FUNCTION funds_guard_account();

CREATE FUNCTION funds_guard_book() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.uuid, NEW.division_code, NEW.opened_on, NEW.opened_by) IS DISTINCT FROM (OLD.id, OLD.uuid, OLD.division_code, OLD.opened_on, OLD.opened_by)
     OR NEW.posted NOT BETWEEN OLD.posted AND OLD.posted + 1 THEN
    PERFORM funds_refuse('book_stays', '账套建立后，所属村（社区）和建账日期不能改。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER book_stays BEFORE UPDATE ON funds_book FOR EACH ROW EXECUTE FUNCTION funds_guard_book();

CREATE FUNCTION funds_guard_bank_account() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM funds_book b WHERE b.id = NEW.book_id AND b.division_code = NEW.division_code) THEN
    PERFORM funds_refuse('own_book', '账户、资金和凭证要记在本村（社区）自己的账套里。');
  END IF;
  IF char_length(NEW.name) < 5 OR NEW.name !~ '(委员会|服务中心|合作社|联合社|经济社|联社|公司|政府|办事处|结算中心|财政所|村委会|居委会)[）)]?$' THEN
    PERFORM funds_refuse('account_of_a_unit', '集体资金和财政资金不能存在个人名下。请用单位全称开户。');
  END IF;
  IF TG_OP = 'UPDATE' AND ((NEW.uuid, NEW.book_id, NEW.division_code, NEW.holder, NEW.name, NEW.bank, NEW.number_index, NEW.number_sealed, NEW.opened_on, NEW.opened_by)
      IS DISTINCT FROM (OLD.uuid, OLD.book_id, OLD.division_code, OLD.holder, OLD.name, OLD.bank, OLD.number_index, OLD.number_sealed, OLD.opened_on, OLD.opened_by)
      OR OLD.closed_on IS NOT NULL) THEN
    PERFORM funds_refuse('bank_account_stays', '银行账户登记后只能销户，不能改。请销户后另开。');
  END IF;
  IF NEW.closed_on IS NOT NULL AND (SELECT coalesce(sum(l.debit - l.credit), 0) FROM funds_voucherline l WHERE l.bank_account_id = NEW.id) <> 0 THEN
    PERFORM funds_refuse('closed_when_empty', '账户还有余额，不能销户。请先转清余额。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER bank_account_of_a_unit BEFORE INSERT OR UPDATE ON funds_bankaccount FOR EACH ROW EXECUTE FUNCTION funds_guard_bank_account();

CREATE FUNCTION funds_guard_fund() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM funds_book b WHERE b.id = NEW.book_id AND b.division_code = NEW.division_code) THEN
    PERFORM funds_refuse('own_book', '账户、资金和凭证要记在本村（社区）自己的账套里。');
  END IF;
  IF NEW.allocation_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM funds_allocation a WHERE a.id = NEW.allocation_id
      AND a.division_code = NEW.division_code AND a.purpose = NEW.purpose) THEN
    PERFORM funds_refuse('fund_as_allocated', '资金的村（社区）和用途要与拨付文件一致。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER fund_as_allocated BEFORE INSERT OR UPDATE ON funds_fund FOR EACH ROW EXECUTE FUNCTION funds_guard_fund();

CREATE FUNCTION funds_guard_source() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) - 'allocated' - 'version' IS DISTINCT FROM to_jsonb(OLD) - 'allocated' - 'version' OR NEW.allocated NOT BETWEEN OLD.allocated AND OLD.allocated + 1 THEN
    PERFORM funds_refuse('source_stays', '资金来源登记后不能改。文件有变动的，请另行登记。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER source_stays BEFORE UPDATE ON funds_fundsource FOR EACH ROW EXECUTE FUNCTION funds_guard_source();

CREATE FUNCTION funds_guard_allocation() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE s funds_fundsource%ROWTYPE; f funds_allocation%ROWTYPE;
BEGIN
  UPDATE funds_fundsource SET allocated = allocated + 1 WHERE id = NEW.source_id RETURNING * INTO s;
  IF NOT FOUND OR NOT NEW.division_code ^@ regexp_replace(s.division_code, '(000000|000)$', '') THEN
    PERFORM funds_refuse('allocation_of_its_source', '只能在资金来源所属的区、镇（街道）范围内拨付。');
  END IF;
  IF (NEW.level, NEW.kind, NEW.doc_no, NEW.approver, NEW.exception_basis, NEW.rectification) IS DISTINCT FROM
     (s.level, s.kind, s.doc_no, s.approver, s.exception_basis, s.rectification) THEN
    PERFORM funds_refuse('allocation_of_its_source', '拨付的级别、文号、批准单位要与资金来源一致。');
  END IF;
  IF NEW.changed_from_id IS NULL THEN
    IF NEW.purpose <> s.purpose THEN
      PERFORM funds_refuse('purpose_needs_consent', '用途和资金来源不一致。改变用途要有原批准单位的书面同意。');
    END IF;
    IF (SELECT coalesce(sum(a.amount), 0) FROM funds_allocation a WHERE a.source_id = NEW.source_id AND a.changed_from_id IS NULL) + NEW.amount > s.amount THEN
      PERFORM funds_refuse('within_the_source', '拨付合计超过资金来源的金额。请减少本次金额。');
    END IF;
  ELSE
    SELECT * INTO f FROM funds_allocation a WHERE a.id = NEW.changed_from_id;
    IF NOT FOUND OR f.division_code <> NEW.division_code OR f.source_id <> NEW.source_id OR f.purpose = NEW.purpose OR
       (SELECT coalesce(sum(a.amount), 0) FROM funds_allocation a WHERE a.changed_from_id = f.id) + NEW.amount > f.amount THEN
      PERFORM funds_refuse('purpose_needs_consent', '改变用途只能在同一村（社区）、同一来源、原拨付金额之内办理。');
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER allocation_of_its_source BEFORE INSERT OR UPDATE ON funds_allocation FOR EACH ROW EXECUTE FUNCTION funds_guard_allocation();
"""
UNDO_PLACES = """
DROP FUNCTION funds_guard_allocation() CASCADE; DROP FUNCTION funds_guard_source() CASCADE; DROP FUNCTION funds_guard_fund() CASCADE;
DROP FUNCTION funds_guard_bank_account() CASCADE; DROP FUNCTION funds_guard_book() CASCADE; DROP FUNCTION funds_guard_account() CASCADE;
"""

# A line's account says what else it must name. Constraints on a foreign key's own text are beyond the models.
LINES = """
ALTER TABLE funds_voucherline ADD CONSTRAINT bank_lines_name_the_account CHECK ((left(account_id, 3) = '102') = (bank_account_id IS NOT NULL));
ALTER TABLE funds_voucherline ADD CONSTRAINT lines_between_funds_name_the_other CHECK ((left(account_id, 5) = '11301') = (counter_fund_id IS NOT NULL));
"""
UNDO_LINES = """
ALTER TABLE funds_voucherline DROP CONSTRAINT lines_between_funds_name_the_other;
ALTER TABLE funds_voucherline DROP CONSTRAINT bank_lines_name_the_account;
"""

# Numbers, months and times are given here; lines come with their voucher or not at all; months close in order and stay closed.
POSTING = """
CREATE FUNCTION funds_number_voucher() RETURNS trigger LANGUAGE plpgsql AS $$
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
  IF NEW.kind = 'opening' AND (NEW."on" <> opened OR EXISTS (SELECT 1 FROM funds_voucher v LEFT JOIN funds_voucher o ON o.id = v.reverses_id
      WHERE v.book_id = NEW.book_id AND coalesce(o.kind, v.kind) <> 'opening')) THEN
    PERFORM funds_refuse('opening_comes_first', '期初凭证记在建账当天，要在其他凭证之前入账。');
  END IF;
  SELECT coalesce(max(v.number), 0) + 1 INTO NEW.number FROM funds_voucher v WHERE v.book_id = NEW.book_id AND v.month = NEW.month;
  NEW.posted_at := now();
  NEW.posted_in := pg_current_xact_id()::text::bigint;
  RETURN NEW;
END $$;
CREATE TRIGGER voucher_numbered BEFORE INSERT ON funds_voucher FOR EACH ROW EXECUTE FUNCTION funds_number_voucher();

CREATE FUNCTION funds_place_line() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v funds_voucher%ROWTYPE;
BEGIN
  SELECT * INTO v FROM funds_voucher w WHERE w.id = NEW.voucher_id;
  IF NOT FOUND OR v.posted_in <> pg_current_xact_id()::text::bigint OR NEW.turn NOT BETWEEN 1 AND v.line_count
     OR (v.book_id, v.division_code) IS DISTINCT FROM (NEW.book_id, NEW.division_code) THEN
    PERFORM funds_refuse('no_late_lines', '已入账的凭证不能再加分录。请另做一张凭证。');
  END IF;
  NEW."on" := v."on";
  IF NOT EXISTS (SELECT 1 FROM funds_fund f WHERE f.id = NEW.fund_id AND f.book_id = NEW.book_id AND f.opened_on <= v."on")
     OR (NEW.counter_fund_id IS NOT NULL AND (NEW.counter_fund_id = NEW.fund_id OR
         NOT EXISTS (SELECT 1 FROM funds_fund f WHERE f.id = NEW.counter_fund_id AND f.book_id = NEW.book_id AND f.opened_on <= v."on"))) THEN
    PERFORM funds_refuse('own_fund', '只能动用本村（社区）账套里的资金。');
  END IF;
  IF NEW.bank_account_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM funds_bankaccount b WHERE b.id = NEW.bank_account_id AND b.book_id = NEW.book_id
      AND b.opened_on <= v."on" AND (b.closed_on IS NULL OR b.closed_on >= v."on")) THEN
    PERFORM funds_refuse('own_bank_account', '只能用本村（社区）账套里未销户的银行账户。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER line_with_its_voucher BEFORE INSERT ON funds_voucherline FOR EACH ROW EXECUTE FUNCTION funds_place_line();

CREATE FUNCTION funds_close_month() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE opened date; next date;
BEGIN
  UPDATE funds_book SET posted = posted WHERE id = NEW.book_id AND division_code = NEW.division_code RETURNING opened_on INTO opened;
  IF NOT FOUND THEN
    PERFORM funds_refuse('own_book', '账户、资金和凭证要记在本村（社区）自己的账套里。');
  END IF;
  SELECT coalesce((max(c.month) + interval '1 month')::date, date_trunc('month', opened)::date) INTO next FROM funds_monthclose c WHERE c.book_id = NEW.book_id;
  IF NEW.month <> next OR (next + interval '1 month')::date > funds_today() + 1 THEN
    PERFORM funds_refuse('months_close_in_order', '月份要按顺序、在月末以后结账。');
  END IF;
  NEW.closed_at := now();
  RETURN NEW;
END $$;
CREATE TRIGGER months_close_in_order BEFORE INSERT ON funds_monthclose FOR EACH ROW EXECUTE FUNCTION funds_close_month();

CREATE FUNCTION funds_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM funds_refuse('ledger_only_grows', '已入账的凭证和已结的账不能改、不能删。有差错请做冲销凭证。');
  RETURN NULL;
END $$;
CREATE TRIGGER voucher_stays BEFORE UPDATE OR DELETE ON funds_voucher FOR EACH ROW EXECUTE FUNCTION funds_stays();
CREATE TRIGGER line_stays BEFORE UPDATE OR DELETE ON funds_voucherline FOR EACH ROW EXECUTE FUNCTION funds_stays();
CREATE TRIGGER close_stays BEFORE UPDATE OR DELETE ON funds_monthclose FOR EACH ROW EXECUTE FUNCTION funds_stays();
"""
UNDO_POSTING = """
DROP FUNCTION funds_stays() CASCADE; DROP FUNCTION funds_close_month() CASCADE; DROP FUNCTION funds_place_line() CASCADE; DROP FUNCTION funds_number_voucher() CASCADE;
"""

# The whole voucher, looked at when it is complete. ``ext`` is what leaves a fund other than to another fund of the book.
CHECKING = """
CREATE FUNCTION funds_check_sums(v funds_voucher) RETURNS void LANGUAGE plpgsql AS $$
DECLARE n integer; d numeric; c numeric;
BEGIN
  SELECT count(*), coalesce(sum(l.debit), 0), coalesce(sum(l.credit), 0) INTO n, d, c FROM funds_voucherline l WHERE l.voucher_id = v.id;
  IF n <> v.line_count THEN
    PERFORM funds_refuse('voucher_is_whole', '凭证的分录不完整。至少两行，要一次记完。');
  END IF;
  IF d <> c OR d <> v.total THEN
    PERFORM funds_refuse('voucher_balances', '借方合计和贷方合计不相等。请核对金额。');
  END IF;
  IF EXISTS (SELECT 1 FROM funds_voucherline l WHERE l.voucher_id = v.id GROUP BY l.fund_id HAVING sum(l.debit) <> sum(l.credit)) THEN
    PERFORM funds_refuse('each_fund_balances', '每笔资金的借贷要各自相等。资金之间转款请用「资金之间往来」科目。');
  END IF;
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
  IF EXISTS (SELECT 1 FROM (SELECT l.fund_id, l.account_id FROM funds_voucherline l WHERE l.voucher_id = v.id AND l.debit > 0 AND l.account_id ~ '^(20|21|22|231)') t
      WHERE (SELECT sum(l.credit - l.debit) FROM funds_voucherline l WHERE l.fund_id = t.fund_id AND l.account_id = t.account_id) < 0) THEN
    PERFORM funds_refuse('only_what_is_owed', '这笔资金名下没有这么多应付款。请核对科目和资金，不能用一笔资金还另一笔资金的账。');
  END IF;
END $$;

CREATE FUNCTION funds_check_reversal(v funds_voucher) RETURNS void LANGUAGE plpgsql AS $$
DECLARE o funds_voucher%ROWTYPE;
BEGIN
  SELECT * INTO o FROM funds_voucher w WHERE w.id = v.reverses_id AND w.book_id = v.book_id;
  IF NOT FOUND OR o.kind = 'reversal' OR v."on" < o."on" OR o.line_count <> v.line_count OR (
    SELECT count(*) FROM funds_voucherline a JOIN funds_voucherline b ON b.voucher_id = v.id AND b.turn = a.turn
       AND (b.account_id, b.fund_id, b.debit, b.credit) = (a.account_id, a.fund_id, a.credit, a.debit)
       AND b.bank_account_id IS NOT DISTINCT FROM a.bank_account_id AND b.counter_fund_id IS NOT DISTINCT FROM a.counter_fund_id
     WHERE a.voucher_id = o.id) <> o.line_count THEN
    PERFORM funds_refuse('reversal_mirrors', '冲销凭证要与原凭证逐行相同、借贷相反，一张凭证只能冲销一次。');
  END IF;
END $$;

CREATE FUNCTION funds_check_provenance(v funds_voucher) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF v.kind <> 'opening' AND EXISTS (SELECT 1 FROM funds_voucherline l JOIN funds_account a ON a.code = l.account_id JOIN funds_fund f ON f.id = l.fund_id
      WHERE l.voucher_id = v.id AND a.cadre_pay AND (f.origin <> 'public' OR f.purpose <> 'pay')) THEN
    PERFORM funds_refuse('collective_pays_no_cadre', '干部报酬只能从财政安排的干部报酬资金列支，不能用集体收入或其他专项资金。');
  END IF;
  IF EXISTS (SELECT 1 FROM funds_voucherline l JOIN funds_fund f ON f.id = l.fund_id JOIN funds_bankaccount b ON b.id = l.bank_account_id
      LEFT JOIN funds_allocation a ON a.id = f.allocation_id WHERE l.voucher_id = v.id
      AND ((f.origin = 'public' AND b.holder <> 'centre' AND coalesce(a.exception_basis, '') = '') OR (f.origin = 'collective' AND b.holder = 'centre'))) THEN
    PERFORM funds_refuse('money_in_its_account', '上级资金进党群服务中心账户（文件另有规定的除外），集体资金进集体或村（居）委会账户。');
  END IF;
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
  IF EXISTS (SELECT 1 FROM funds_voucherline l JOIN funds_account a ON a.code = l.account_id JOIN funds_fund f ON f.id = l.fund_id WHERE l.voucher_id = v.id
      AND f.origin = 'public' AND l.credit > 0 AND v.kind = 'opening' AND l.account_id !~ '^(10|241|503|311|133|152|162|11301|21)') THEN
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
  IF EXISTS (
    SELECT 1 FROM (SELECT DISTINCT l.fund_id FROM funds_voucherline l WHERE l.voucher_id = v.id AND l.credit > 0 AND l.account_id ~ '^(241|503|11301)') t
    JOIN funds_fund f ON f.id = t.fund_id JOIN funds_allocation a ON a.id = f.allocation_id
    WHERE a.amount < (SELECT sum(CASE WHEN w.kind = 'reversal' THEN -l.debit ELSE l.credit END) FROM funds_voucherline l JOIN funds_voucher w ON w.id = l.voucher_id
                       WHERE l.fund_id = f.id AND l.account_id ~ '^(241|503|11301)')) THEN
    PERFORM funds_refuse('within_the_allocation', '到账合计超过拨付金额。请核对拨付文件。');
  END IF;
END $$;

CREATE FUNCTION funds_check_outflow(v funds_voucher) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF v.payment_id IS NULL AND EXISTS (SELECT 1 FROM funds_voucherline l WHERE l.voucher_id = v.id AND (left(l.account_id, 2) = '10' OR left(l.account_id, 5) = '11301')
      GROUP BY l.fund_id HAVING sum(l.debit - l.credit) < 0) THEN
    PERFORM funds_refuse('payment_needs_approval', '付款要先办完付款审批。请从付款页办理。');
  END IF;
  IF v.payment_id IS NOT NULL THEN
    PERFORM funds_check_payment_voucher(v);
  END IF;
END $$;

CREATE FUNCTION funds_check_payment_voucher(v funds_voucher) RETURNS void LANGUAGE plpgsql AS $$
DECLARE p funds_payment%ROWTYPE;
BEGIN
  SELECT * INTO p FROM funds_payment q WHERE q.id = v.payment_id AND q.book_id = v.book_id;
  IF NOT FOUND OR p.state <> 'paid' OR p.paid_on <> v."on" OR p.booked_by <> v.prepared_by THEN
    PERFORM funds_refuse('payment_needs_approval', '付款要先办完付款审批。请从付款页办理。');
  END IF;
  IF v.total <> p.amount OR EXISTS (SELECT 1 FROM funds_voucherline l WHERE l.voucher_id = v.id AND (l.fund_id <> p.fund_id
      OR (l.debit > 0 AND l.account_id <> p.account_id)
      OR (l.credit > 0 AND (l.bank_account_id IS DISTINCT FROM p.bank_account_id OR left(l.account_id, 3) <> CASE WHEN p.bank_account_id IS NULL THEN '101' ELSE '102' END)))) THEN
    PERFORM funds_refuse('payment_as_approved', '付款凭证的资金、账户、科目和金额要与审批的付款一致。');
  END IF;
END $$;

CREATE FUNCTION funds_check_voucher() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM funds_check_sums(NEW);
  IF NEW.kind = 'reversal' THEN
    PERFORM funds_check_reversal(NEW);
  ELSE
    PERFORM funds_check_provenance(NEW);
    PERFORM funds_check_outflow(NEW);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER voucher_stands AFTER INSERT ON funds_voucher DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION funds_check_voucher();
"""
UNDO_CHECKING = """
DROP FUNCTION funds_check_voucher() CASCADE; DROP FUNCTION funds_check_outflow(funds_voucher); DROP FUNCTION funds_check_payment_voucher(funds_voucher);
DROP FUNCTION funds_check_provenance(funds_voucher); DROP FUNCTION funds_check_reversal(funds_voucher); DROP FUNCTION funds_check_sums(funds_voucher);
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0002_chart"), ("divisions", "__first__")]

    operations = [
        migrations.RunSQL(WORDS, UNDO_WORDS),
        migrations.RunSQL(PLACES, UNDO_PLACES),
        migrations.RunSQL(LINES, UNDO_LINES),
        migrations.RunSQL(POSTING, UNDO_POSTING),
        migrations.RunSQL(CHECKING, UNDO_CHECKING),
    ]

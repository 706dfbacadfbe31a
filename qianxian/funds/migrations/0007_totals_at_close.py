"""Closed months are added up once: the totals are written with the close, compared with the lines by PostgreSQL, and read in the lines' place."""

from django.db import migrations

# What lines add up to, by fund, account and month: of books, each since a day, until a day.
ADDED = """
CREATE FUNCTION funds_totals_of(books bigint[], sinces date[], till date)
RETURNS TABLE (book bigint, fund bigint, account varchar, month date, debit numeric, credit numeric, paid numeric, closing numeric, came numeric, went numeric)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_custom_plan SET work_mem = '64MB' AS $$
BEGIN
  -- Vouchers and lines each by their own range, then joined: asked line by line, or left to the planner's guess of a range, the whole table would be read.
  RETURN QUERY
  WITH v AS MATERIALIZED (
    SELECT w.id, w.month, w.kind, w.payment_id, CASE WHEN w.reverses_id IS NOT NULL THEN (SELECT o.payment_id FROM funds_voucher o WHERE o.id = w.reverses_id) END AS back
      FROM unnest(books, sinces) AS b(book, since) JOIN funds_voucher w ON w.book_id = b.book AND w.month >= b.since AND w."on" <= till),
  l AS MATERIALIZED (
    SELECT x.voucher_id, x.book_id, x.fund_id, x.account_id, x.turn, x.debit AS d, x.credit AS c, left(x.account_id, 2) = '10' AS money
      FROM unnest(books, sinces) AS b(book, since) JOIN funds_book k ON k.id = b.book
      JOIN funds_voucherline x ON x.division_code = k.division_code AND x."on" >= b.since AND x."on" <= till),
  g AS (SELECT l.fund_id, l.voucher_id, min(l.turn) AS turn, sum(l.d - l.c) AS net FROM l WHERE l.money GROUP BY 1, 2)
  SELECT l.book_id, l.fund_id, l.account_id, v.month, sum(l.d), sum(l.c),
         coalesce(sum(CASE WHEN v.payment_id IS NOT NULL THEN l.d WHEN v.back IS NOT NULL THEN -l.c END) FILTER (WHERE NOT l.money), 0),
         coalesce(sum(l.d - l.c) FILTER (WHERE v.kind = 'closing'), 0),
         coalesce(sum(g.net) FILTER (WHERE (g.net > 0) <> (v.kind = 'reversal')), 0), coalesce(-sum(g.net) FILTER (WHERE (g.net > 0) = (v.kind = 'reversal')), 0)
    FROM l JOIN v ON v.id = l.voucher_id LEFT JOIN g ON g.fund_id = l.fund_id AND g.voucher_id = l.voucher_id AND g.turn = l.turn
   GROUP BY 1, 2, 3, 4;
END $$;

CREATE FUNCTION funds_sums(books bigint[], day date, first date)
RETURNS TABLE (book bigint, fund bigint, account varchar, opening numeric, debited numeric, credited numeric, closing numeric, paid numeric, came numeric, went numeric)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_custom_plan AS $$
DECLARE sinces date[]; known bigint[];
BEGIN
  SELECT array_agg(k.id), array_agg(least(coalesce((SELECT (max(c.month) + interval '1 month')::date FROM funds_monthclose c WHERE c.book_id = k.id), date_trunc('month', k.opened_on)::date),
         date_trunc('month', day + 1)::date)) INTO known, sinces FROM funds_book k WHERE k.id = ANY(books);
  RETURN QUERY
  SELECT x.book, x.fund, x.account, coalesce(sum(x.debit - x.credit) FILTER (WHERE x.month < first), 0), coalesce(sum(x.debit) FILTER (WHERE x.month >= first), 0),
         coalesce(sum(x.credit) FILTER (WHERE x.month >= first), 0), coalesce(sum(x.closing) FILTER (WHERE x.month >= first), 0), sum(x.paid), sum(x.came), sum(x.went)
    FROM (SELECT t.book_id AS book, t.fund_id AS fund, t.account_id AS account, t.month, t.debit, t.credit, t.paid, t.closing, t.came, t.went
            FROM unnest(known, sinces) AS b(book, since) JOIN funds_monthtotal t ON t.book_id = b.book AND t.month < b.since
          UNION ALL SELECT o.* FROM funds_totals_of(known, sinces, day) o) x
   GROUP BY 1, 2, 3;
END $$;
"""
UNDO_ADDED = "DROP FUNCTION funds_sums(bigint[], date, date); DROP FUNCTION funds_totals_of(bigint[], date[], date);"

AT_CLOSE = """
CREATE FUNCTION funds_total_month() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO funds_monthtotal (uuid, version, division_code, book_id, month, fund_id, account_id, debit, credit, paid, closing, came, went)
  SELECT gen_random_uuid(), 1, NEW.division_code, NEW.book_id, NEW.month, t.fund, t.account, t.debit, t.credit, t.paid, t.closing, t.came, t.went
    FROM funds_totals_of(ARRAY[NEW.book_id], ARRAY[NEW.month], (NEW.month + interval '1 month')::date - 1) t;
  RETURN NULL;
END $$;
CREATE TRIGGER totals_at_close AFTER INSERT ON funds_monthclose FOR EACH ROW EXECUTE FUNCTION funds_total_month();

CREATE FUNCTION funds_totals_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one record;
BEGIN
  FOR one IN SELECT DISTINCT a.book_id, a.month FROM added a LOOP
    IF NOT EXISTS (SELECT 1 FROM funds_monthclose c WHERE c.book_id = one.book_id AND c.month = one.month) OR EXISTS (
      (SELECT t.fund_id, t.account_id, t.debit, t.credit, t.paid, t.closing, t.came, t.went FROM funds_monthtotal t WHERE t.book_id = one.book_id AND t.month = one.month
       EXCEPT SELECT o.fund, o.account, o.debit, o.credit, o.paid, o.closing, o.came, o.went
                FROM funds_totals_of(ARRAY[one.book_id], ARRAY[one.month], (one.month + interval '1 month')::date - 1) o)) THEN
      PERFORM funds_refuse('totals_add_up', '月度合计由结账时自动算出，不能另填。');
    END IF;
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER totals_add_up AFTER INSERT ON funds_monthtotal REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION funds_totals_add_up();
CREATE TRIGGER total_stays BEFORE UPDATE OR DELETE ON funds_monthtotal FOR EACH ROW EXECUTE FUNCTION funds_stays();
"""
UNDO_AT_CLOSE = """
DROP TRIGGER totals_at_close ON funds_monthclose; DROP FUNCTION funds_total_month(); DROP FUNCTION funds_totals_add_up() CASCADE; DROP TRIGGER total_stays ON funds_monthtotal;
"""

# Months closed before there were totals. The owner sees rows of every place for the length of this transaction.
EARLIER = """
SELECT set_config('qianxian.reach', '1,2,3,4,5,6,7,8,9', true);
INSERT INTO funds_monthtotal (uuid, version, division_code, book_id, month, fund_id, account_id, debit, credit, paid, closing, came, went)
SELECT gen_random_uuid(), 1, c.division_code, c.book_id, c.month, t.fund, t.account, t.debit, t.credit, t.paid, t.closing, t.came, t.went
  FROM funds_monthclose c CROSS JOIN LATERAL funds_totals_of(ARRAY[c.book_id], ARRAY[c.month], (c.month + interval '1 month')::date - 1) t;
SELECT set_config('qianxian.reach', '', true);
"""

# What is approved and waits to be paid: few rows of many.
WAITING = "CREATE INDEX payment_committed ON funds_payment (fund_id) INCLUDE (amount, division_code) WHERE state IN ('approved', 'booked');"


class Migration(migrations.Migration):
    dependencies = [("funds", "0006_month_totals")]

    operations = [
        migrations.RunSQL(ADDED, UNDO_ADDED),
        migrations.RunSQL(AT_CLOSE, UNDO_AT_CLOSE),
        migrations.RunSQL(EARLIER, migrations.RunSQL.noop),
        migrations.RunSQL(WAITING, "DROP INDEX payment_committed;"),
    ]

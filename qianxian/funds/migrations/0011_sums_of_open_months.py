"""The lines of open months are grouped by what their vouchers are before anything is told apart: a few hundred rows are looked at instead of each line."""

from importlib import import_module

from django.db import migrations

before = import_module("qianxian.funds.migrations.0007_totals_at_close").ADDED
earlier = import_module("qianxian.funds.migrations.0005_sums")._earlier

# Same answer as before (0007). What one fund's money does in one voucher counts as a whole, on its first money line: a move from bank to cash is
# neither in nor out. Nearly all vouchers have one such line; ``s`` are those with more, and ``m`` says what is to be set right for them.
GROUPED = """
CREATE OR REPLACE FUNCTION funds_totals_of(books bigint[], sinces date[], till date)
RETURNS TABLE (book bigint, fund bigint, account varchar, month date, debit numeric, credit numeric, paid numeric, closing numeric, came numeric, went numeric)
LANGUAGE plpgsql STABLE SET plan_cache_mode = force_custom_plan SET work_mem = '64MB' AS $$
DECLARE low date;
BEGIN
  -- What the range amounts to, said once more as one day: of days out of an array the planner would expect a third of all lines, and sort them.
  SELECT min(b.since) INTO low FROM unnest(sinces) AS b(since);
  -- Vouchers and lines each by their own range, then joined: asked line by line, or left to the planner's guess of a range, the whole table would be read.
  RETURN QUERY
  WITH v AS MATERIALIZED (
    SELECT w.id, w.month, w.kind, w.payment_id IS NOT NULL AS pays,
           CASE WHEN w.reverses_id IS NULL THEN false ELSE (SELECT o.payment_id FROM funds_voucher o WHERE o.id = w.reverses_id) IS NOT NULL END AS unpays
      FROM unnest(books, sinces) AS b(book, since) JOIN funds_voucher w ON w.book_id = b.book AND w.month >= b.since AND w.month >= low AND w."on" <= till),
  l AS MATERIALIZED (
    SELECT x.voucher_id, x.book_id, x.fund_id, x.account_id, x.turn, x.debit AS d, x.credit AS c, left(x.account_id, 2) = '10' AS money
      FROM unnest(books, sinces) AS b(book, since) JOIN funds_book k ON k.id = b.book
      JOIN funds_voucherline x ON x.division_code = k.division_code AND x."on" >= b.since AND x."on" >= low AND x."on" <= till),
  g AS (
    SELECT l.book_id, l.fund_id, l.account_id, l.money, v.month, v.kind, v.pays, v.unpays, sum(l.d) AS d, sum(l.c) AS c
      FROM l JOIN v ON v.id = l.voucher_id GROUP BY 1, 2, 3, 4, 5, 6, 7, 8),
  t AS MATERIALIZED (SELECT l.voucher_id FROM l WHERE l.money GROUP BY 1 HAVING count(*) > 1),
  s AS MATERIALIZED (SELECT l.voucher_id, l.fund_id, min(l.turn) AS turn, sum(l.d - l.c) AS net FROM t JOIN l USING (voucher_id) WHERE l.money GROUP BY 1, 2 HAVING count(*) > 1),
  m AS (
    SELECT l.book_id, l.fund_id, l.account_id, v.month,
           CASE WHEN l.turn = s.turn AND (s.net > 0) <> (v.kind = 'reversal') THEN s.net ELSE 0 END - CASE WHEN v.kind = 'reversal' THEN -l.c ELSE l.d END AS came,
           CASE WHEN l.turn = s.turn AND (s.net > 0) = (v.kind = 'reversal') THEN -s.net ELSE 0 END - CASE WHEN v.kind = 'reversal' THEN -l.d ELSE l.c END AS went
      FROM s JOIN l ON l.voucher_id = s.voucher_id AND l.fund_id = s.fund_id AND l.money JOIN v ON v.id = l.voucher_id)
  SELECT a.book_id, a.fund_id, a.account_id, a.month, sum(a.d), sum(a.c), sum(a.paid), sum(a.closing), sum(a.came), sum(a.went)
    FROM (SELECT g.book_id, g.fund_id, g.account_id, g.month, g.d, g.c, CASE WHEN g.money THEN 0 WHEN g.pays THEN g.d WHEN g.unpays THEN -g.c ELSE 0 END AS paid,
                 CASE WHEN g.kind = 'closing' THEN g.d - g.c ELSE 0 END AS closing, CASE WHEN NOT g.money THEN 0 WHEN g.kind = 'reversal' THEN -g.c ELSE g.d END AS came,
                 CASE WHEN NOT g.money THEN 0 WHEN g.kind = 'reversal' THEN -g.d ELSE g.c END AS went FROM g
          UNION ALL SELECT m.book_id, m.fund_id, m.account_id, m.month, 0, 0, 0, 0, m.came, m.went FROM m) a
   GROUP BY 1, 2, 3, 4;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0010_withheld_is_handed_on")]

    operations = [migrations.RunSQL(GROUPED, earlier(before, "funds_totals_of"))]

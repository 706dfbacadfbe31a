"""A disclosure sheet is made out after its period, then signed, then put up, each on a day that has come; and what a month was closed on, the bank's statement
and why it differs, stays as it was. By straight SQL as by the command."""

from importlib import import_module

from django.db import migrations

before = import_module("qianxian.funds.migrations.0004_payment_guards").PUBLISHED
as_in = import_module("qianxian.funds.migrations.0013_corrections_are_paid_by_their_run")._as_in

DISCLOSED = """
CREATE OR REPLACE FUNCTION funds_guard_disclosure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE was funds_disclosuresheet%ROWTYPE;
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.state <> 'prepared' OR (NEW.signed_by, NEW.published_by) <> ('', '') OR num_nonnulls(NEW.signed_on, NEW.published_on) > 0 OR NEW.first_month > NEW.last_month
       OR NEW.last_month + interval '1 month' > NEW.prepared_on OR NEW.prepared_on > funds_today()
       OR NOT EXISTS (SELECT 1 FROM funds_book b WHERE b.id = NEW.book_id AND b.division_code = NEW.division_code) THEN
      PERFORM funds_refuse('disclosed_after_the_period', '财务公开表期满以后编制，先由监督委员会签字，再公开。');
    END IF;
    RETURN NEW;
  END IF;
  was := OLD;
  was.version := NEW.version; was.state := NEW.state;
  IF NEW.state = 'signed' THEN
    was.signed_by := NEW.signed_by; was.signed_on := NEW.signed_on; was.opinion := NEW.opinion;
  ELSE
    was.published_by := NEW.published_by; was.published_on := NEW.published_on;
  END IF;
  IF NOT (OLD.state, NEW.state) IN (('prepared', 'signed'), ('signed', 'published')) OR was IS DISTINCT FROM NEW THEN
    PERFORM funds_refuse('disclosure_stays', '财务公开表编制后内容不能改，监督委员会签字后才能公开。');
  END IF;
  IF (NEW.state = 'signed' AND (NEW.signed_by = '' OR NEW.signed_on BETWEEN NEW.prepared_on AND funds_today() IS NOT TRUE))
     OR (NEW.state = 'published' AND (NEW.published_by = '' OR NEW.published_on BETWEEN NEW.signed_on AND funds_today() IS NOT TRUE)) THEN
    PERFORM funds_refuse('disclosed_after_the_period', '财务公开表期满以后编制，先由监督委员会签字，再公开。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER disclosed_after_the_period BEFORE INSERT ON funds_disclosuresheet FOR EACH ROW EXECUTE FUNCTION funds_guard_disclosure();
"""
UNDO = "DROP TRIGGER disclosed_after_the_period ON funds_disclosuresheet;" + as_in(before, "funds_guard_disclosure")

CLOSED = """
CREATE FUNCTION funds_guard_closed_statement() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM funds_bankaccount b JOIN funds_monthclose c ON c.book_id = b.book_id WHERE b.id = NEW.bank_account_id AND c.month >= NEW.month) THEN
    PERFORM funds_refuse('closed_on_its_statement', '这个月已经结账，对账单和差额的原因不再更换。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER closed_on_its_statement BEFORE INSERT OR UPDATE ON funds_bankstatement FOR EACH ROW EXECUTE FUNCTION funds_guard_closed_statement();
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0017_corrections_reach_the_book")]

    operations = [migrations.RunSQL(DISCLOSED, UNDO), migrations.RunSQL(CLOSED, "DROP FUNCTION funds_guard_closed_statement() CASCADE;")]

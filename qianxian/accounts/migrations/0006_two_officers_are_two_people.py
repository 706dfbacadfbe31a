"""A setting's two officers are two people, not one with two accounts; the officers' days between two posts are read as other numbers are."""

from importlib import import_module

from django.db import migrations

settings = import_module("qianxian.rulebook.migrations.0003_settings_only_grow")

TWO = """
CREATE FUNCTION accounts_guard_setting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM accounts_user a, accounts_user b WHERE a.login = NEW.entered_by AND b.login = NEW.approved_by AND accounts_same_person(a, b)) THEN
    PERFORM rulebook_refuse('setting_by_two_people', '提出取值的人不能自己审核。请区委组织部另一位同志审核。');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER setting_by_two_people BEFORE INSERT ON rulebook_setting FOR EACH ROW EXECUTE FUNCTION accounts_guard_setting();
"""
COOLING = """
DO $one$
DECLARE stands text := pg_get_functiondef('accounts_three_officers_check(bigint)'::regprocedure);
BEGIN
  EXECUTE regexp_replace(stands, 'SELECT coalesce\\(\\(SELECT \\(value #>> ''\\{\\}''\\)::integer FROM rulebook_setting.*?LIMIT 1\\), 30\\) INTO gap',
                         'gap := rulebook_number(''accounts.officer_cooling_days'', current_date, 30)::integer');
END $one$;
"""


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_petition_officer"), ("rulebook", "0003_settings_only_grow")]

    operations = [
        migrations.RunSQL(TWO, "DROP FUNCTION accounts_guard_setting() CASCADE;"),
        migrations.RunSQL(COOLING, "SELECT 1;"),
    ]

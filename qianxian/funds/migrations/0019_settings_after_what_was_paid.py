"""Numbers that payments go by change only from a day after the last payment was asked for."""

from importlib import import_module

from django.db import migrations

settings = import_module("qianxian.rulebook.migrations.0003_settings_only_grow")
reworded = import_module("qianxian.funds.migrations.0013_corrections_are_paid_by_their_run").reworded
AUTHORITY = "funds_check_authority(funds_payment,date)"
RATIFIED = "p.requested_on + funds_setting('funds.emergency_ratify_days', p.requested_on, 30)"
PAID = "EXISTS (SELECT 1 FROM funds_payment p WHERE p.requested_on >= begins)"
AS_IT_WAS = """
CREATE FUNCTION funds_setting(name text, day date, otherwise integer) RETURNS integer LANGUAGE sql STABLE AS $$ SELECT rulebook_number(name, day, otherwise)::integer $$;
CREATE FUNCTION decisions_number(name text, day date, otherwise numeric) RETURNS numeric LANGUAGE sql STABLE AS $$ SELECT rulebook_number(name, day, otherwise) $$;
"""


class Migration(migrations.Migration):
    dependencies = [("funds", "0018_disclosed_after_the_period"), ("decisions", "0005_settings_after_what_was_decided"), ("rulebook", "0003_settings_only_grow")]

    operations = [
        migrations.RunSQL(reworded(AUTHORITY, RATIFIED, f"{RATIFIED}::integer"), reworded(AUTHORITY, f"{RATIFIED}::integer", RATIFIED)),
        migrations.RunSQL(settings.called("funds_setting", "rulebook_number", "funds"), settings.called("rulebook_number", "funds_setting", "funds")),
        migrations.RunSQL(settings.called("decisions_number", "rulebook_number", "funds")),
        migrations.RunSQL("DROP FUNCTION funds_setting(text, date, integer); DROP FUNCTION decisions_number(text, date, numeric);", AS_IT_WAS),
        migrations.RunSQL(settings.setting_guard("funds", "NEW.key ^@ 'funds.'", PAID), settings.unguarded("funds")),
    ]

"""Numbers that leases and distributions go by change only from a day after the last of them."""

from importlib import import_module

from django.db import migrations

settings = import_module("qianxian.rulebook.migrations.0003_settings_only_grow")

LEASED = """EXISTS (SELECT 1 FROM collective_lease l JOIN contracts_contract c ON c.id = l.contract_id WHERE c.signed_on >= begins)"""
AS_IT_WAS = """
CREATE FUNCTION collective_setting(name text, day date, otherwise numeric) RETURNS numeric LANGUAGE sql STABLE AS $$ SELECT rulebook_number(name, day, otherwise) $$;
"""


class Migration(migrations.Migration):
    dependencies = [("collective", "0007_facilities"), ("rulebook", "0003_settings_only_grow")]

    operations = [
        migrations.RunSQL(settings.called("collective_setting", "rulebook_number", "collective"), settings.called("rulebook_number", "collective_setting", "collective")),
        migrations.RunSQL("DROP FUNCTION collective_setting(text, date, numeric);", AS_IT_WAS),
        migrations.RunSQL(settings.setting_guard("collective", "NEW.key ^@ 'collective.'", LEASED), settings.unguarded("collective")),
    ]

"""Tender bars and the numbers of acceptance and change change only from a day after the last project they were asked for."""

from importlib import import_module

from django.db import migrations

settings = import_module("qianxian.rulebook.migrations.0003_settings_only_grow")

KEYS = "NEW.key ^@ 'tender.' OR NEW.key ^@ 'projects.' OR NEW.key = 'contracts.amend_percent'"
TENDERED = """EXISTS (SELECT 1 FROM projects_project p WHERE greatest(p.approved_on, p.tendered_on, p.accepted_on) >= begins)
     OR EXISTS (SELECT 1 FROM projects_changeorder o WHERE o.ordered_on >= begins)"""
AS_IT_WAS = """
CREATE FUNCTION contracts_setting(name text, day date, otherwise numeric) RETURNS numeric LANGUAGE sql STABLE AS $$ SELECT rulebook_number(name, day, otherwise) $$;
"""


class Migration(migrations.Migration):
    dependencies = [("projects", "0003_measures"), ("contracts", "0005_settings_after_what_was_signed"), ("rulebook", "0003_settings_only_grow")]

    operations = [
        migrations.RunSQL(settings.called("contracts_setting", "rulebook_number", "projects"), settings.called("rulebook_number", "contracts_setting", "projects")),
        migrations.RunSQL("DROP FUNCTION contracts_setting(text, date, numeric);", AS_IT_WAS),
        migrations.RunSQL(settings.setting_guard("projects", KEYS, TENDERED), settings.unguarded("projects")),
    ]

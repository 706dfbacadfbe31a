"""Numbers that contracts are signed by change only from a day after the last contract and amendment."""

from importlib import import_module

from django.db import migrations

settings = import_module("qianxian.rulebook.migrations.0003_settings_only_grow")

KEYS = "NEW.key ^@ 'contracts.' OR NEW.key = 'decisions.two_committees_over'"
SIGNED = """EXISTS (SELECT 1 FROM contracts_contract c WHERE c.signed_on >= begins)
     OR EXISTS (SELECT 1 FROM contracts_amendment a WHERE a.signed_on >= begins)"""


class Migration(migrations.Migration):
    dependencies = [("contracts", "0004_told_of_the_signing"), ("rulebook", "0003_settings_only_grow")]

    operations = [
        migrations.RunSQL(settings.called("contracts_setting", "rulebook_number", "contracts"), settings.called("rulebook_number", "contracts_setting", "contracts")),
        migrations.RunSQL(settings.setting_guard("contracts", KEYS, SIGNED), settings.unguarded("contracts")),
    ]

"""A contract is signed and its related party cleared by another than who drafted it, by whichever account."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")

CLEARED = "NEW.answered_by IN (c.drafted_by, c.recorded_by)"
BY_DRAFTER = "accounts_person_among(NEW.answered_by, ARRAY[c.drafted_by, c.recorded_by]::text[])"


class Migration(migrations.Migration):
    dependencies = [("contracts", "0005_settings_after_what_was_signed"), ("accounts", "0007_one_person_whatever_his_accounts")]
    operations = [
        people.two_people("contracts_contract", "drafted_by", "recorded_by"),
        people.rewording("contracts_guard_party()", CLEARED, BY_DRAFTER),
    ]

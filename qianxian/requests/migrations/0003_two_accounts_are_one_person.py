"""A petition is looked at again by another person at each level, by whichever account."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")

HANDLED = "s.recorded_by = NEW.answered_by)"
BY_HANDLER = "accounts_person_among(NEW.answered_by, ARRAY[s.recorded_by]::text[]))"
REVIEWED = "r.answered_by = NEW.answered_by)"
BY_REVIEWER = "accounts_person_among(NEW.answered_by, ARRAY[r.answered_by]::text[]))"


class Migration(migrations.Migration):
    dependencies = [("requests", "0002_guards"), ("accounts", "0007_one_person_whatever_his_accounts")]
    operations = [
        people.rewording("requests_guard_review()", HANDLED, BY_HANDLER),
        people.rewording("requests_guard_review()", REVIEWED, BY_REVIEWER),
    ]

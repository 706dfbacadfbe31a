"""Who clears a namesake is not who drafted the lease, by whichever account."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")

DRAFTED = "c.drafted_by = NEW.stated_by)"
BY_DRAFTER = "accounts_person_among(NEW.stated_by, ARRAY[c.drafted_by]::text[]))"
STATED = "n.stated_by <> c.drafted_by)"
BY_ANOTHER = "NOT accounts_person_among(n.stated_by, ARRAY[c.drafted_by]::text[]))"


class Migration(migrations.Migration):
    dependencies = [("collective", "0012_struck"), ("accounts", "0007_one_person_whatever_his_accounts")]
    operations = [
        people.rewording("collective_guard_namesake()", DRAFTED, BY_DRAFTER),
        people.rewording("collective_namesake(contracts_contract, people_person)", STATED, BY_ANOTHER),
    ]

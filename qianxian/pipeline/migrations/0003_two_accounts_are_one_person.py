"""Who confirms a reserve candidate is not who proposed him, by whichever account."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")


class Migration(migrations.Migration):
    dependencies = [("pipeline", "0002_admissions"), ("accounts", "0007_one_person_whatever_his_accounts")]
    operations = [
        people.two_people("pipeline_reservecandidate", "proposed_by", "settled_by"),
    ]

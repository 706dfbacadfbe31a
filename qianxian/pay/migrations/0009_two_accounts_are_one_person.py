"""Pay is prepared, checked and approved by three people, not by three accounts."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")


class Migration(migrations.Migration):
    dependencies = [("pay", "0008_step_by_step"), ("accounts", "0007_one_person_whatever_his_accounts")]
    operations = [
        people.two_people("pay_payrun", "prepared_by", "checked_by", "approved_by"),
        people.two_people("pay_paycorrection", "prepared_by", "checked_by", "approved_by"),
    ]

"""Who agrees to a collection over the budget is not who drafted it, who answers a report not who made it, by whichever account."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")


class Migration(migrations.Migration):
    dependencies = [("elements", "0006_shelters_live"), ("accounts", "0007_one_person_whatever_his_accounts")]
    operations = [
        people.two_people("elements_collectiontask", "drafted_by", "approved_by"),
        people.two_people("elements_askedbefore", "reported_by", "replied_by"),
    ]

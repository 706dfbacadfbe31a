"""Who proposes, decides and reviews, files and objects, records and clears, sends and concludes are different people, whichever accounts they have."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")

SENT = "r.sent_by = NEW.concluded_by)"
BY_SENDER = "accounts_person_among(NEW.concluded_by, ARRAY[r.sent_by]::text[]))"


class Migration(migrations.Migration):
    dependencies = [("engagements", "0008_given_back_over_the_plan"), ("accounts", "0007_one_person_whatever_his_accounts")]
    operations = [
        people.two_people("engagements_groundrecord", "recorded_by", "cleared_by"),
        people.two_people("engagements_secretaryfiling", "filed_by", "objected_by"),
        people.two_people("engagements_consequencecase", "proposed_by", "decided_by", "answered_by"),
        people.rewording("engagements_check_conclusion()", SENT, BY_SENDER),
    ]

"""Who scores does not approve, and who scored, approved or graded does not answer the appeal, by whichever account."""

from importlib import import_module

from django.db import migrations

people = import_module("qianxian.accounts.migrations.0007_one_person_whatever_his_accounts")

PANEL = "NEW.answered_by IN (s.scored_by, s.approved_by, coalesce(g.decided_by, ''))"
BY_PANEL = "accounts_person_among(NEW.answered_by, ARRAY[s.scored_by, s.approved_by, coalesce(g.decided_by, '')]::text[])"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_appeals_within_the_quota"), ("accounts", "0007_one_person_whatever_his_accounts")]
    operations = [
        people.two_people("assessments_assessmentscheme", "drafted_by", "published_by"),
        people.two_people("assessments_assessmentsheet", "scored_by", "approved_by"),
        people.rewording("assessments_check_appeal()", PANEL, BY_PANEL),
    ]

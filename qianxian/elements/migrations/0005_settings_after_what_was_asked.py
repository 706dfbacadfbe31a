"""The minutes a month may be asked of a unit change only from a day after the last task was issued."""

from importlib import import_module

from django.db import migrations

settings = import_module("qianxian.rulebook.migrations.0003_settings_only_grow")
reworded = import_module("qianxian.funds.migrations.0013_corrections_are_paid_by_their_run").reworded
ISSUE = "elements_check_issue(elements_collectiontask)"
OWN = "coalesce((SELECT (s.value #>> '{}')::numeric FROM rulebook_setting s WHERE s.key = 'elements.minutes_a_month' AND s.period @> t.issued_on), 120)"
ONE = "rulebook_number('elements.minutes_a_month', t.issued_on, 120)"
ASKED = "EXISTS (SELECT 1 FROM elements_collectiontask t WHERE t.issued_on >= begins)"


class Migration(migrations.Migration):
    dependencies = [("elements", "0004_facilities_live"), ("rulebook", "0003_settings_only_grow")]

    operations = [
        migrations.RunSQL(reworded(ISSUE, OWN, ONE), reworded(ISSUE, ONE, OWN)),
        migrations.RunSQL(settings.setting_guard("elements", "NEW.key ^@ 'elements.'", ASKED), settings.unguarded("elements")),
    ]

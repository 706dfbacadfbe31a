"""Thresholds and days of decisions change only from a day after the last matter, publication and certificate."""

from importlib import import_module

from django.db import migrations

settings = import_module("qianxian.rulebook.migrations.0003_settings_only_grow")

DECIDED = """EXISTS (SELECT 1 FROM decisions_matter m WHERE m.opened_on >= begins)
     OR EXISTS (SELECT 1 FROM decisions_publication p WHERE p.kind = 'decision' AND p.published_from >= begins)
     OR EXISTS (SELECT 1 FROM decisions_certificate c WHERE c.issued_on >= begins)"""


class Migration(migrations.Migration):
    dependencies = [("decisions", "0004_what_a_certificate_rests_on"), ("rulebook", "0003_settings_only_grow")]

    operations = [
        migrations.RunSQL(settings.called("decisions_number", "rulebook_number", "decisions"), settings.called("rulebook_number", "decisions_number", "decisions")),
        migrations.RunSQL(settings.setting_guard("decisions", "NEW.key ^@ 'decisions.'", DECIDED), settings.unguarded("decisions")),
    ]

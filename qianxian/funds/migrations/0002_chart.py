"""The chart of 财会〔2023〕14号 and the accounts below it that the guards hang on."""

from django.db import migrations

from qianxian.funds.rules.chart import CHART


def ship(apps, schema_editor):
    account = apps.get_model("funds", "Account")
    account.objects.using(schema_editor.connection.alias).bulk_create(
        account(code=one.code, title=one.title, title_en=one.title_en, element=one.element, side=one.side, parent_id=one.parent or None, cadre_pay=one.cadre_pay)
        for one in CHART
    )


class Migration(migrations.Migration):
    dependencies = [("funds", "0001_initial")]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]

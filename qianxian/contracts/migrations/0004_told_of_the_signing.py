"""What a file says of the signing of an existing contract, kept with its draft until the town has seen the original."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("contracts", "0003_kin_declared")]
    operations = [
        migrations.AddField("contract", "told_signatory", models.CharField(blank=True, default="", max_length=60)),
        migrations.AddField("contract", "told_signed_on", models.DateField(blank=True, null=True)),
    ]

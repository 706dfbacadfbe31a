"""A setting is proposed by one officer from its document and enacted by another. Rows of before have no proposal."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="SettingProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("key", models.CharField(max_length=60)),
                ("value", models.JSONField()),
                ("valid_from", models.DateField()),
                ("source_document", models.CharField(max_length=300)),
                ("published_on", models.DateField(blank=True, null=True)),
                ("note", models.CharField(blank=True, default="", max_length=300)),
                ("proposed_by", models.CharField(max_length=80)),
                ("dropped_by", models.CharField(blank=True, default="", max_length=80)),
                ("drop_reason", models.CharField(blank=True, default="", max_length=300)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        name="proposal_dropped_with_a_reason",
                        condition=(models.Q(dropped_by="") & models.Q(drop_reason="")) | (~models.Q(dropped_by="") & ~models.Q(drop_reason="")),
                    ),
                    models.UniqueConstraint(name="one_open_proposal_per_day", fields=["key", "valid_from"], condition=models.Q(dropped_by="")),
                ]
            },
        ),
        migrations.AddField("setting", "approved_by", models.CharField(blank=True, default="", max_length=80)),
        migrations.AddField(
            "setting",
            "proposal",
            models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="setting", to="rulebook.settingproposal"),
        ),
    ]

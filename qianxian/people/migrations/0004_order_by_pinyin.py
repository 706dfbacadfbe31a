"""People in the order of their pinyin, as every list shows them: the first page without sorting 20,000 rows."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0004_move_merged_records'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='person',
            index=models.Index(fields=['pinyin', 'id'], name='person_pinyin'),
        ),
    ]

"""A recall keeps how many signed of how many, and the day they were counted on (R-V09)."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('elections', '0008_what_a_petition_was_counted_by'),
        ('organisations', '0007_branches_asked_by_statement'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='election',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('occasion', 'recall'), _negated=True), models.Q(('petition_counted_on__isnull', False), models.Q(('petition__isnull', True), models.Q(('voters_known__gte', models.F('petition')), ('voters_known__isnull', False)), _connector='OR'), models.Q(('reps_petition__isnull', True), models.Q(('representatives__gte', models.F('reps_petition')), ('representatives__isnull', False)), _connector='OR')), _connector='OR'), name='recall_keeps_what_was_counted'),
        ),
    ]

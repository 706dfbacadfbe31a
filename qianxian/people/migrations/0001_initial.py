import django.contrib.postgres.indexes
import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('foundation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('name', models.CharField(max_length=60)),
                ('pinyin', models.CharField(blank=True, default='', max_length=200)),
                ('initials', models.CharField(blank=True, default='', max_length=30)),
                ('sex', models.CharField(choices=[('female', '女'), ('male', '男')], max_length=8)),
                ('birth_date', models.DateField()),
                ('identity_kind', models.CharField(choices=[('resident_id', '居民身份证'), ('permit', '港澳台居民居住证'), ('passport', '护照')], default='resident_id', max_length=12)),
                ('identity_sealed', models.TextField(blank=True, default='')),
                ('identity_index', models.CharField(blank=True, max_length=64, null=True)),
                ('identity_masked', models.CharField(blank=True, default='', max_length=20)),
                ('ethnicity', models.CharField(blank=True, default='', max_length=20)),
                ('education', models.CharField(blank=True, default='', max_length=20)),
                ('mobile', models.CharField(blank=True, default='', max_length=20)),
                ('address', models.CharField(blank=True, default='', max_length=120)),
                ('bank_name', models.CharField(blank=True, default='', max_length=60)),
                ('account_sealed', models.TextField(blank=True, default='')),
                ('account_index', models.CharField(blank=True, default='', max_length=64)),
                ('account_masked', models.CharField(blank=True, default='', max_length=20)),
                ('access_need', models.CharField(choices=[('none', '无'), ('home_visit', '送学上门'), ('large_print', '大字'), ('sign_language', '手语')], default='none', max_length=14)),
                ('died_on', models.DateField(blank=True, null=True)),
                ('merged_into', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged_records', to='people.person')),
            ],
            options={
                'indexes': [models.Index(fields=['division_code'], name='person_division'), models.Index(fields=['initials'], name='person_initials'), django.contrib.postgres.indexes.GinIndex(fields=['name'], name='person_name_trgm', opclasses=['gin_trgm_ops'])],
                'constraints': [models.UniqueConstraint(condition=models.Q(('identity_index__isnull', False), ('merged_into__isnull', True)), fields=('identity_index',), name='one_person_per_identity_number')],
            },
        ),
    ]

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('foundation', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('register', models.CharField(max_length=20)),
                ('filename', models.CharField(max_length=200)),
                ('file_digest', models.CharField(max_length=64)),
                ('state', models.CharField(choices=[('previewed', '待确认'), ('committed', '已写入'), ('undone', '已撤销'), ('dropped', '未导入')], default='previewed', max_length=10)),
                ('uploaded_by', models.CharField(max_length=80)),
                ('uploaded_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ('effective_on', models.DateField()),
                ('rows', models.PositiveIntegerField(default=0)),
                ('new', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('unchanged', models.PositiveIntegerField(default=0)),
                ('wrong', models.PositiveIntegerField(default=0)),
                ('errors', models.JSONField(default=list)),
                ('changes', models.JSONField(default=list)),
                ('committed_by', models.CharField(blank=True, default='', max_length=80)),
                ('committed_at', models.DateTimeField(blank=True, null=True)),
                ('leaf', models.UUIDField(blank=True, null=True)),
                ('undone_by', models.CharField(blank=True, default='', max_length=80)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
                ('seconds', models.DecimalField(decimal_places=2, default=0, max_digits=8)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ImportFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('division_code', models.CharField(max_length=12, validators=[django.core.validators.RegexValidator('^\\d{12}$')])),
                ('sealed', models.BinaryField()),
                ('batch', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='file', to='imports.importbatch')),
            ],
            options={
                'abstract': False,
            },
        ),
    ]

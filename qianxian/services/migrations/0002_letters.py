"""Letters and certificates are a category of the catalogue of their own."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('services', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='serviceitem',
            name='category',
            field=models.CharField(choices=[('social_security', '社会保障'), ('health_family', '卫生健康（计生）'), ('relief', '社会救助和福利'), ('culture', '文化活动'), ('distance_education', '远程教育和培训'), ('building_application', '农房报建'), ('land_farming', '土地和农业'), ('household', '户政和流动人口'), ('veterans', '兵役和退役军人'), ('party_groups', '党员和群团'), ('mediation_law', '调解和法律服务'), ('village_affairs', '村务'), ('letters', '证明和函件')], max_length=24),
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0010_arrivals_and_turns'),
    ]

    operations = [
        migrations.CreateModel(
            name='LineRow',
            fields=[
                ('dispatch', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='line', serialize=False, to='registry.dispatchrow', verbose_name='văn bản')),
                ('arrived_on', models.DateField(db_index=True, verbose_name='ngày đến')),
                ('year', models.PositiveIntegerField(db_index=True, verbose_name='năm đến')),
                ('arrival_number', models.BigIntegerField(db_index=True, null=True, verbose_name='số đến')),
                ('symbol_number', models.BigIntegerField(db_index=True, null=True, verbose_name='số văn bản')),
                ('issued_on', models.CharField(db_index=True, max_length=300, verbose_name='ngày tháng văn bản')),
                ('kind', models.CharField(db_index=True, max_length=300, verbose_name='tên loại')),
                ('issuer', models.CharField(db_index=True, max_length=300, verbose_name='tác giả')),
                ('issuer_plain', models.CharField(db_index=True, max_length=300, verbose_name='tác giả, không dấu')),
                ('title_plain', models.CharField(db_index=True, max_length=300, verbose_name='tên loại và trích yếu, không dấu')),
                ('doubtful', models.BooleanField(db_index=True, verbose_name='cần xem lại')),
                ('words', models.TextField(verbose_name='các từ để tìm')),
            ],
            options={
                'verbose_name': 'dòng sổ',
                'verbose_name_plural': 'dòng sổ',
                'ordering': ('-arrived_on', '-pk'),
            },
        ),
    ]

"""Two more things that somebody may agree to: being named on a welcome card, and being asked along."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0004_let_somebody_keep_the_money")]

    operations = [
        migrations.AlterField(
            model_name="consent",
            name="purpose",
            field=models.CharField(
                choices=[
                    ("door-name", "Mijn naam mag op het deurscherm"),
                    ("show-key", "De bladzijde van de kamer mag zeggen dat ik de sleutel heb"),
                    ("show-role", "Buren mogen zien wat ik hier doe"),
                    ("welcome-card", "Mijn naam mag op een welkomstkaart"),
                    ("go-along", "Buren mogen mij vragen om mee te gaan"),
                ],
                max_length=20,
            ),
        ),
    ]

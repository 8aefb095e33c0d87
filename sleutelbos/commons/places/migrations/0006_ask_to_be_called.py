"""Two more things that somebody may agree to: being called when missed, and calling others."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("places", "0005_ask_for_a_name_on_a_card")]

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
                    ("be-called", "Een buur of het team mag mij bellen als ik drie weken niet kom"),
                    ("call-others", "Men mag mij vragen om een buur te bellen"),
                ],
                max_length=20,
            ),
        ),
    ]

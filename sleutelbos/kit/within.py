"""Every row belongs to a place, or to one person; these managers make you say which."""

from typing import TYPE_CHECKING, Any, Never

from django.db import models

if TYPE_CHECKING:
    from sleutelbos.commons.people.models import Person
    from sleutelbos.commons.places.models import Place


class WithinPlace(models.Manager[Any]):
    """The one door to rows of a place: name the place, or get nothing."""

    def __init__(self, path: str = "place") -> None:
        super().__init__()
        self.path = path

    def get_queryset(self) -> Never:
        """Refuse a query that forgot to say where. Raises `RuntimeError`."""
        raise RuntimeError(f"Which place? Use {self.model.__name__}.objects.within(place).")

    def within(self, place: "Place") -> models.QuerySet[Any]:
        """The rows of one place."""
        return self._rows().filter(**{self.path: place})

    def under(self, place: "Place") -> models.QuerySet[Any]:
        """The rows of a cooperative and of all its rooms, for reports."""
        here = models.Q(**{self.path: place}) | models.Q(**{f"{self.path}__part_of": place})
        return self._rows().filter(here)

    def _rows(self) -> models.QuerySet[Any]:
        # FETCH_PEERS: a forgotten foreign key costs one query for the list, not one per row.
        return models.QuerySet(self.model, using=self._db).fetch_mode(models.FETCH_PEERS)


class OfPerson(models.Manager[Any]):
    """The one door to rows that belong to a person wherever they come: key cards, codes."""

    def __init__(self, path: str = "person") -> None:
        super().__init__()
        self.path = path

    def get_queryset(self) -> Never:
        """Refuse a query that forgot to say whose. Raises `RuntimeError`."""
        raise RuntimeError(f"Of whom? Use {self.model.__name__}.objects.of(person).")

    def of(self, person: "Person") -> models.QuerySet[Any]:
        """The rows of one person."""
        return models.QuerySet(self.model, using=self._db).filter(**{self.path: person})


class PlaceOwned(models.Model):
    """Base of every row that belongs to a place."""

    place = models.ForeignKey("places.Place", models.PROTECT, related_name="+")

    everywhere = models.Manager()  # first: Django's own machinery uses this one
    objects = WithinPlace()

    class Meta:
        abstract = True

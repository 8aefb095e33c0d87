"""A step is of two people: who guides it, and what happens when both write (K4B, K4C, R4, R25)."""

import pytest
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.journal.models import Reading
from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_actor
from sleutelbos.kit.refused import NotFound, Refused
from sleutelbos.room.workplaces import commands_steps as commands
from sleutelbos.room.workplaces import queries
from sleutelbos.room.workplaces.models import Step

from .makers import make_review, make_step
from .test_steps import SECRET, get

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K4B", "K4C")]


@pytest.mark.mission("R25")
def test_who_does_not_receive_people_any_more_guides_nobody_and_another_is_chosen(room, samira):
    joost, deniz = make_actor(room, "joost", "resident", "host"), make_actor(room, "deniz", "host")
    step = make_step(joost, samira, agreements=SECRET)
    review = make_review(joost, step)
    assert "Wie begeleidt jou nu?" not in get(samira, step.code).content.decode()
    places.end_role(joost, of=joost.person, name="host")
    joost = actor_of(joost.person, room)
    for more in ("", "klaar/", "loonwaarde/", f"loonwaarde/{review.code}/"):
        assert get(joost, step.code, more).status_code == 404
    assert queries.review_of(joost, step.code, review.code) is None
    for command in (commands.read, commands.end):
        with pytest.raises(NotFound):
            command(joost, code=step.code)
    page = get(samira, step.code).content.decode()
    assert "Wie begeleidt jou nu?" in page
    assert "Joost" not in page
    for to in (joost, samira):
        with pytest.raises(Refused) as no:
            commands.choose_guide(samira, code=step.code, to=to.person.code)
        assert no.value.code == "no-guide"
    with pytest.raises(NotFound):
        commands.choose_guide(deniz, code=step.code, to=deniz.person.code)
    client = Client()
    client.force_login(samira.person)
    client.post(f"/k/lampje/werkplekken/{step.code}/begeleider/", {"wie": deniz.person.code})
    assert Notice.everywhere.filter(person=deniz.person).count() == 1
    assert get(deniz, step.code).status_code == 200
    assert "Wie begeleidt jou nu?" not in get(samira, step.code).content.decode()


@pytest.mark.mission("R4")
def test_two_who_change_the_same_both_see_both_and_nothing_is_lost(room, samira, marleen):
    step = make_step(marleen, samira)
    here = f"/k/lampje/werkplekken/{step.code}/"
    today = timezone.localdate().isoformat()
    data = {"form": "participation", "where": "De keuken", "since": today}
    hers, his = Client(), Client()
    hers.force_login(samira.person)
    his.force_login(marleen.person)
    opened = his.post(f"{here}lees/").content.decode()
    assert 'name="version" value="1"' in opened
    hers.post(f"{here}anders/", {**data, "goals": "Ik wil leren koken", "version": "1"})
    late = {**data, "goals": "Zij wil leren bakken"}
    answer = his.post(f"{here}anders/", {**late, "version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Ik wil leren koken" in page
    assert "Zij wil leren bakken" in page
    assert 'name="version" value="2"' in page
    assert Reading.everywhere.filter(reader=marleen.person).count() == 2
    assert Step.objects.within(room).get().goals == "Ik wil leren koken"
    his.post(f"{here}anders/", {**late, "version": "2"})
    assert Step.objects.within(room).get().goals == "Zij wil leren bakken"
    hers.post(f"{here}klaar/", {"outcome": "Ik kan koken."})
    answer = his.post(f"{here}klaar/", {"outcome": "Zij kan bakken."})
    assert answer.status_code == 422
    assert "Zij kan bakken." in answer.content.decode()
    assert Step.objects.within(room).get().outcome == "Ik kan koken."


def test_what_was_measured_stands_there_when_it_is_mended_and_a_guide_who_opens_it_is_seen(
    room, samira, marleen
):
    step = make_step(marleen, samira)
    review = make_review(marleen, step)
    address = f"loonwaarde/{review.code}/"
    get(marleen, step.code, address)
    assert not Reading.everywhere.exists()
    commands.record_review(
        marleen, code=step.code, review=review.code, percent=47, made_on=timezone.localdate(),
        measured_by="De deskundige", words="Zij werkt graag.",
    )  # fmt: skip
    page = get(marleen, step.code, address).content.decode()
    for words in ('value="47"', "De deskundige", "Zij werkt graag."):
        assert words in page
    assert Reading.everywhere.get().reader == marleen.person

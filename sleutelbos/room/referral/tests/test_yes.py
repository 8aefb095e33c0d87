"""Going along holds as long as the yes does: who leaves, hides, or only was asked (R25, R41)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from sleutelbos.commons.journal.models import Reading
from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.people.commands import hide, show_again
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotFound, Refused
from sleutelbos.room.referral import commands_asks
from sleutelbos.room.referral import commands_together as commands
from sleutelbos.room.referral.models import Ask, Going

from .makers import agree, make_ask, make_going, make_institution
from .test_together import SECRET, page

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K5B", "K5C")]


@pytest.fixture
def room(db):
    return make_room("lampje", "Het Lampje")


@pytest.mark.mission("P2")
def test_who_lays_down_their_last_role_lets_nobody_here_read_any_more(room, rosa, fatma, team):
    going = make_going(rosa, team, fatma, about=SECRET)
    waits = make_ask(fatma, rosa, team)
    places.end_role(rosa, of=rosa.person, name="resident")
    assert page(fatma, f"{going.code}/").status_code == 404
    with pytest.raises(NotFound):
        commands.read(fatma, code=going.code)
    going.refresh_from_db()
    assert going.withdrawn_at is not None
    assert not Ask.everywhere.filter(pk=waits.pk).exists()


@pytest.mark.mission("P2")
def test_when_who_goes_along_leaves_the_resident_hears_it_and_goes_on_alone(
    room, rosa, fatma, team
):
    going = make_going(rosa, team, fatma, about=SECRET)
    Notice.everywhere.all().delete()
    for name in actor_of(fatma.person, room).roles:
        places.end_role(fatma, of=fatma.person, name=name)
    shown = page(rosa, f"{going.code}/").content.decode()
    assert "gaat mee" not in shown
    assert "Alleen jij ziet deze bladzijde." in shown
    assert Notice.everywhere.get().person == rosa.person
    places.first_role(fatma.person, room, "host")
    assert page(fatma, f"{going.code}/").status_code == 404  # back is another yes


@pytest.mark.mission("P2")
def test_who_was_only_asked_along_reads_no_word_before_they_said_yes(room, rosa, fatma, team):
    places.say_yes(fatma, "go-along")
    going = commands.go(
        rosa, once=uuid4(), institution=team.code, companion=fatma.person.code, about=SECRET
    )
    assert "Lees wat er staat" not in page(fatma, f"{going.code}/").content.decode()
    with pytest.raises(Refused) as no:
        commands.read(fatma, code=going.code)
    assert no.value.code == "not-yet"
    assert not Reading.everywhere.exists()
    commands.come_along(fatma, code=going.code)
    assert "Lees wat er staat" in page(fatma, f"{going.code}/").content.decode()


@pytest.mark.mission("P2")
def test_who_asks_not_to_be_found_is_not_found_from_the_other_side(room, rosa, fatma, team):
    """R32: a hidden resident is not read, a hidden asker asks nothing; a hidden companion stays
    somebody to whom the resident can say no."""
    going = make_going(rosa, team, fatma, about=SECRET)
    hide(rosa.person)
    Notice.everywhere.all().delete()
    assert page(fatma, f"{going.code}/").status_code == 404
    assert going.code not in page(fatma, "").content.decode()
    for command in (commands.read, commands.stay_home):
        with pytest.raises(NotFound):
            command(fatma, code=going.code)
    rosa.person.refresh_from_db()
    commands.say(rosa, code=going.code, once=uuid4(), text="voor mijzelf")
    assert not Notice.everywhere.exists()
    show_again(rosa.person)
    asked = make_ask(fatma, rosa, team)
    hide(fatma.person)
    assert page(rosa, f"gevraagd/{asked.code}/").status_code == 404
    with pytest.raises(NotFound):
        agree(rosa, asked)
    shown = page(rosa, f"{going.code}/").content.decode()
    assert "Fatma" not in shown
    assert "Ik wil dit niet meer" in shown


@pytest.mark.mission("P2")
def test_after_wiping_or_a_no_no_notice_tells_who_was_beside_it(room, rosa, fatma, team):
    going = make_going(rosa, team, fatma, about=SECRET)
    kept = make_going(rosa, team, fatma)
    commands.say(fatma, code=going.code, once=uuid4(), text="ja")
    refused, silent, agreed = (
        make_ask(fatma, rosa, make_institution(fatma, f"Plek {nth}")) for nth in range(3)
    )
    assert Notice.everywhere.filter(path__contains=going.code).count() == 2
    commands.wipe(rosa, code=going.code)
    commands_asks.decline(rosa, code=refused.code)
    agree(rosa, agreed)
    commands_asks.forget_asks(before=timezone.now() + timedelta(days=1))
    for gone in (going, refused, silent, agreed):
        assert not Notice.everywhere.filter(path__contains=gone.code).exists()
    assert Notice.everywhere.filter(path__contains=kept.code).exists()


@pytest.mark.mission("P2")
def test_the_words_of_the_yes_that_are_kept_stood_on_the_page_before_it(room, rosa, fatma, team):
    """R41: of going oneself, and of saying yes to what was asked."""
    shown = page(rosa, "nieuw/").content.decode()
    for companion in (None, fatma):
        assert make_going(rosa, team, companion).wording in shown
    asked = make_ask(fatma, rosa, team)
    read = page(rosa, f"gevraagd/{asked.code}/").content.decode()
    seen = commands_asks.wording("consult", team)
    team.name = "Het andere wijkteam"
    team.save()
    asked.institution.refresh_from_db()
    with pytest.raises(Refused) as no:
        commands_asks.agree(rosa, code=asked.code, seen=seen)
    assert no.value.code == "not-what-was-seen"
    going = agree(rosa, asked)
    assert seen in read
    assert going.wording in page(rosa, f"{going.code}/").content.decode()
    assert going.wording == commands_asks.wording("consult", team) != seen


def test_klaar_is_taken_back_and_what_was_written_stays(room, rosa, fatma, team):
    going = make_going(rosa, team, fatma)
    client = Client()
    client.force_login(rosa.person)
    here = f"/k/lampje/samen-op-pad/{going.code}/"
    client.post(f"{here}klaar/", {"klaar-once": str(uuid4()), "klaar-text": "Toch niet klaar"})
    assert not Going.objects.within(room).get().is_open
    assert f"{here}weer-open/" in client.get(here).content.decode()
    client.post(f"{here}weer-open/")
    again = commands.reopen(fatma, code=going.code)
    assert again.is_open
    assert [line.what for line in commands.read(rosa, code=going.code)] == ["said"]
    commands.withdraw(rosa, code=going.code)
    with pytest.raises(Refused) as no:
        commands.reopen(rosa, code=going.code)
    assert no.value.code == "is-over"
    with pytest.raises(NotFound):
        commands.reopen(fatma, code=going.code)


def test_the_title_of_the_page_does_not_say_where_somebody_goes(room, rosa, team):
    """T11: it stands on the tab and in the history of a phone that others use."""
    shown = page(rosa, f"{make_going(rosa, team, None).code}/").content.decode()
    title = shown[shown.index("<title>") : shown.index("</title>")]
    assert "Samen op pad" in title
    assert "Wijkteam" not in title


def test_one_institution_of_the_network_is_asked_about_in_two_rooms(room, rosa, fatma):
    other = make_room("elders", "Elders")
    shared = make_institution(fatma, "Voor allen", for_network=True)
    places.first_role(rosa.person, other, "resident")
    there = make_actor(other, "wim", "host")
    first = make_ask(fatma, rosa, shared)
    assert make_ask(there, actor_of(rosa.person, other), shared) != first

"""From bare space to self-run within a year, and a room in one sitting (K5F)."""

import re
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.people.commands import erase_me, hide
from sleutelbos.commons.people.models import Person
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import actor_of
from sleutelbos.commons.places.models import Place, Role
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.room.founding import commands, queries
from sleutelbos.room.founding.models import PATH, Step
from sleutelbos.room.founding.tests.makers import make_step
from sleutelbos.room.hours.tests.makers import make_begun
from sleutelbos.room.keys import commands as keys
from sleutelbos.room.keys.tests.makers import make_key
from tests.processes import at_once

HERE = "sleutelbos.room.founding.tests.test_path"

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K5F")]


@pytest.fixture
def room():
    return make_room("lampje", "Het Lampje")


@pytest.fixture
def amina(room):
    return make_actor(room, "amina")


@pytest.fixture
def board(room):
    return make_actor(room, "roy", "board")


def signed_in(actor) -> Client:
    client = Client()
    client.force_login(actor.person)
    return client


def path_of(actor):
    return queries.path(actor.place, actor.someone, timezone.now())


def shown(actor):
    return [str(step.words) for month in path_of(actor).months for step in month.steps]


def refused(function, *given, **how):
    with pytest.raises(Refused) as refusal:
        function(*given, **how)
    return refusal.value.code


def running(actor):
    return {str(one.words): one.who for one in path_of(actor).runs}


def test_a_new_room_is_started_in_one_sitting(room, board):
    url = reverse("founding:start", args=[room.slug])
    form = {"name": "De Vlieger", "address": "Molenpad 3", "steps": list(PATH), "once": uuid4()}

    answers = [signed_in(board).post(url, form) for _twice in range(2)]

    made = Place.objects.get(slug="de-vlieger")
    assert [answer["Location"] for answer in answers] == ["/k/de-vlieger/opbouw/"] * 2
    assert made.part_of == room.part_of
    page = signed_in(board).get("/k/de-vlieger/opbouw/").content.decode()
    assert "De deur gaat open" in page
    assert signed_in(board).get("/k/de-vlieger/").status_code == 200
    roles = Role.objects.filter(place=made).values_list("name", flat=True)
    assert sorted(roles) == ["board", "key-holder", "resident"]
    assert Step.objects.within(made).count() == len(PATH)


def test_who_started_it_lets_neighbours_in_and_hands_over_at_once(board):
    from sleutelbos.commons.places import commands as places

    there = commands.start_room(board, name="De Vlieger").actor
    joy = places.welcome(there, called="Joy", tag_picto="vogel", tag_colour="paars")
    places.give_role(there, to=joy, name="key-holder")
    places.give_role(there, to=joy, name="treasurer")
    assert {"resident", "key-holder", "treasurer"} <= actor_of(joy, there.place).roles


@pytest.mark.parametrize(
    ("how", "code"),
    [({"name": " "}, "no-name"), ({"name": "Het Lampje", "slug": "lampje"}, "slug-taken"),
     ({"name": "Mijn"}, "slug-taken"), ({"name": "！！"}, "no-name")],
)  # fmt: skip
def test_a_room_needs_a_name_and_an_address_of_its_own(board, how, code):
    before = Place.objects.count()
    assert refused(commands.start_room, board, **how) == code
    assert Place.objects.count() == before


def test_only_a_board_starts_a_room(room, amina):
    for who in (amina, make_actor(room, "marleen", "coordinator"), make_actor(room, "g", "funder")):
        with pytest.raises(NotAllowed):
            commands.start_room(who, name="De Vlieger")


def test_the_path_is_ours_to_choose_and_coffee_comes_first(board):
    there = commands.start_room(board, name="De Vlieger", steps=["open", "board"]).actor
    names = Step.objects.within(there.place).order_by("month").values_list("known", flat=True)
    assert list(names) == ["people", "open", "board"]
    commands.lay_path(there)
    assert Step.objects.within(there.place).count() == len(PATH)


def test_residents_pull_a_step_alone_or_together_and_let_it_go(room, amina):
    wim = make_actor(room, "wim")
    step = make_step(amina)
    for who in (amina, amina, wim):
        commands.pull(who, code=step.code)
    laid = path_of(amina).months[0].steps[0]
    assert [person.called for person in laid.pullers] == ["Amina", "Wim"]
    for _twice in range(2):
        commands.let_go(amina, code=step.code)
    assert [person.called for person in path_of(wim).months[0].steps[0].pullers] == ["Wim"]


def test_the_team_and_a_stranger_pull_nothing(room, amina):
    step = make_step(amina)
    with pytest.raises(NotAllowed):
        commands.pull(make_actor(room, "marleen", "coordinator"), code=step.code)
    with pytest.raises(NotFound):
        commands.pull(make_actor(make_room("elders", "Elders"), "saskia"), code=step.code)


def test_done_not_done_and_away_go_back_and_forth(amina):
    step = make_step(amina)
    for _twice in range(2):
        commands.done(amina, code=step.code)
    assert path_of(amina).months[0].steps[0].done_at is not None
    commands.not_done(amina, code=step.code)
    assert path_of(amina).months[0].steps[0].done_at is None
    commands.take_away(amina, code=step.code)
    assert (shown(amina), [laid.code for laid in path_of(amina).away]) == ([], [step.code])
    commands.bring_back(amina, code=step.code)
    assert shown(amina) == ["een moestuin maken"]


def test_a_step_of_our_own_says_what_and_when(amina):
    assert refused(commands.add_step, amina, words=" ", month=1) == "no-words"
    assert refused(commands.add_step, amina, words="tuin", month=13) == "no-month"
    once = uuid4()
    for _twice in range(2):
        commands.add_step(amina, words="tuin", month=1, once=once)
    assert shown(amina) == ["tuin"]


def test_the_year_runs_from_when_the_room_began(room, amina):
    Place.objects.filter(pk=room.pk).update(since=date(2026, 11, 24))
    room.refresh_from_db()
    make_step(amina, "feest", 12)
    make_step(amina, "koffie", 1)
    months = queries.path(room, amina.someone, timezone.now()).months
    assert [(month.number, month.first) for month in months] == [
        (1, date(2026, 11, 1)), (12, date(2027, 10, 1)),
    ]  # fmt: skip


def test_it_says_what_neighbours_run_themselves_and_what_the_team_still_does(room, amina):
    marleen = make_actor(room, "marleen", "coordinator")
    assert set(running(amina).values()) == {"nobody", "team"}
    assert running(amina)["Buren ontvangen"] == "team"
    fatma = make_actor(room, "fatma", "resident", "host", "key-holder")
    make_begun(fatma)
    key = make_key(room)
    keys.open_room(fatma, key=key)
    now = running(marleen)
    assert now["Buren ontvangen"] == "neighbours"
    assert now["Iets beginnen in de week"] == "neighbours"
    assert now["De deur opendoen"] == "neighbours"
    assert now["De kas bijhouden"] == "team"
    assert now["Samen beslissen, als bestuur"] == "neighbours"


def test_what_somebody_of_the_team_does_is_done_by_the_team(room, amina):
    make_actor(room, "deniz", "resident", "host", "assistant")
    assert running(amina)["Buren ontvangen"] == "team"


def test_the_page_has_no_score_and_no_percentage(room, amina):
    commands.lay_path(amina)
    page = signed_in(amina).get(reverse("founding:path", args=[room.slug])).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    words = re.sub(r"<svg.*?</svg>|<[^>]+>", " ", main, flags=re.DOTALL)
    assert "%" not in words
    assert re.findall(r"\d+", words.replace(str(timezone.localdate().year), "").replace(
        str(timezone.localdate().year + 1), "")) == []  # fmt: skip
    for word in ("score", "punten", "niveau", "achter", "van de 1"):
        assert word not in words.lower()


def test_who_hides_or_goes_pulls_without_a_name_or_no_more(room, amina):
    wim = make_actor(room, "wim")
    step = make_step(amina)
    for who in (amina, wim):
        commands.pull(who, code=step.code)
    hide(wim.someone)
    assert [person.called for person in path_of(amina).months[0].steps[0].pullers] == ["Amina"]
    erase_me(amina.someone)
    assert path_of(wim).months[0].steps[0].pullers == [wim.someone]


@pytest.mark.mission("R25")
def test_who_leaves_pulls_no_step_any_more(room, amina):
    wim = make_actor(room, "wim")
    step = make_step(amina)
    for who in (amina, wim):
        commands.pull(who, code=step.code)
    places.end_role(wim, of=wim.someone, name="resident")
    assert path_of(amina).months[0].steps[0].pullers == [amina.someone]


def start(person: str, once: str) -> str:
    """Start a room as this person: its short address, or why not."""
    actor = actor_of(Person.objects.get(code=person), Place.objects.get(slug="lampje"))
    try:
        return commands.start_room(actor, name="De Vlieger", once=UUID(once)).room.slug
    except Refused as refusal:
        return refusal.code


@pytest.mark.processes
@pytest.mark.django_db(transaction=True)
def test_the_same_form_pressed_twice_at_once_is_one_room_for_both():
    board, once = make_actor(make_room("lampje"), "roy", "board"), str(uuid4())
    answers = at_once(f"{HERE}:start", [[board.someone.code, once]] * 2)
    assert answers == ["de-vlieger"] * 2


def test_the_journal_knows_who_started_the_room(board):
    there = commands.start_room(board, name="De Vlieger")
    told = [entry.what for entry in Entry.objects.within(there.room).order_by("pk")]
    assert told == ["founding.laid", "founding.started"]


def test_the_page_asks_as_much_for_three_as_for_one(room, amina):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            path_of(amina)
        return len(asked)

    commands.pull(amina, code=make_step(amina).code)
    one = cost()
    for called in ("joy", "rosa"):
        who = make_actor(room, called)
        commands.pull(who, code=make_step(who, called, 5).code)
    assert len(shown(amina)) == 3
    assert cost() == one == 5

"""Hanging a talent or a question on the wall, and taking it down (K1A, K1B)."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone, translation

from sleutelbos.commons.journal.models import Entry
from sleutelbos.commons.people import commands as people
from sleutelbos.commons.places import commands as places
from sleutelbos.commons.places.door import Actor, actor_of
from sleutelbos.commons.places.tests.makers import make_actor, make_room
from sleutelbos.kit.refused import NotAllowed, NotFound, Refused
from sleutelbos.kit.tests.sounds import make_mp4, make_ogg, make_webm
from sleutelbos.room.talents import commands, queries
from sleutelbos.room.talents.models import Post, Recording, Touch

from .makers import make_ask, make_offer, make_touch

pytestmark = [pytest.mark.django_db, pytest.mark.mission("K1A", "K1B")]


@pytest.fixture
def room():
    return make_room()


@pytest.fixture
def amina(room) -> Actor:
    return make_actor(room, "amina")


def noted(room) -> list[str]:
    return [entry.what for entry in Entry.objects.within(room).order_by("pk")]


def test_a_talent_hangs_with_a_name_and_a_question_without(room, amina):
    make_offer(amina, "braiding-hair")
    make_ask(amina, "cycling-lessons")
    offered, asked = queries.offered(room, 5), queries.asked(room, 5)
    assert [(h.title, h.picto, h.person) for h in offered] == [
        ("Haren vlechten", "vlecht", amina.person)
    ]
    assert [(h.title, h.person) for h in asked] == [("Wie leert mij fietsen?", None)]
    assert queries.counts(room) == (1, 1)
    assert noted(room) == ["talents.hung", "talents.hung"]


def test_the_person_chooses_otherwise(room, amina):
    make_offer(amina, with_name=False)
    make_ask(amina, with_name=True)
    assert queries.offered(room, 5)[0].person is None
    assert queries.asked(room, 5)[0].person == amina.person


def test_a_concept_is_read_in_the_language_of_the_reader(room, amina):
    with translation.override("tr"):
        make_offer(amina, "bicycle-repair", "Bisiklet tamiri")
    assert Post.objects.within(room).get().words == ""
    read = queries.offered(room, 1)[0]
    for language, title in (("nl", "Fietsen maken"), ("ar", "إصلاح الدراجات")):
        with translation.override(language):
            assert read.title == title
            assert read.title_language == ""


def test_own_words_stay_as_they_were_written(room, amina):
    with translation.override("ar"):
        make_offer(amina, words="  أصلح   كل شيء ")
    hung = queries.offered(room, 1)[0]
    assert (hung.title, hung.title_language, hung.more) == ("أصلح كل شيء", "ar", "")


def test_own_words_stand_beside_a_concept(room, amina):
    make_offer(amina, "dutch-conversation", "In het park, bij de eendjes")
    hung = queries.offered(room, 1)[0]
    assert (hung.title, hung.more) == ("Nederlands praten", "In het park, bij de eendjes")


@pytest.mark.parametrize("sound", [make_ogg(), make_webm(), make_mp4()])
def test_a_recording_is_kept_as_it_was_made(room, amina, sound):
    post = make_offer(amina, sound=sound)
    kept = queries.recording(room, post.code, viewer=amina.person)
    assert kept is not None
    assert bytes(kept.sound) == sound
    assert post.spoken
    assert queries.offered(room, 1)[0].title == "Luister wat deze buur kan"
    assert kept.as_data_url.startswith(f"data:{kept.mime};base64,")


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ({}, "says-nothing"),
        ({"words": " \n\u202e "}, "says-nothing"),
        ({"words": "a" * 141}, "too-long"),
        ({"concept": "no-such"}, "no-such-concept"),
        ({"concept": "joining-in"}, "no-such-concept"),
        ({"words": "bel mij op 06 12345678"}, "own-number"),
        ({"words": "+31 20 123 4567 naaien"}, "own-number"),
        ({"words": "mail naar amina@voorbeeld.nl"}, "own-number"),
        ({"sound": b""}, "no-sound"),
        ({"sound": b"<html>"}, "not-a-recording"),
        ({"sound": make_ogg(75)}, "recording-too-long"),
        ({"sound": make_mp4() + bytes(600_000)}, "recording-too-long"),
    ],
)
def test_a_talent_is_refused_with_a_reason(room, amina, how, code):
    with pytest.raises(Refused) as refusal:
        commands.hang(amina, kind="offer", once=uuid4(), **how)
    assert refusal.value.code == code
    assert Post.objects.within(room).count() == Recording.objects.within(room).count() == 0
    assert noted(room) == []


@pytest.mark.parametrize("words", ["Voor 4 tot 6 mensen", "Elke dag om 10.30 uur", "Sinds 2019"])
def test_ordinary_figures_pass(amina, words):
    assert make_offer(amina, words=words).words == words


def test_only_a_question_can_ask_what_there_is_to_do(amina):
    assert make_ask(amina, "joining-in").concept == "joining-in"
    with pytest.raises(Refused):
        make_ask(amina, "doing-what-is-needed")


def test_who_is_hidden_is_told_why_it_does_not_hang(amina):
    people.hide(amina.person)
    amina.person.refresh_from_db()
    with pytest.raises(Refused) as refusal:
        make_offer(amina)
    assert refusal.value.code == "you-are-hidden"


def test_the_same_form_sent_twice_hangs_once(room, amina):
    once = uuid4()
    first = commands.hang(amina, kind="offer", once=once, concept="sewing")
    again = commands.hang(amina, kind="offer", once=once, concept="sewing")
    assert first == again
    assert noted(room) == ["talents.hung"]


def test_the_id_of_another_neighbour_opens_nothing(room, amina):
    once = uuid4()
    commands.hang(amina, kind="ask", once=once, words="een geheim")
    with pytest.raises(Refused) as refusal:
        commands.hang(make_actor(room, "wim"), kind="ask", once=once, concept="sewing")
    assert refusal.value.code == "sent-before"


def test_a_code_that_is_taken_is_drawn_again(room, amina, monkeypatch):
    taken = make_offer(amina).code
    drawn = iter(["aaaaaa", "bbbbbb"])
    monkeypatch.setattr(commands, "new_code", lambda: next(drawn))
    monkeypatch.setattr(Post._meta.get_field("code"), "default", lambda: taken)
    monkeypatch.setattr(Post._meta.get_field("code"), "_get_default", lambda: taken)
    assert make_offer(amina).code == "aaaaaa"


def test_a_funder_and_a_passer_by_hang_nothing(room):
    with pytest.raises(NotAllowed):
        make_offer(make_actor(room, "fonds", "funder"))
    with pytest.raises(NotAllowed):
        make_offer(Actor(None, room))


def test_taking_down_is_one_step_and_so_is_putting_back(room, amina):
    post = make_offer(amina)
    commands.take_down(amina, post=post.code)
    commands.take_down(amina, post=post.code)
    assert queries.offered(room, 5) == queries.offered_by(amina.person, room) == []
    commands.hang_again(amina, post=post.code)
    commands.hang_again(amina, post=post.code)
    assert [h.code for h in queries.offered_by(amina.person, room)] == [post.code]
    assert noted(room) == ["talents.hung", "talents.taken-down", "talents.hung-again"]


def test_a_neighbour_takes_nothing_down_but_a_host_keeps_the_wall_decent(room, amina):
    post = make_offer(amina)
    with pytest.raises(NotAllowed):
        commands.take_down(make_actor(room, "wim"), post=post.code)
    commands.take_down(make_actor(room, "fatma", "host"), post=post.code)
    assert queries.offered(room, 5) == []


def test_what_is_not_mine_or_not_here_cannot_be_changed(room, amina):
    post = make_offer(amina, words="ik kan fietsen repareren")
    fatma, far = make_actor(room, "fatma", "host"), make_actor(make_room("elders"), "far")
    for stranger in (fatma, far):
        with pytest.raises(NotFound):
            commands.hang_again(stranger, post=post.code)
        with pytest.raises(NotFound):
            commands.mean(stranger, post=post.code, concept="bicycle-repair")
    with pytest.raises(NotFound):
        commands.take_down(far, post=post.code)


def test_own_words_can_be_given_a_meaning(room, amina):
    post = make_offer(amina, words="ik kan fietsen repareren")
    assert next(c.code for c in queries.hint_of(room, post.code)) == "bicycle-repair"
    commands.mean(amina, post=post.code, concept="bicycle-repair")
    hung = queries.offered(room, 1)[0]
    assert (hung.title, hung.more, hung.picto) == (
        "Fietsen maken", "ik kan fietsen repareren", "fiets",
    )  # fmt: skip
    assert queries.hint_of(room, post.code) == []
    for unknown in ("", "no-such", "joining-in"):
        with pytest.raises(Refused):
            commands.mean(amina, post=post.code, concept=unknown)


def test_who_hides_or_leaves_is_gone_from_the_wall_at_once(room, amina):
    wim = make_actor(room, "wim")
    posts = [make_offer(amina), make_ask(amina, with_name=True), make_offer(wim)]
    people.hide(amina.person)
    places.end_role(actor_of(wim.person, room), of=wim.person, name="resident")
    assert queries.offered(room, 5) == queries.asked(room, 5) == []
    assert queries.counts(room) == (0, 0)
    for post in posts:
        assert queries.post(room, post.code) is None
    people.show_again(amina.person)
    assert queries.counts(room) == (1, 1)


def test_what_came_down_is_wiped_after_a_while_unless_two_still_talk_about_it(room, amina):
    wim = make_actor(room, "wim")
    old, talked_about, hanging = (make_offer(amina) for _ in range(3))
    make_touch(wim, talked_about)
    commands.take_down(amina, post=old.code)
    commands.take_down(amina, post=talked_about.code)
    assert commands.forget_what_came_down(before=timezone.now() - timedelta(days=30)) == 0
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert commands.forget_what_came_down(before=timezone.now() - timedelta(days=30)) == 1
    left = set(Post.objects.within(room).values_list("code", flat=True))
    assert left == {talked_about.code, hanging.code}
    assert Touch.objects.within(room).count() == 1


def test_erasing_a_person_wipes_what_they_hung_said_and_recorded(room, amina):
    wim = make_actor(room, "wim")
    make_touch(wim, make_offer(amina, sound=make_ogg()))
    amina.person.delete()
    assert Post.objects.within(room).count() == Recording.objects.within(room).count() == 0
    assert Touch.objects.within(room).count() == 0

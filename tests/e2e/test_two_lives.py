"""Two invented lives on the small demo world, from the first coffee on, in real browsers.

Nothing about them is visible to anybody they did not choose: at the end it is looked for everywhere
(`looked_for`). The words that are looked for carry a number, so that they stand nowhere by chance.
"""

# ruff: noqa: F811 - fixtures are asked for by their own name
from datetime import timedelta

import pytest

from sleutelbos.commons.journal.models import Reading
from sleutelbos.commons.notices.models import Notice
from sleutelbos.commons.people.models import Person
from sleutelbos.room.activities.models import Activity
from sleutelbos.room.day.models import Call
from sleutelbos.room.help.models import Question
from sleutelbos.room.keys.queries import opening_now
from sleutelbos.room.referral.models import WelcomeCard
from sleutelbos.room.story.models import Door as RouteDoor
from sleutelbos.room.visits.models import Visit
from sleutelbos.room.visits.tests.door_page import until
from tests.browser import Visitor, browser, open_page  # noqa: F401

from . import looked_for
from .lives import ROOM, House, fill, house, row  # noqa: F401

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.django_db(transaction=True)]

LETTER, STEP, CAME = "Kraanvogel31", "Kiekendief32", "Wielewaal33"
GOT, GAVE = "Putter34", "Roodborst35"
DOOR, HELPED, SMALL = "Roerdomp41", "Tureluur42", "Kluut43"
AGREED, GOAL, PHONE = "Lepelaar44", "Grutto45", "0612345687"
CALLED = "+31612345687"


# -- the first life -------------------------------------------------------------------------------


def comes_in_without_a_name(house: House) -> None:
    tablet = house.tablet()
    before, people = Visit.objects.within(house.room).count(), Person.objects.count()
    tablet.tap(tablet.page.locator(".d-nieuw"))
    assert tablet.taps == 1
    until(tablet.page, lambda: Visit.objects.within(house.room).count() == before + 1)
    assert Person.objects.count() == people
    house.shot(tablet, "deur")


def becomes_a_neighbour(house: House, called: str, language: str = "") -> Visitor:
    """Fatma asks only how they want to be called; their phone scans the card she made."""
    fatma = house.window("fatma").go(f"{ROOM}tafel/")
    house.shot(fatma, "tafel")
    fatma.tap("Iemand is nieuw")
    fill(fatma, "Hoe wil je heten?", called)
    if language:
        fatma.page.get_by_label("Welke taal leest fijn?").select_option(language)
    fatma.tap("Klaar")
    house.shot(fatma, "buur")
    fatma.tap("Maak een kaart")
    assert fatma.sees("De kaart is klaar")
    phone = house.scan(house.last_card())
    assert phone.go("/mijn/").sees(f"Dag {called}")
    house.shot(phone, "mijn-bos")
    return phone


def asks_for_help(house: House, saida: Visitor) -> Question:
    saida.taps = 0
    saida.tap("Ik vraag iets").tap("Brieven")
    assert saida.page.locator("input[name=readers]:checked").input_value() == "one"
    fill(saida, "In jouw woorden", f"Ik kan deze brief niet lezen. {LETTER}")
    house.shot(saida, "vraag")
    saida.tap("Vraag het")
    assert saida.sees("Nu leest alleen jij dit.")
    assert saida.taps <= 4
    house.shot(saida, "gevraagd")
    return Question.objects.within(house.room).latest("pk")


def is_helped_by_who_knows(house: House, saida: Visitor, question: Question) -> Visitor:
    here = f"{ROOM}hulp/vraag/{question.code}/"
    amina = house.window("amina").go("/mijn/vraag/")
    amina.tap(row(amina, "Een buur vraagt hulp").get_by_role("link"))
    assert LETTER not in amina.page.content()
    assert "Saida" not in amina.page.content()
    house.shot(amina, "helpen")
    amina.tap("Ik help")
    assert amina.sees("Je buur beslist nu")
    assert LETTER not in amina.page.content()

    saida.go(here).tap("Ja, graag")
    assert saida.sees("Alleen jij en Amina lezen dit.")
    amina.go(here)
    assert amina.sees(LETTER)
    house.shot(amina, "lezen")
    amina.tap("Nog een stap")
    fill(amina, "Welke stap?", f"Samen bellen met {STEP}").tap("Zet erbij")
    assert amina.sees(STEP)
    return amina


def is_done_and_asked_what_they_are_good_at(house: House, saida: Visitor, amina: Visitor) -> None:
    saida.page.reload()
    assert saida.sees("las je vraag")
    house.shot(saida, "geholpen")
    saida.tap(row(saida, STEP).get_by_role("button", name="Gedaan"))
    saida.tap("Mijn vraag is klaar")
    assert saida.sees("En waar ben jij goed in?")
    house.shot(saida, "klaar")
    saida.tap("Gaat beter")
    fill(saida, "Wat kwam ervan?", f"Het is geregeld met {CAME}").tap("Bewaar")
    assert saida.sees("En waar ben jij goed in?")
    amina.page.reload()
    assert amina.sees(CAME)
    amina.tap("Ik heb het gevraagd")


def hangs_a_talent(house: House, saida: Visitor) -> None:
    saida.tap("Iets anders")
    fill(saida, "In jouw woorden", "Ik kan kleren naaien")
    house.shot(saida, "talent")
    saida.tap("Hang aan mijn bos")
    assert saida.sees("Het hangt aan je bos")
    house.shot(saida, "hangt")


def gives_something_back(house: House, saida: Visitor) -> None:
    for path, verb, words in (("gekregen", "Ik kreeg", GOT), ("gegeven", "Ik gaf", GAVE)):
        saida.go("/mijn/").tap(saida.page.locator(f"a[href='/mijn/{path}/']"))
        assert saida.sees(verb)
        saida.tap(saida.page.locator("#regel label.sb-tegel"))
        fill(saida, "In je eigen woorden", words)
        house.shot(saida, path)
        saida.tap("Schrijf op")
        assert saida.sees(words)


def joins_and_pulls_the_sewing_club(house: House, saida: Visitor) -> None:
    saida.go(ROOM)
    sewing = row(saida, "Naaiclub")
    saida.tap(sewing.get_by_role("button", name="Ik kom"))
    assert saida.sees("Jij komt")
    house.shot(saida, "ik-kom")

    rosa = house.window("rosa").go(ROOM)
    rosa.tap(row(rosa, "Naaiclub").get_by_role("link", name="Naaiclub", exact=True))
    rosa.tap("Meer over wat ik trek").tap("Ik stop hiermee")
    saida.tap(row(saida, "Naaiclub").get_by_role("link", name="Naaiclub", exact=True))
    assert saida.sees("Hierna rust dit. Niemand trekt het nu.")
    house.shot(saida, "rust")
    saida.tap("Ik pak dit op")
    assert saida.sees("Jij trekt nu: Naaiclub")
    house.shot(saida, "ik-trek")

    club = Activity.objects.within(house.room).get(title="Naaiclub")
    pulls = club.pulled_by.filter(until=None).values_list("person__called", flat=True)
    assert list(pulls) == ["Saida"]


def gets_a_key_and_opens_the_door(house: House, saida: Visitor) -> None:
    yusuf = house.window("yusuf").go(f"{ROOM}sleutels/")
    house.shot(yusuf, "sleutelbord")
    yusuf.tap(yusuf.page.get_by_role("link", name="Geef mee"))
    code = Person.objects.get(called="Saida")
    yusuf.tap("Iemand anders")
    yusuf.tap(yusuf.page.locator(f"a[href='?hanger={code.tag_picto}']"))
    house.shot(yusuf, "aan-wie")
    yusuf.tap(yusuf.page.locator("label").filter(has_text="Saida"))
    fill(yusuf, "Waarvoor is de sleutel?", "de naaiclub").tap("Geef de sleutel")
    assert yusuf.sees("Saida heeft sleutel")
    yusuf.go(ROOM).tap("Ik doe de deur dicht").tap("De deur is dicht")
    until(yusuf.page, lambda: opening_now(house.room, house.now()) is None)

    saida.go(ROOM).taps = 0
    saida.tap("Ik doe de deur open").tap("Mijn eigen")
    assert saida.sees("De deur is open tot")
    assert saida.taps <= 2
    house.shot(saida, "deur-open")
    opening = opening_now(house.room, house.now())
    assert opening
    assert opening.opened_by == code


@pytest.mark.mission("K1A", "K1B", "K1C", "K1E", "K1F", "K2C", "K3A", "P2")
def test_from_a_letter_to_the_sewing_club_with_a_key(house: House, caplog):
    caplog.set_level("DEBUG")
    told = looked_for.Told((LETTER, STEP, CAME, GOT, GAVE), "Saida")
    house.wants_mail(*looked_for.OTHERS.values(), "amina", "rosa")
    comes_in_without_a_name(house)
    saida = becomes_a_neighbour(house, "Saida")
    question = asks_for_help(house, saida)
    amina = is_helped_by_who_knows(house, saida, question)
    is_done_and_asked_what_they_are_good_at(house, saida, amina)
    hangs_a_talent(house, saida)
    gives_something_back(house, saida)
    joins_and_pulls_the_sewing_club(house, saida)
    gets_a_key_and_opens_the_door(house, saida)
    house.close_windows()

    house.send_mails()
    amina = looked_for.reads(told, "amina", f"{ROOM}hulp/vraag/{question.code}/")
    assert amina == {LETTER, STEP, CAME}
    looked_for.assert_nowhere(told, house.room, caplog.text)


# -- the second life ------------------------------------------------------------------------------


def is_sent_with_a_card(house: House) -> tuple[Visitor, WelcomeCard]:
    """Somebody of an institution makes a card, without an account and without a word about them."""
    desk = house.window(size="desktop").go("/welkomstkaart/?kamer=lampje")
    house.shot(desk, "maak-kaart")
    desk.tap("Maak de kaart")
    assert desk.sees("De kaart is klaar")
    assert desk.taps == 1
    house.shot(desk, "welkomstkaart")
    return desk, WelcomeCard.objects.within(house.room).latest("pk")


def shows_it_at_the_door(house: House, desk: Visitor, card: WelcomeCard) -> None:
    fatma = house.window("fatma").go(f"{ROOM}welkomstkaart/{card.code}/")
    house.shot(fatma, "met-kaart")
    fatma.tap("Deze kaart is gebruikt")
    assert fatma.sees("De kaart telt mee.")
    desk.tap("Nog een kaart")
    assert desk.sees("Gebruikt")
    assert desk.sees("Meer zie je niet. Niet wie, niet wanneer, niet waarom.")
    house.shot(desk, "gebruikt")


def may_be_called(house: House, nadia: Visitor) -> None:
    """She says yes herself, leaves a number for that, and lets her name stand on the door."""
    nadia.go("/mijn/").tap("Bellen").tap("Mag men mij bellen?")
    nadia.tap("Bel mij als ik drie weken niet kom")
    fill(nadia, "Op dit nummer", PHONE)
    house.shot(nadia, "bel-mij")
    nadia.tap("Zo is het goed")
    assert nadia.sees("Zo doen wij het.")
    nadia.go("/mijn/delen/")
    house.shot(nadia, "wie-ziet-wat")
    nadia.tap(nadia.page.locator("button[formaction$='/door-name/ja/']"))
    assert nadia.sees("Dit mag nu.")


def sews_along_once(house: House, nadia: Visitor) -> None:
    nadia.go(ROOM).tap(row(nadia, "Naaiclub").get_by_role("button", name="Ik kom"))
    assert nadia.sees("Jij komt")
    rosa = house.window("rosa").go(ROOM)
    rosa.tap(row(rosa, "Naaiclub").get_by_role("link", name="Naaiclub", exact=True))
    rosa.tap("Wie zijn er?")
    rosa.tap(rosa.page.locator("label").filter(has_text="Nadia")).tap("Zij waren er")


def is_missed_and_called(house: House, nadia: Person) -> None:
    """Marleen asks Rosa, who knows her; the number is there when Rosa says that they call."""
    marleen = house.window("marleen").go("/dag/lampje/")
    house.shot(marleen, "mijn-dag")
    assert PHONE not in marleen.page.content()
    item = row(marleen, "Nadia")
    assert "Rosa kent deze buur." in item.inner_text()
    marleen.tap(item.get_by_role("button", name="Vraag Rosa om te bellen"))
    assert marleen.sees("Gevraagd. Nee zeggen mag altijd.")
    assert marleen.taps == 1

    rosa = house.window("rosa").go("/dag/lampje/bellen/")
    house.shot(rosa, "bellen")
    assert CALLED not in rosa.page.content()
    rosa.tap(row(rosa, "Nadia").get_by_role("button", name="Ik bel Nadia"))
    assert rosa.page.locator(f"a[href='tel:{CALLED}']").is_visible()
    rosa.tap(row(rosa, "Nadia").get_by_role("button", name="Gesproken"))
    assert rosa.sees("Bewaard. Dank je wel.")
    assert rosa.taps == 2
    call = Call.objects.within(house.room).get(person=nadia)
    read = Reading.objects.within(house.room).filter(owner=nadia, about_id=str(call.pk))
    assert [one.reader.called for one in read.select_related("reader")] == ["Rosa"]
    assert (call.outcome, call.caller.called) == ("spoken", "Rosa")
    rosa.go("/dag/lampje/bellen/")
    assert CALLED not in rosa.page.content()


def comes_back(house: House, nadia: Person) -> None:
    before = Visit.objects.within(house.room).filter(person=nadia).count()
    tablet = house.tablet()
    tablet.tap("Ik kom hier vaker").tap(tablet.page.locator(f"[data-picto={nadia.tag_picto}]"))
    tablet.tap(tablet.page.locator("#namen .sb-tegel").filter(has_text="Nadia"))
    assert tablet.sees("Dag Nadia! Goed je te zien.")
    assert tablet.taps <= 3
    house.shot(tablet, "terug")
    visits = Visit.objects.within(house.room).filter(person=nadia)
    until(tablet.page, lambda: visits.count() == before + 1)
    marleen = house.window("marleen").go("/dag/lampje/")
    assert row(marleen, "Nadia").count() == 0


def tells_a_door_to_one(house: House, nadia: Visitor) -> None:
    nadia.go("/mijn/").tap("Ik begin mijn route")
    fill(nadia, "Waar sta je voor? Of wat wil je?", f"Ik durfde {DOOR} niet")
    fill(nadia, "Wat hielp? Of wat zou helpen?", f"Samen met {HELPED}")
    house.shot(nadia, "deur-vertellen")
    nadia.tap("Zet op mijn route").tap("Een klein stapje")
    fill(nadia, "Wat is een klein stapje?", f"Eerst {SMALL}")
    fill(nadia, "Met wie?", "Rosa")
    day = house.now() + timedelta(days=2)
    fill(nadia, "Welke dag?", day.date().isoformat())
    fill(nadia, "Hoe laat?", "13:30")
    nadia.tap("Dit doe ik")
    assert nadia.sees("Klein stapje:")
    nadia.taps = 0
    nadia.go("/mijn/").tap("Mijn hele route").tap("Laat zien aan iemand")
    house.shot(nadia, "laat-zien")
    nadia.tap("Laat zien Rosa")
    assert nadia.sees("Rosa mag deze deur lezen.")
    assert nadia.taps <= 3
    rosa = house.window("rosa").go("/mijn/route/van-anderen/").tap("Lees")
    assert rosa.sees(DOOR)
    house.shot(rosa, "gelezen")
    nadia.go("/mijn/route/")
    assert nadia.sees("las een deur van je route")


def starts_on_a_participation_place(house: House, nadia: Visitor, person: Person) -> str:
    """Fatma, who received her, proposes it and guides it; it counts after her yes."""
    fatma = house.window("fatma").go(f"{ROOM}buren/{person.code}/")
    fatma.tap("Een werkplek voorstellen").tap("Participatieplaats")
    fill(fatma, "Waar is het?", "De keuken van de kamer")
    until_day = (house.now() + timedelta(days=80)).date()
    fill(fatma, "Tot welke dag?", until_day.isoformat())
    fill(fatma, "Wat kan jij, en wat spreken wij af?", f"Rustig beginnen, {AGREED}")
    fill(fatma, "Wat wil jij leren?", f"Koken voor twintig mensen, {GOAL}")
    house.shot(fatma, "voorstel")
    fatma.tap("Bewaar")
    assert fatma.sees("wacht op een ja")

    nadia.go("/mijn/").tap("Mijn werk")
    nadia.tap(nadia.page.locator("main ol a"))
    assert nadia.sees(GOAL)
    house.shot(nadia, "mijn-werk")
    nadia.tap("Ja, dit wil ik")
    fatma.page.reload()
    fatma.tap("Plan een dag")
    review = (house.now() + timedelta(days=20)).date()
    fill(fatma, "Welke dag?", review.isoformat()).tap("Bewaar")
    path = fatma.page.url.removeprefix(fatma.address)
    assert fatma.sees("gepland:")
    return path


def is_told_in_time(house: House, person: Person) -> None:
    """A fortnight before the day both hear that there is a date; the words say nothing of it."""
    coming = Notice.everywhere.filter(sentence="Er komt een datum aan die jou nodig heeft.")
    assert not coming.filter(person=person).exists()
    house.wait(days=7)
    assert set(coming.values_list("person__called", flat=True)) >= {"Nadia", "Fatma"}


@pytest.mark.mission("K1D", "K1F", "K4B", "K4C", "K5A", "K5B", "B12", "P2")
def test_from_a_card_of_an_institution_to_a_participation_place(house: House, caplog):
    caplog.set_level("DEBUG")
    told = looked_for.Told((DOOR, HELPED, SMALL, AGREED, GOAL, PHONE, CALLED), "Nadia")
    house.wants_mail(*looked_for.OTHERS.values(), "fatma", "rosa")
    desk, card = is_sent_with_a_card(house)
    comes_in_without_a_name(house)
    shows_it_at_the_door(house, desk, card)
    nadia = becomes_a_neighbour(house, "Nadia")
    person = Person.objects.get(called="Nadia")
    may_be_called(house, nadia)
    sews_along_once(house, nadia)
    house.wait(days=22)
    is_missed_and_called(house, person)
    comes_back(house, person)
    tells_a_door_to_one(house, nadia)
    work = starts_on_a_participation_place(house, nadia, person)
    is_told_in_time(house, person)
    house.close_windows()

    house.send_mails()
    assert looked_for.reads(told, "fatma", f"{work}lees/", "post") == {AGREED, GOAL}
    shown = f"/mijn/route/van-anderen/{RouteDoor.everywhere.latest('pk').code}/"
    assert looked_for.reads(told, "rosa", shown, "post") == {DOOR, HELPED, SMALL}
    assert DOOR in looked_for.reads(told, "Nadia", "/mijn/route/papier/")  # paper can be read
    looked_for.assert_nowhere(told, house.room, caplog.text)

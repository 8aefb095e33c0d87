"""What the rule model says, in the language of the reader.

The model speaks Dutch. Each of its sentences stands here once more, so that it is translated like
every sentence of the house; a test asks the model for all it can say and misses none. A sentence
with a figure in it stands here with a hole for the figure.
"""

import re
from functools import lru_cache

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

LINES = (
    _("Loon"),
    _("Dit verdien je met werken, vóór belasting. Vakantiegeld zit erin."),
    _("Loon van je partner"),
    _("Dit verdient je partner, vóór belasting. Vakantiegeld zit erin."),
    _("Winst"),
    _("Dit is je winst per maand, vóór belasting."),
    _("Wajong"),
    _("Je Wajong is een deel van het minimumloon. Vakantiegeld zit erin."),
    _("Van elke euro loon gaat 70 cent van je Wajong af."),
    _("Van elke euro loon gaat 75 cent van je Wajong af."),
    _("Je loon is te hoog. Er blijft geen Wajong over."),
    _("WW"),
    _("UWV betaalt een deel van je oude loon."),
    _("Van elke euro loon gaat 75 cent van je WW af."),
    _("Van elke euro loon gaat 70 cent van je WW af."),
    _("Je verdient te veel voor WW. Dan stopt de WW."),
    _("WIA"),
    _("UWV betaalt dit volgens je brief. Vakantiegeld zit erin."),
    _("Van elke euro loon gaat 70 cent van je WIA af."),
    _("Je loon is te hoog. Er blijft geen WIA over."),
    _("Belasting"),
    _("Deze belasting gaat van je inkomen af. Je kortingen zijn al verwerkt."),
    _("Door je kortingen betaal je geen belasting."),
    _("Bijdrage voor de zorg"),
    _("Een ondernemer betaalt deze bijdrage zelf."),
    _("Bijstand"),
    _("De gemeente betaalt het bedrag dat bij je huishouden hoort."),
    _("Wat je verdient, gaat van je bijstand af."),
    _("Een deel van je loon mag je houden. De rest gaat van je bijstand af."),
    _("Je hebt genoeg inkomen of spaargeld. Dan krijg je geen bijstand."),
    _("Vergoeding als vrijwilliger"),
    _("Deze vergoeding mag je houden. Zij blijft onder de grens."),
    _("Zorgtoeslag"),
    _("Dit helpt bij je zorgpremie. Bij meer inkomen wordt het minder."),
    _("Je inkomen of spaargeld is te hoog voor zorgtoeslag."),
    _("Huurtoeslag"),
    _("Dit helpt bij je huur. Bij meer inkomen wordt het minder."),
    _("Je huur, inkomen of spaargeld past niet bij huurtoeslag."),
    _("Kindgebonden budget"),
    _("Dit krijg je voor je kinderen. Bij meer inkomen wordt het minder."),
    _("Je inkomen of spaargeld is te hoog voor kindgebonden budget."),
    _("Kinderbijslag"),
    _("Dit krijg je voor elk kind tot 18 jaar. Je inkomen telt niet mee."),
    _("Huur"),
    _("Dit bedrag gaf je zelf op."),
    _("WW na de buurtbaan, eerste 2 maanden"),
    _("Na de buurtbaan kun je WW krijgen. Dit is vóór belasting."),
    _("WW na de buurtbaan, daarna"),
    _("Vanaf maand 3 is de WW iets lager. Dit is vóór belasting."),
)
STEPS = (
    _("Minimumloon per uur"),
    _("Zo veel moet een baas minstens betalen."),
    _("Loon zonder vakantiegeld"),
    _("Je uren keer je uurloon."),
    _("Vakantiegeld"),
    _("Je bouwt elke maand vakantiegeld op."),
    _("Pensioen"),
    _("Dit betaal je voor later."),
    _("Norm"),
    _("Dit bedrag hoort bij je leeftijd en je huishouden."),
    _("Loon na belasting"),
    _("Voor de bijstand telt je loon na belasting."),
    _("Loon dat je mag houden"),
    _("Een kwart mag je houden, hoogstens 6 maanden. De gemeente beslist."),
    _("Een ouder alleen mag een achtste houden. De gemeente beslist."),
    _("Je kunt door ziekte minder uren werken. Dan mag je 15 procent houden."),
    _("Je baas krijgt subsidie voor je loon. Dan mag je 15 procent houden."),
    _("Loon dat eraf gaat"),
    _("Dit deel van je loon gaat van je bijstand af."),
    _("Vergoeding die eraf gaat"),
    _("Wat boven de grens komt, gaat van je bijstand af."),
    _("Dit gaat van je Wajong af."),
    _("Dit gaat van je WIA af."),
    _("WW-maandloon"),
    _("Dit loon had je vóór de WW, per maand."),
    _("Winst die telt, per jaar"),
    _("Na aftrek voor ondernemers."),
    _("Aftrek voor zelfstandigen, per jaar"),
    _("Werk je genoeg uren in je bedrijf, dan telt minder winst."),
    _("Vrijstelling van winst, per jaar"),
    _("Over een deel van je winst betaal je geen belasting."),
    _("Belasting vóór korting, per jaar"),
    _("Zo veel zou je betalen zonder kortingen."),
    _("Algemene korting, per jaar"),
    _("Deze korting krijgt bijna iedereen."),
    _("Korting voor werk, per jaar"),
    _("Deze korting krijg je omdat je werkt."),
    _("Korting voor werk en kind, per jaar"),
    _("Je werkt en hebt een kind onder de 12."),
    _("Korting bij Wajong, per jaar"),
    _("Deze korting hoort bij Wajong."),
    _("Inkomen dat telt, per jaar"),
    _("Toeslagen kijken naar je inkomen vóór belasting in het hele jaar."),
    _("Bijstand vóór belasting, per jaar"),
    _("De gemeente betaalt ook belasting over je bijstand."),
    _("Wat je zelf betaalt, per jaar"),
    _("Dit deel van de premie is voor jou."),
    _("Inkomen van alle bewoners, per jaar"),
    _("Voor huurtoeslag telt iedereen op je adres mee."),
    _("Huur die telt"),
    _("Je huur zonder stroom, gas en service."),
    _("Hoogste bedrag, per jaar"),
    _("Dit krijg je als je inkomen laag is."),
    _("Kinderbijslag per kwartaal"),
    _("De SVB betaalt per drie maanden."),
)
NOTES = (
    _("Een bedrag is nog niet bevestigd. Vraag het na vóór je beslist."),
    _("Je weet iets nog niet. Daarom zie je een laagste en een hoogste bedrag."),
    _("De gemeente beslist of je een deel van je loon mag houden."),
    _("Misschien houd je meer over. Dat bedrag is nu niet bekend."),
    _("Vakantiegeld zit in het bedrag. Je krijgt het meestal in mei of juni."),
    _("Is dit erg weinig? Vraag UWV naar de Toeslagenwet. Die telden wij niet mee."),
    _("De vergoeding krijg je niet elke maand van het jaar."),
    _("Je zorgpremie en eigen risico."),
    _("Stroom, gas en water."),
    _("Schulden en afbetalen."),
    _("Kwijtschelding en extra hulp van de gemeente."),
    _("Kosten van kinderopvang."),
    _("Wat je betaalt voor je pensioen."),
    _("Spaargeld dat je niet opgaf."),
    _("Alimentatie die je krijgt of betaalt."),
    _("De waarde van een eigen huis."),
    _("Dit is geen besluit. De gemeente, UWV of Dienst Toeslagen beslist."),
    _("De Stadspas."),
    _("Bijzondere bijstand voor kosten die je niet kunt betalen."),
    _("Individuele inkomenstoeslag na jaren met weinig geld."),
    _("Collectieve zorgverzekering van de gemeente."),
    _("Kwijtschelding van belasting van de gemeente en het waterschap."),
)
REFUSALS = (
    _("Wij rekenen vanaf 1 januari 2024. Oudere regels kennen wij niet."),
    _("je klantmanager van de gemeente"),
    _("De bedragen voor deze datum zijn nog niet bekend. Daarom geven wij geen bedrag."),
    _("Je bent jonger dan 18. Voor jou gelden andere regels."),
    _("Jij of je partner heeft de AOW-leeftijd. Die regels rekenen wij niet uit."),
    _("de SVB"),
    _("Je hebt twee uitkeringen tegelijk. Dat rekenen wij niet uit."),
    _("UWV"),
    _("Bij loondispensatie rekent UWV zelf uit wat je krijgt. Dat kunnen wij niet."),
    _("Onder de 21 jaar is de Wajong anders. Dat rekenen wij niet uit."),
    _("Na de eerste periode van de WGA gelden andere regels. Die rekenen wij niet uit."),
    _("Een eigen bedrijf naast WW rekenen wij niet uit. UWV kijkt naar je uren."),
    _("Een eigen bedrijf naast Wajong rekenen wij niet uit. UWV kijkt per jaar."),
    _("Een eigen bedrijf naast WIA rekenen wij niet uit. UWV kijkt per jaar."),
    _("Een eigen bedrijf naast bijstand rekenen wij niet uit. Elke gemeente heeft eigen regels."),
    _("De aanvulling voor ondernemers (Bbz) rekenen wij niet uit."),
    _("Er gaat geld van je inkomen af voor schulden. Wat je overhoudt, rekenen wij niet uit."),
    _("een schuldhulpverlener"),
    _("Jij of je partner woont hier zonder verblijfsrecht. Dat rekenen wij niet uit."),
    _("een sociaal raadslid"),
    _("Je woont in een instelling. Dan gelden andere bedragen."),
    _("Je studeert met studiefinanciering. Bijstand daarnaast rekenen wij niet uit."),
    _("Onder de 27 is niet zeker of je een deel van je loon mag houden."),
    _("Onder de 27 is niet zeker of je vrijwilligersvergoeding meetelt."),
    _("Je kreeg meer giften dan mag. De gemeente beslist wat er van je bijstand af gaat."),
    _("Je bent jong en hebt een kind. Jouw huurtoeslag heeft een eigen regel."),
    _("Dienst Toeslagen"),
    _("Jullie delen een huis en een van jullie is jonger dan 21. Dat rekenen wij niet uit."),
    _("Voor huurtoeslag telt het inkomen van huisgenoten mee. Vul dat in."),
    _("Je vergoeding is hoger dan mag. Dan kan de hele vergoeding meetellen."),
    _("de Belastingdienst"),
    _("Hoeveel loon je mag houden, is voor deze datum niet bekend."),
    _("Een bedrag dat hiervoor nodig is, is nog niet bekend. Daarom geven wij geen bedrag."),
)
CHECKS = (
    _("Vul je leeftijd in jaren in."),
    _("Vul de leeftijd van je partner in jaren in."),
    _("Vul de leeftijd van elk kind in jaren in."),
    _("Vul de leeftijd van elke huisgenoot in jaren in."),
    _("Vul uren per week in, van 0 tot en met 60."),
    _("Dit is lager dan het minimumloon. Kijk op je loonstrook."),
    _("Dit is lager dan het minimumloon. Kijk op de loonstrook."),
    _("Vul in hoeveel maanden je al een deel mocht houden."),
    _("Vul in hoeveel maanden je WW hebt. De eerste maand is 1."),
    _("Vul in hoeveel maanden per jaar je vergoeding krijgt."),
    _("Vul in hoeveel jaar je in je leven gewerkt hebt."),
    _("Vul een bedrag in van 0 euro of meer."),
    _("Kies je gemeente."),
    _("Kies ja of nee."),
    _("Kies wat er nu elke maand binnenkomt."),
    _("Kies wat de gemeente met je heeft afgesproken."),
    _("Kies de soort WIA. Die staat in je brief van UWV."),
    _("Een kind is jonger dan zijn ouder. Kijk de leeftijden nog eens na."),
    _("Vul ook de leeftijd van je partner in, of zet de uren op 0."),
    _("Vul je WW-maandloon in. Het staat in je brief van UWV."),
    _("Vul je WIA per maand in. Het staat in je brief van UWV."),
    _("Deze vraag kennen wij niet."),
    _("Vul in hoe oud je bent."),
    _("Vul voor ieder een leeftijd in."),
    _("Kies één tot en met vier situaties."),
    _("Kies een maand, bijvoorbeeld november 2026."),
)
DUTIES = (
    _("je klantmanager"),
    _("Je gaat werken."),
    _("Vóór je eerste werkdag."),
    _("Je loon en je uren."),
    _("Elke maand."),
    _("Vóór je begint. Wacht op het antwoord."),
    _("Je gaat vrijwilligerswerk doen."),
    _("Je vergoeding als vrijwilliger."),
    _("Alles wat verandert: werk, geld, wie er bij je woont."),
    _("Meteen."),
    _("Je nieuwe inkomen over het hele jaar."),
    _("Binnen 4 weken."),
)
WATCH = (
    _("Na 1 maand krijg je minder. Kijk bij 'daarna'."),
    _("Meld al je uren. Vergeet je er drie, dan betaal je misschien veel terug."),
    _("Je bijstand stopt. Vraag wat er gebeurt met hulp van de gemeente."),
    _("Krijg je meer inkomen? Dan moet je toeslag soms terugbetalen."),
    _("Krijg je een euro te veel? Dan kan de hele vergoeding meetellen."),
    _("Een buurtbaan duurt hoogstens twee jaar. Daarna verandert je geld weer."),
    _("Is je WW op? Dan kun je weer bijstand vragen bij de gemeente."),
)
WITH_A_FIGURE = (
    _("Na %(number)s maanden krijg je minder. Kijk bij 'daarna'."),
    _("Per maand mag je hoogstens %(number)s euro vergoeding krijgen."),
    _("Per jaar mag je hoogstens %(number)s euro vergoeding krijgen."),
    _("Met meer dan %(number)s euro spaargeld krijg je geen bijstand."),
    _("Na de buurtbaan krijg je ongeveer %(number)s maanden WW. Vraag het UWV."),
)
SENTENCES = frozenset((*LINES, *STEPS, *NOTES, *REFUSALS, *CHECKS, *DUTIES, *WATCH))


@lru_cache(maxsize=1)
def _with_a_figure() -> list[tuple[re.Pattern[str], str]]:
    """Each sentence with a hole as a pattern that finds its figure."""
    hole = re.escape("%(number)s")
    return [(re.compile(re.escape(said).replace(hole, r"(\d+)")), said) for said in WITH_A_FIGURE]


def known(dutch: str) -> bool:
    """Whether this sentence of the model can be said in every language."""
    return dutch in SENTENCES or any(found.fullmatch(dutch) for found, _said in _with_a_figure())


def said(dutch: str) -> str:
    """A sentence of the model in the language of the reader; a new one stays Dutch until known."""
    if not dutch or dutch in SENTENCES:
        return gettext(dutch) if dutch else ""
    for pattern, sentence in _with_a_figure():
        if match := pattern.fullmatch(dutch):
            return gettext(sentence) % {"number": match[1]}
    return dutch

"""Names as people have them, and text as machines send it (R47)."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

FORM = "application/x-www-form-urlencoded"


def encoded(data: Mapping[str, Any]) -> str:
    """A form as a browser sends it, and half characters as only a program does."""
    return urlencode(data, doseq=True, errors="surrogatepass")


# Sixty names. All are kept as they are, but for how Unicode writes them down.
NAMES = (
    "'t Hooft", "’t Hart", "van den Berg-de Vries", "in 't Veld", "de l’Église", "d'Ancona",
    "O’Brien", "Ng", "Ü", "李", "Bo", "Jo-Ann", "Anne Marie", "J.R.", "Mc-Dónagh",
    "Nguyễn Thị Ánh", "Đặng", "Trần", "Şükrü", "İbrahim", "Işıl", "Ilgın", "Gökçe", "Çağla",
    "Łukasz", "Żółć", "Świętosława", "Jürgen Groß", "Straße", "Søren", "Åse", "Þórdís", "Ærø",
    "Zoë", "Chloé", "Noëlle", "Renée-Fleur", "Kwame Nkrumah", "Ọlámidé", "Chiamakà",
    "محمد", "فاطمة الزهراء", "عبد الرحمن", "نَسْرِين", "علی‌رضا", "שרה", "ትርሓስ", "ተስፋይ",
    "Олена", "Дмитро́", "Ольга-Марія", "Ελένη", "अमृता", "ปราณี", "山田 太郎", "김민준", "さくら",
    "👩🏽‍🚒", "Rosa 🌹", "Zoe\u0308 Mu\u0308ller",
)  # fmt: skip

# What nobody types on purpose: the words stay, the tricks go.
TRICKS = {
    "Ros\u202eas": "Rosas",  # turns the writing around
    "\u2067Amina\u2069": "Amina",
    "Ni\x00na": "Nina",
    "W\u200bim": "Wim",
    "\ufeffJoy": "Joy",
    "Tes\ud800fay": "Tesfay",  # half a character
    "  Sa\tmi\nra  ": "Sa mi ra",
    "O\u0308zlem": "Özlem",  # two signs become one letter
}
EMPTY = ("", "   ", "\u200b", "\u202e\u202c", "\x00")
LETTERS_100 = "Wolfeschlegelstein" * 5 + "hausenberg"
MARKS = "Z" + "̶̢̛̜͓͙̱͖̱̇̀͑͊͂" * 2 + "oe"
assert len(LETTERS_100) == 100
assert len(NAMES) == len(set(NAMES)) == 60

# Values that fields, addresses and questions get from programs.
ODD = (
    "", " ", "\x00", "\ud800", "0", "-1", "99999999999999999999", "1e999", "NaN", "½", "٣",
    "2026-02-30", "9999-12-31", "0001-01-01", "0000-00-00", "25:61", "true", "null", "[]", "{}",
    "../../etc/passwd", "%00", "'; DROP TABLE keys_key; --", "<script>alert(1)</script>",
    "{{ 7*7 }}", "\u202e", "é" * 3000, "👩🏽‍🚒", "zzzzzz", "00000000-0000-0000-0000-000000000000",
    "[[1,2],[null]]", '[["x"]]', "[" * 3000, "1\r\nSet-Cookie: x=1",
)  # fmt: skip

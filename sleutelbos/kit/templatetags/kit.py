"""What templates need most: drawings, key tags, clocks, days and hours in words."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import template
from django.forms import BoundField
from django.template.base import FilterExpression, Node, Parser, Token
from django.template.context import Context
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from sleutelbos.kit import words
from sleutelbos.kit.pictos import NAMES, TAG_COLOURS, TAG_PICTOS, picto

register = template.Library()

_HOURS = tuple(range(24))
# All clocks of a day, made once: "9.00", "13.05". Figures never flip in right-to-left text.
_CLOCKS: dict[tuple[int, int], SafeString] = {
    (h, m): mark_safe(f'<bdi class="sb-getal">{h}.{m:02}</bdi>')  # noqa: S308
    for h in _HOURS
    for m in range(60)
}


class PictoNode(Node):
    """One drawing in a template; a name written out is looked up when the template is read."""

    def __init__(self, name: FilterExpression, css: FilterExpression | None) -> None:
        self.name, self.css = name, css
        self.made: SafeString | None = None
        if not isinstance(name.var, template.Variable):
            css_said = css.resolve(Context()) if css else "p"
            self.made = picto(str(name.var), css_said)

    def render(self, context: Context) -> SafeString:
        """The drawing as inline SVG."""
        if self.made is not None:
            return self.made
        css = self.css.resolve(context) if self.css else "p"
        return picto(str(self.name.resolve(context)), css)


@register.tag("picto")
def do_picto(parser: Parser, token: Token) -> PictoNode:
    """`{% picto "kop" %}` or `{% picto name css="p-m" %}`. A misspelt name is a template error."""
    bits = token.split_contents()[1:]
    css = None
    for bit in bits[1:]:
        css = parser.compile_filter(bit.removeprefix("css="))
    if not 1 <= len(bits) <= 2:
        raise template.TemplateSyntaxError('Use {% picto "name" %} or {% picto name css="p-m" %}.')
    literal = bits[0].strip("\"'")
    if literal != bits[0] and literal not in NAMES:
        raise template.TemplateSyntaxError(f"No pictogram is called {literal!r}.")
    return PictoNode(parser.compile_filter(bits[0]), css)


@register.simple_tag
def tag(person: Any, nameless: bool = False, css: str = "") -> SafeString:
    """Someone's own key tag: pictogram and colour, with the name they like to be called by.

    Takes an object or a mapping with `tag_picto`, `tag_colour` and `called`. `nameless` leaves the
    name out, for where it already stands beside it.
    """
    if isinstance(person, dict):
        drawn, colour, called = (person.get(k) for k in ("tag_picto", "tag_colour", "called"))
    else:
        drawn, colour, called = person.tag_picto, person.tag_colour, person.called
    drawn = drawn if drawn in TAG_PICTOS else "bos"
    colour = colour if colour in TAG_COLOURS else "bruin"
    classes = f"sb-hanger {escape(css)}" if css else "sb-hanger"
    name = "" if nameless else f'<bdi dir="auto">{escape(called)}</bdi>'
    return mark_safe(  # noqa: S308 - the name is escaped, the rest is ours
        f'<span class="{classes}"><i class="k-{colour}">{picto(drawn)}</i>{name}</span>'
    )


@register.simple_tag
def comma() -> str:
    """What stands between two things in a line; never written out in a template."""
    return words.comma()


@register.filter
def clock(moment: datetime | time | None) -> SafeString | str:
    """`13.00`, `9.00`: a time on the clock of the room. A datetime is moved to local time."""
    if moment is None:
        return ""
    if isinstance(moment, datetime) and timezone.is_aware(moment):
        moment = timezone.localtime(moment)
    return _CLOCKS[moment.hour, moment.minute]


def _local_date(day: date | datetime) -> date:
    if isinstance(day, datetime):
        return (timezone.localtime(day) if timezone.is_aware(day) else day).date()
    return day


@register.filter
def day_words(day: date | datetime | None) -> str:
    """`vandaag`, `morgen`, `gisteren` or `di 24 november`, in the language of the reader."""
    if day is None:
        return ""
    day = _local_date(day)
    today = timezone.localdate()
    near = words.NEAR_DAYS.get((day - today) // timedelta(days=1))
    return str(near) if near else words.day_in_full(day, today.year)


@register.filter
def month_words(day: date | datetime | None) -> str:
    """`november 2026`, in the language of the reader."""
    return words.month(_local_date(day)) if day else ""


@register.filter
def since_words(moment: date | datetime | None) -> str:
    """`sinds vrijdag` within a week, `sinds maart` within a year, `sinds 2024` before that."""
    if moment is None:
        return ""
    return words.since(_local_date(moment), timezone.localdate())


@register.filter
def hours_words(minutes: int | None) -> SafeString | str:
    """Minutes as people say them: `½ uur`, `2 uur`, `1½ uur`, `45 minuten`."""
    if minutes is None:
        return ""
    return mark_safe(f'<bdi class="sb-getal">{escape(words.hours(int(minutes)))}</bdi>')  # noqa: S308


@register.filter
def euros(cents: int | None) -> SafeString | str:
    """An amount in euro cents as `€ 2,50`; sign and figures never come apart."""
    if cents is None:
        return ""
    return mark_safe(f'<bdi class="sb-getal">{escape(words.euros(int(cents)))}</bdi>')  # noqa: S308


@register.filter
def hour_words(moment: time | None) -> SafeString | str:
    """A time as short as it can be: `10` for ten, `10.30` for half past; for a narrow strip."""
    if moment is None:
        return ""
    text = f"{moment.hour}" if not moment.minute else f"{moment.hour}.{moment.minute:02}"
    return mark_safe(f'<bdi class="sb-getal">{text}</bdi>')  # noqa: S308


@register.filter
def control(field: BoundField) -> SafeString:
    """The control of a form field in our own clothes.

    Django adds `aria-describedby` and `aria-invalid` itself, from the ids that `kit/parts.html`
    gives to the help and to what is wrong.
    """
    boxes = {"checkbox", "radio", "file", "hidden"}
    widget = field.field.widget
    if getattr(widget, "input_type", "") in boxes:
        return field.as_widget()
    said = str(widget.attrs.get("class", ""))
    return field.as_widget(attrs={"class": f"sb-in {said}".strip()})

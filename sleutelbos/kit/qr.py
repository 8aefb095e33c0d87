"""A QR code as a drawing in the page itself: no file, no address, nothing that stays behind."""

import io

import segno
from django.utils.safestring import SafeString, mark_safe


def qr(address: str) -> SafeString:
    """The QR of one of our own addresses, as inline SVG without a style."""
    drawn = io.BytesIO()
    segno.make(address, error="m").save(
        drawn, kind="svg", xmldecl=False, nl=False, border=2, omitsize=True,
        svgclass="sb-qr", lineclass=None, dark="#000", light="#fff",
    )  # fmt: skip
    return mark_safe(drawn.getvalue().decode())  # noqa: S308 - drawn here from our own address

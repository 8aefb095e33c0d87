"""Answering with a recording, so that every player of every phone can play it."""

import re

from django.http import HttpRequest, HttpResponse

_RANGE = re.compile(r"bytes=(\d{1,7})-(\d{0,7})$")


def play(request: HttpRequest, mime: str, whole: bytes, *, name: str) -> HttpResponse:
    """The recording, or the piece of it that the player asks for. It can never become a page."""
    piece = _RANGE.match(request.headers.get("Range", ""))
    first = int(piece[1]) if piece else 0
    last = min(int(piece[2]) if piece and piece[2] else len(whole) - 1, len(whole) - 1)
    if first > last:
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{len(whole)}"})
    answer = HttpResponse(whole[first : last + 1], content_type=mime)
    if piece:
        answer.status_code = 206
        answer["Content-Range"] = f"bytes {first}-{last}/{len(whole)}"
    answer["Accept-Ranges"] = "bytes"
    answer["Content-Disposition"] = f'inline; filename="{name}.{mime.split("/")[1]}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer

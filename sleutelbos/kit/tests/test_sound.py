"""A recording is known by its own bytes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.kit.sound import kind_of, seconds_of

from .sounds import make_mp4, make_ogg, make_webm


def test_three_kinds_are_known_and_no_other():
    assert kind_of(make_ogg()) == "audio/ogg"
    assert kind_of(make_webm()) == "audio/webm"
    assert kind_of(make_mp4()) == "audio/mp4"
    others = [b"", b"<html>", b"MZ", b"ID3\x04", b"RIFF....WAVE", b"\x1aE\xdf\xa3matroska", b"%PDF"]
    assert [kind_of(other) for other in others] == [None] * len(others)


@pytest.mark.parametrize("seconds", [1, 5, 59, 75])
def test_the_length_is_read_from_the_bytes(seconds: int):
    assert seconds_of(make_ogg(seconds)) == seconds
    assert seconds_of(make_webm(seconds)) == seconds
    assert seconds_of(make_mp4(seconds)) == seconds


def test_a_recording_made_in_pieces_does_not_say_how_long_it_is():
    assert seconds_of(make_mp4(0)) is None


@given(st.binary(max_size=300), st.sampled_from([make_ogg(2), make_webm(2), make_mp4(2)]))
def test_broken_bytes_never_raise(noise: bytes, whole: bytes):
    for broken in (noise, whole[: len(noise)], whole[:40] + noise, whole + noise):
        length = seconds_of(broken)
        assert length is None or isinstance(length, int | float)

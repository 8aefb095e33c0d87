"""The lock itself and its keys; whole stories are tried where they are kept (R17, R24)."""

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from sleutelbos.kit import secret_text
from sleutelbos.kit.checks import stories_can_be_opened
from sleutelbos.kit.secret_text import KeyLostError, SecretBytesField, SecretTextField


@pytest.fixture
def ring(tmp_path, monkeypatch):
    """A file of keys of our own."""
    monkeypatch.setenv("SLEUTELBOS_STORY_KEYS", str(tmp_path / "elsewhere" / "story-keys"))
    return secret_text.key_file()


@given(st.text())
def test_what_was_locked_opens_to_the_very_same_words(words):
    locked = secret_text.lock(words)
    assert secret_text.unlock(locked) == words
    assert (locked == "") == (words == "")


@given(st.binary())
def test_a_recording_comes_back_byte_for_byte(sound):
    field = SecretBytesField()
    locked = field.get_db_prep_save(sound, None)
    assert field.from_db_value(locked, None, None) == sound


def test_the_locked_words_hold_nothing_of_the_words_and_differ_every_time(ring):
    one, other = secret_text.lock("kanarie in de kelder"), secret_text.lock("kanarie in de kelder")
    assert "kanarie" not in one
    assert one != other


def test_the_keys_stand_where_the_setting_says_for_this_user_only(ring):
    assert not ring.exists()
    secret_text.lock("iets")
    assert ring.stat().st_mode & 0o077 == 0
    assert [file.name for file in ring.parent.iterdir()] == ["story-keys"]


def test_a_new_key_locks_and_the_old_one_still_opens(ring):
    old = secret_text.lock("eerst")
    name = secret_text.add_key()
    new = secret_text.lock("daarna")
    assert new.startswith(f"{name}:")
    assert [secret_text.unlock(old), secret_text.unlock(new)] == ["eerst", "daarna"]


def test_without_its_key_or_with_one_letter_changed_nothing_opens(ring):
    locked = secret_text.lock("eerst")
    changed = locked[:-5] + ("A" if locked[-5] != "A" else "B") + locked[-4:]
    with pytest.raises(KeyLostError, match="not what was written"):
        secret_text.unlock(changed)
    ring.unlink()
    with pytest.raises(KeyLostError, match="is not in"):
        secret_text.unlock(locked)


def test_keys_of_a_copy_come_beside_those_that_are_here(ring):
    ours = secret_text.lock("van hier")
    told = ring.read_text()
    ring.unlink()
    theirs = secret_text.lock("van daar")
    secret_text.take_over(told)
    secret_text.take_over(told)
    assert [secret_text.unlock(ours), secret_text.unlock(theirs)] == ["van hier", "van daar"]
    assert len(secret_text.keys()) == 2


def test_nothing_can_look_inside_a_locked_field():
    field = SecretTextField()
    field.name = "words"
    assert field.get_lookup("exact") is not None
    with pytest.raises(TypeError, match="stands locked"):
        field.get_lookup("icontains")


@pytest.mark.django_db
def test_the_check_warns_when_others_can_read_the_keys(ring):
    secret_text.lock("iets")
    assert stories_can_be_opened(databases=["default"]) == []
    ring.chmod(0o644)
    assert [told.id for told in stories_can_be_opened(databases=["default"])] == ["sleutelbos.W002"]


@pytest.mark.django_db
def test_the_keys_are_listed_and_an_unused_one_is_forgotten(ring, capsys):
    secret_text.lock("iets")
    call_command("story_keys", "--new")
    call_command("story_keys", "--forget")
    assert len(secret_text.keys()) == 1
    assert "locks 0 texts" in capsys.readouterr().out

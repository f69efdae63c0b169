"""Passwords: what is taken, how they are spelled, what they open."""

import importlib.util
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from measurements.access import passwords
from measurements.access.passwords import (
    SHORTEST,
    check_password,
    hashed,
    matches,
    new_key,
    opened_key,
    rekeyed,
    seal_holds,
)
from measurements.refusal import Refusal

PASSWORD = "kestrel-lamp-77"


@pytest.mark.parametrize(
    ("password", "name", "word"),
    [
        ("", "ann", "too short"),
        ("kestrel-7", "ann", "too short"),
        ("aaaaaaaaaaaaaaaa", "ann", "same few letters"),
        ("abababababababab", "ann", "same few letters"),
        ("kestrel-ANN-77", "ann", "name of its owner"),
        # Nine letters, of which the accents are signs of their own until they are spelled in one way.
        (unicodedata.normalize("NFD", "éàüöîkest7"[:9]), "ann", "too short"),
        # Full-width letters are the same letters.
        ("ｋｅｓｔｒｅｌ-ａｎｎ-77", "ann", "name of its owner"),
    ],
)
def test_what_is_too_easily_guessed_is_not_taken(password: str, name: str, word: str) -> None:
    with pytest.raises(Refusal, match=word):
        check_password(password, name)


@pytest.mark.parametrize(
    "password", [PASSWORD, "k" * 3 + PASSWORD * 400, "牧羊人与灯塔的十个字符", "a b c d e f "]
)
def test_long_ones_foreign_ones_and_spaces_are_taken_and_match(password: str) -> None:
    check_password(password, "ann")
    kept = hashed(password)
    assert matches(kept, password)
    assert not matches(kept, password + "x")
    assert not matches(kept, password[:-1])


def test_the_program_itself_takes_its_time_to_guess_one() -> None:
    """The second recommendation of RFC 9106. The module is loaded anew: in all other tests it is quick."""
    spec = importlib.util.spec_from_file_location("passwords_of_the_program", passwords.__file__)
    assert spec is not None
    assert spec.loader is not None
    own = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(own)
    kept = own.hashed(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")


def test_a_password_is_the_same_however_a_keyboard_spells_it() -> None:
    composed, parted = (unicodedata.normalize(form, "Zürich-Straße-é") for form in ("NFC", "NFD"))
    assert composed != parted
    assert matches(hashed(composed), parted)
    _, sealed = new_key(parted)
    assert opened_key(sealed, composed)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_right_or_wrong_and_never_an_error(typed: str) -> None:
    spelled = unicodedata.normalize("NFKC", typed)
    assert matches(hashed(PASSWORD), typed) == (spelled == PASSWORD)


@pytest.mark.parametrize("typed", ["\ud800", "\0", "kestrel-lamp-77\0", ""])
def test_signs_that_are_no_letters_are_wrong_passwords(typed: str) -> None:
    assert not matches(hashed(PASSWORD), typed)


def test_a_hash_that_is_none_matches_nothing() -> None:
    assert not matches("", PASSWORD)
    assert not matches("$argon2id$v=19$nonsense", PASSWORD)


def test_the_same_password_is_kept_differently_for_each() -> None:
    assert hashed(PASSWORD) != hashed(PASSWORD)
    assert new_key(PASSWORD) != new_key(PASSWORD)


def test_a_key_opens_by_its_password_alone_and_stays_itself_with_another() -> None:
    public, sealed = new_key(PASSWORD)
    with pytest.raises(Refusal, match="does not open"):
        opened_key(sealed, "another-password")
    with pytest.raises(Refusal, match="does not open"):
        rekeyed(sealed, "another-password", PASSWORD)
    moved = rekeyed(sealed, PASSWORD, "beacon-on-the-hill")
    with pytest.raises(Refusal, match="does not open"):
        opened_key(moved, PASSWORD)
    seal = opened_key(moved, "beacon-on-the-hill").sign(b"BL is assessed").hex()
    assert seal_holds(public, b"BL is assessed", seal)
    assert PASSWORD not in sealed


@pytest.mark.parametrize(
    ("public", "statement", "seal"),
    [
        (None, b"BL is assesseD", None),
        ("11" * 32, b"BL is assessed", None),
        (None, b"BL is assessed", "00" * 64),
        ("", b"BL is assessed", None),
        (None, b"BL is assessed", ""),
        ("no hexadecimal", b"BL is assessed", None),
        (None, b"BL is assessed", "no hexadecimal"),
    ],
)
def test_a_seal_holds_for_its_owner_and_its_statement_alone(
    public: str | None, statement: bytes, seal: str | None
) -> None:
    mine, sealed = new_key(PASSWORD)
    made = opened_key(sealed, PASSWORD).sign(b"BL is assessed").hex()
    assert seal_holds(mine, b"BL is assessed", made)
    assert not seal_holds(
        public if public is not None else mine, statement, seal if seal is not None else made
    )


def test_the_shortest_password_is_just_long_enough() -> None:
    check_password("abcdefghij"[:SHORTEST], "ann")

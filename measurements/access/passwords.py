"""Passwords and the keys they unlock: argon2 for the password, Ed25519 for what its owner signs.

Each person has a pair of keys. The private one is kept encrypted by their password, so that nobody can sign
in their name who has the trial's file alone; the public one lies beside it and proves their signatures.
"""

import secrets
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from measurements.refusal import Refusal

if TYPE_CHECKING:
    from argon2 import PasswordHasher
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

SHORTEST = 10
"""Letters of a password, at least (NIST SP 800-63B asks for eight; no rules on kinds of letters)."""

TIME_COST, MEMORY_KIB, LANES = 3, 64 * 1024, 4
"""Of argon2id: the second recommendation of RFC 9106, about 0.1 s."""

SALT_BYTES, NONCE_BYTES, KEY_BYTES = 16, 12, 32


def check_password(password: str, name: str) -> None:
    """Raises `Refusal` where a password is too easily guessed to be taken."""
    spelled = unicodedata.normalize("NFKC", password)
    if len(spelled) < SHORTEST:
        raise Refusal(
            "The password is too short: take at least {shortest} letters or signs.", shortest=SHORTEST
        )
    if name and name.casefold() in spelled.casefold():
        raise Refusal("The password holds the name of its owner: take another.")
    if len(set(spelled)) < SHORTEST // 2:
        raise Refusal("The password repeats the same few letters: take another.")


def hashed(password: str) -> str:
    """As argon2 writes it, with parameters and salt."""
    return _hasher().hash(_bytes(password))


def matches(password_hash: str, password: str) -> bool:
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(password_hash, _bytes(password))
    except (VerificationError, InvalidHashError):
        return False


def new_key(password: str) -> tuple[str, str]:
    """A pair of keys: the public one, and the private one encrypted by the password; both as text."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    private = Ed25519PrivateKey.generate()
    return private.public_key().public_bytes_raw().hex(), _closed(private.private_bytes_raw(), password)


def rekeyed(sealed_key: str, password: str, new_password: str) -> str:
    """The same private key, encrypted by another password."""
    return _closed(opened_key(sealed_key, password).private_bytes_raw(), new_password)


def opened_key(sealed_key: str, password: str) -> "Ed25519PrivateKey":
    """The private key of whoever knows the password.

    Raises:
        Refusal: the password is another, or the trial was tampered with.
    """
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    salt, nonce, text = (bytes.fromhex(part) for part in sealed_key.split(":"))
    try:
        return Ed25519PrivateKey.from_private_bytes(_cipher(password, salt).decrypt(nonce, text, None))
    except InvalidTag:
        raise Refusal(
            "The signing key of this account does not open with its password: ask the data manager for a "
            "new password, and have the trial checked."
        ) from None


def seal_holds(public_key: str, statement: bytes, seal: str) -> bool:
    """Whether the owner of the key has signed just this."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(seal), statement)
    except (InvalidSignature, ValueError):
        return False
    return True


def _bytes(password: str) -> bytes:
    """One spelling of what keyboards and systems spell differently (NIST SP 800-63B, NFKC)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def _closed(key: bytes, password: str) -> str:
    salt, nonce = secrets.token_bytes(SALT_BYTES), secrets.token_bytes(NONCE_BYTES)
    text = _cipher(password, salt).encrypt(nonce, key, None)
    return ":".join(part.hex() for part in (salt, nonce, text))


def _cipher(password: str, salt: bytes) -> "AESGCM":
    from argon2.low_level import Type, hash_secret_raw
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = hash_secret_raw(_bytes(password), salt, TIME_COST, MEMORY_KIB, LANES, KEY_BYTES, Type.ID)
    return AESGCM(key)


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher

    return PasswordHasher(TIME_COST, MEMORY_KIB, LANES)

"""Short codes people can read out: no 0 o 1 l i, never a sequence number."""

import hashlib
import secrets

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_code() -> str:
    """A random six-character code for an address. Not a secret: it never grants anything."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


def new_token() -> str:
    """A random token of 192 bits for a card or a tablet; store only its `fingerprint`."""
    return secrets.token_urlsafe(24)


def fingerprint(token: str) -> str:
    """The hash under which a token is stored (SHA-256, hex). The token is random, so no salt."""
    return hashlib.sha256(token.encode()).hexdigest()

"""A device that makes and shows passkeys in tests: real keys, real signatures, no browser."""

import json
import os
from base64 import urlsafe_b64encode
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import sha256
from fido2.webauthn import Aaguid, AttestedCredentialData, AuthenticatorData

FLAGS = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


def text(content: bytes) -> str:
    """Bytes as WebAuthn writes them in JSON."""
    return urlsafe_b64encode(content).decode().rstrip("=")


class Device:
    """A phone with one key in it."""

    def __init__(self, origin: str = "http://localhost:8000", rp: str = "localhost") -> None:
        self.origin, self.rp = origin, rp
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.name = os.urandom(32)
        self.counter = 0

    def make(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to `begin`: a new key."""
        public = ES256.from_cryptography_key(self.key.public_key())
        credential = AttestedCredentialData.create(Aaguid.NONE, self.name, public)
        flags = FLAGS | AuthenticatorData.FLAG.AT
        data = AuthenticatorData.create(sha256(self.rp.encode()), flags, 0, credential)
        client = self._client("webauthn.create", options["publicKey"]["challenge"])
        attestation = cbor.encode({"fmt": "none", "attStmt": {}, "authData": bytes(data)})
        return self._answer(
            {"clientDataJSON": text(client), "attestationObject": text(attestation)}
        )

    def show(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer to a challenge: a signature."""
        self.counter += 1
        data = AuthenticatorData.create(sha256(self.rp.encode()), FLAGS, self.counter)
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        signature = self.key.sign(bytes(data) + sha256(client), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": text(client),
                "authenticatorData": text(bytes(data)),
                "signature": text(signature),
                "userHandle": None,
            }
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        return json.dumps(
            {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        ).encode()

    def _answer(self, response: dict[str, Any]) -> dict[str, Any]:
        return {
            "id": text(self.name),
            "rawId": text(self.name),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": response,
        }

"""Signatures by which anybody knows that something comes from this site (Ed25519).

The key is made from SIGNING_SECRET, which never lies in the database.
"""

import hashlib

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

KEY_PATH = "/.well-known/open-data-key.pem"


def _key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(
        hashlib.sha256(settings.SIGNING_SECRET.encode()).digest()
    )


def sign(content: bytes) -> bytes:
    """Return the signature (64 bytes) of the content."""
    return _key().sign(content)


def public_key() -> bytes:
    """Return the key that checks signatures, as PEM."""
    return _key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def key_url() -> str:
    """Return where the key is published."""
    return settings.BASE_URL + KEY_PATH

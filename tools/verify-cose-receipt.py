"""Checks COSE receipts (RFC 9942, RFC9162_SHA256) with cbor2 and cryptography, written from the standard alone.

Standard input: lines of "entry receipt key", hexadecimal. Standard output: one line each, "yes" or why not.
"""

import hashlib
import sys

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

ALG, VDS, VDP, INCLUSION = 1, 395, 396, -1
EDDSA, RFC9162_SHA256 = -8, 1


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def root_of(entry, size, index, path):
    """RFC 9162, 2.1.3.2."""
    if index >= size:
        raise ValueError("index")
    fn, sn, r = index, size - 1, sha256(b"\x00", entry)
    for p in path:
        if sn == 0:
            raise ValueError("path too long")
        if fn & 1 or fn == sn:
            r = sha256(b"\x01", p, r)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = sha256(b"\x01", r, p)
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:
        raise ValueError("path too short")
    return r


def check(entry, receipt, key):
    message = cbor2.loads(receipt)
    if message.tag != 18:
        raise ValueError("no COSE_Sign1")
    protected, unprotected, payload, signature = message.value
    header = cbor2.loads(protected)
    if header[ALG] != EDDSA or header[VDS] != RFC9162_SHA256 or payload is not None:
        raise ValueError("header")
    proofs = unprotected[VDP][INCLUSION]
    for proof in proofs:
        size, index, path = cbor2.loads(proof)
        root = root_of(entry, size, index, path)
        signed = cbor2.dumps(["Signature1", protected, b"", root])
        Ed25519PublicKey.from_public_bytes(key).verify(signature, signed)
    if not proofs:
        raise ValueError("no proof")


for line in sys.stdin:
    given = [bytes.fromhex(part) for part in line.split()]
    try:
        check(*given)
        print("yes")
    except InvalidSignature:
        print("signature")
    except Exception as error:  # whatever is wrong with it, it is no receipt
        print("no:", type(error).__name__, error)

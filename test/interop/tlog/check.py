#!/usr/bin/env python3
"""Reads a log of ours from its files, without any of this repository's code: log signature, cosignatures, every entry
against the signed root, and the acts' own signatures. Written from docs/formats/log.md and docs/formats/act.md.

    python3 check.py FOLDER LOG-KEY [WITNESS-KEY...]

Needs Python 3.9 with the packages cbor2 and cryptography. Prints one JSON object; exit code 1 where anything is wrong.
"""
import base64
import hashlib
import json
import os
import sys

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def read(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def parse_key(text):
    name, key_id, key = text.split("+", 2)
    data = base64.b64decode(key, validate=True)
    assert sha256(name.encode(), b"\n", data)[:4].hex() == key_id, "the key has another id"
    return {"name": name, "id": bytes.fromhex(key_id), "type": data[0], "key": Ed25519PublicKey.from_public_bytes(data[1:])}


def verified_by(text, signatures, key):
    """The time of a cosignature, True for the log's own signature, None where there is none."""
    for name, data in signatures:
        if name != key["name"] or data[:4] != key["id"]:
            continue
        if key["type"] == 1:
            key["key"].verify(data[4:], text)
            return True
        seconds = int.from_bytes(data[4:12], "big")
        key["key"].verify(data[12:], b"cosignature/v1\ntime %d\n" % seconds + text)
        return seconds
    return None


def tile_path(index):
    groups = ["%03d" % (index % 1000)]
    while index >= 1000:
        index //= 1000
        groups.insert(0, "x%03d" % (index % 1000))
    return "/".join(groups)


def entries_of(folder, size):
    for bundle in range((size + 255) // 256):
        width = min(256, size - bundle * 256)
        data = read(folder, "tile/entries", tile_path(bundle) + ("" if width == 256 else ".p/%d" % width))
        while data:
            length = int.from_bytes(data[:2], "big")
            yield data[2 : 2 + length]
            data = data[2 + length :]


def root_of(hashes):
    """RFC 6962, from the right edge: one perfect subtree for each bit of the size."""
    stack = []
    for leaf in hashes:
        stack.append((leaf, 1))
        while len(stack) > 1 and stack[-1][1] == stack[-2][1]:
            (right, count), (left, _) = stack.pop(), stack.pop()
            stack.append((sha256(b"\1", left, right), 2 * count))
    root = stack.pop()[0]
    while stack:
        root = sha256(b"\1", stack.pop()[0], root)
    return root


def verify_act(leaf, keys):
    """Checks the COSE_Sign1 of one act by a key that the log itself introduced before. True, or False without such a key."""
    protected, unprotected, payload, signature = cbor2.loads(leaf).value
    header, act = cbor2.loads(protected), cbor2.loads(payload)
    assert unprotected == {} and header[1] == -7, "not ES256 alone"
    organisation, public = act[5], act.get(8, {})
    if act[3] == "record.founded":
        keys[(organisation, bytes(public["keyId"]))] = public["publicKey"]
    key = keys.get((organisation, header[4]))
    if key is None:
        return False
    signed = cbor2.dumps(["Signature1", protected, b"", payload])
    der = encode_dss_signature(int.from_bytes(signature[:32], "big"), int.from_bytes(signature[32:], "big"))
    ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key).verify(der, signed, ec.ECDSA(SHA256()))
    if act[3] == "organisation-key.added":
        keys[(public["organisation"], bytes(public["keyId"]))] = public["publicKey"]
    if act[3] == "organisation-key.revoked":
        keys.pop((public["organisation"], bytes(public["keyId"])), None)
    return True


def main(folder, log_key, *witness_keys):
    note = read(folder, "checkpoint")
    at = note.rindex(b"\n\n")
    text, lines = note[: at + 1], note[at + 2 :].decode().splitlines()
    signatures = []
    for line in lines:
        dash, name, data = line.split(" ")
        assert dash == "\u2014"
        signatures.append((name, base64.b64decode(data, validate=True)))
    log = parse_key(log_key)
    assert verified_by(text, signatures, log) is True, "the log has not signed it"
    origin, size, root = text.decode().splitlines()[:3]
    assert origin == log["name"]
    entries = list(entries_of(folder, int(size)))
    assert len(entries) == int(size)
    computed = root_of(sha256(b"\0", entry) for entry in entries)
    assert computed == base64.b64decode(root, validate=True), "the entries make another root"
    keys = {}
    verified = sum(verify_act(entry, keys) for entry in entries)
    print(
        json.dumps(
            {
                "size": int(size),
                "root": base64.b64encode(computed).decode(),
                "cosigned": {key["name"]: verified_by(text, signatures, key) for key in map(parse_key, witness_keys)},
                "acts": verified,
                "organisations": len({organisation for organisation, _ in keys}),
            }
        )
    )


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (AssertionError, InvalidSignature, ValueError, OSError) as refused:
        print(f"{type(refused).__name__}: {refused}", file=sys.stderr)
        sys.exit(1)

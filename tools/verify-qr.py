#!/usr/bin/env python3
"""Checks the code of a Kimberley Process Certificate without any of this repository's code.

    python3 tools/verify-qr.py --key KEY TEXT      one code; KEY is the signer's uncompressed point, hexadecimal
    python3 tools/verify-qr.py --vectors FILE...   every code of vectors/certificate-codes-*.json

Needs Python 3.9 with the packages cbor2 and cryptography (Debian: python3-cbor2, python3-cryptography). Written from
docs/formats/certificate-qr.md. It checks the form and the signature; whose key it is, the dates, the statuses and the
register are told by the trust list and are no part of it. Exit code: 0 in order, 1 refused, 3 packages missing.
"""
import argparse
import hashlib
import json
import sys
import unicodedata

try:
    import cbor2
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
    from cryptography.hazmat.primitives.hashes import SHA256
except ImportError as missing:
    print(f"not installed: {missing.name}", file=sys.stderr)
    sys.exit(3)

BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
CERTIFICATE = -65537
HALF_ORDER = 0x7FFFFFFF800000007FFFFFFFFFFFFFFFDE737D56D38BCF4279DCE5617E3192A8
FIRST_DAY, LAST_DAY = 12_053, 84_005


class Refused(Exception):
    """The reason, in the words of the format's page."""


def check(condition, reason):
    if not condition:
        raise Refused(reason)


def from_base45(text):
    check(len(text) % 3 != 1 and all(c in BASE45 for c in text), "damaged")
    out = bytearray()
    for at in range(0, len(text), 3):
        group = [BASE45.index(c) for c in text[at : at + 3]]
        value = sum(digit * 45**place for place, digit in enumerate(group))
        size = 2 if len(group) == 3 else 1
        check(value < 256**size, "damaged")
        out += value.to_bytes(size, "big")
    return bytes(out)


def read_cbor(data):
    """One item, in the one deterministic spelling (RFC 8949 section 4.2.1): what was read is written again and compared."""
    try:
        value = cbor2.loads(data)
    except UnicodeDecodeError:
        raise Refused("damaged")
    except Exception as error:
        # A tag or a simple value that cbor2 cannot make anything of is no fault of the bytes, but not ours either.
        raise Refused("damaged" if isinstance(error, cbor2.CBORDecodeEOF) else "wrong-type")
    check(only_plain(value), "wrong-type")
    check(write_cbor(value) == data, "not-canonical")
    return value


def only_plain(value, depth=0):
    if depth > 16 or isinstance(value, (float, bool)) or value is None:
        return False
    if isinstance(value, dict):
        return all(only_plain(k, depth + 1) and only_plain(v, depth + 1) for k, v in value.items())
    if isinstance(value, (list, tuple)):
        return all(only_plain(item, depth + 1) for item in value)
    return isinstance(value, (int, str, bytes)) and (not isinstance(value, int) or -(2**64) <= value < 2**64)


def write_cbor(value):
    """cbor2's own "canonical" orders keys by length first, as RFC 7049 did; ours is the order of the encoded bytes."""
    if isinstance(value, dict):
        pairs = sorted((write_cbor(k), write_cbor(v)) for k, v in value.items())
        return head(5, len(pairs)) + b"".join(k + v for k, v in pairs)
    if isinstance(value, (list, tuple)):
        return head(4, len(value)) + b"".join(write_cbor(item) for item in value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        encoded = value.encode()
        return head(3, len(encoded)) + encoded
    return head(0, value) if value >= 0 else head(1, -1 - value)


def head(major, value):
    if value < 24:
        return bytes([major << 5 | value])
    for extra, size in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if value < 256**size:
            return bytes([major << 5 | extra]) + value.to_bytes(size, "big")
    raise Refused("wrong-type")


def read_text(text):
    """The message and its claims; raises Refused."""
    if not text.startswith("KPC1:"):
        if text.upper().startswith("KPC1:"):
            raise Refused("damaged")
        digits = text[3 : text.find(":")] if text.startswith("KPC") else ""
        raise Refused("newer-version" if digits.isascii() and digits.isdigit() and digits[0] != "0" and len(digits) < 5 else "not-our-code")
    check(len(text) <= 1_200, "too-long")
    data = from_base45(text[5:])
    check(len(data) <= 800, "too-long")
    check(data[:1] == b"\xd2", "wrong-type")
    parts = read_cbor(data[1:])
    check(isinstance(parts, list) and len(parts) == 4, "wrong-type")
    protected, unprotected, payload, signature = parts
    check(isinstance(protected, bytes) and isinstance(unprotected, dict), "wrong-type")
    check(isinstance(payload, bytes) and isinstance(signature, bytes), "wrong-type")
    header = read_cbor(protected) if protected else {}
    check(isinstance(header, dict), "wrong-type")
    key_id = header.get(4)
    fits = header == {1: -7, 4: key_id} and isinstance(key_id, bytes) and len(key_id) == 8
    check(fits and unprotected == {} and len(signature) == 64, "wrong-header")
    # Where (r, s) verifies, (r, n - s) does so too: only the smaller s is read.
    check(int.from_bytes(signature[32:], "big") <= HALF_ORDER, "not-canonical")
    return protected, payload, signature, key_id, read_claims(payload)


def read_claims(payload):
    token = read_cbor(payload)
    check(isinstance(token, dict), "wrong-type")
    check(set(token) <= {1, 4, 6, 7, CERTIFICATE}, "unknown-field")
    paper = token.get(CERTIFICATE)
    check(isinstance(paper, dict), "wrong-type")
    check(set(paper) <= set(range(1, 12)), "unknown-field")
    code_text(token.get(1), 2, 24)
    for claim in (4, 6):
        number(token.get(claim), FIRST_DAY * 86_400, (LAST_DAY + 1) * 86_400 - 1)
    check(isinstance(token.get(7), bytes), "wrong-type")
    check(len(token[7]) == 16, "forbidden-value")
    country(paper.get(1))
    printed(paper.get(2), 24)
    if isinstance(paper.get(3), str):
        country(paper[3])
    else:
        for item in rows(paper.get(3), 0, 20):
            country(item)
        check(all(a < b for a, b in zip(paper[3], paper[3][1:])), "not-canonical")
    number(paper.get(4), FIRST_DAY, LAST_DAY)
    number(paper.get(5), FIRST_DAY, LAST_DAY)
    for party in (6, 7):
        name, place = rows(paper.get(party), 2, 2)
        printed(name, 120)
        country(place)
    number(paper.get(8), 1, 9_999)
    for line in rows(paper.get(9), 1, 40):
        goods, carats, value, *origin = rows(line, 3, 4)
        check(type(goods) is int and goods in (710_210, 710_221, 710_231), "forbidden-value")
        number(carats, 1, 10**12)
        number(value, 1, 10**15)
        for item in origin:
            country(item)
    seals = rows(paper.get(10), 1, 40)
    for seal in seals:
        printed(seal, 40)
    check(len(set(seals)) == len(seals), "forbidden-value")
    number(paper.get(11), FIRST_DAY, LAST_DAY)
    return token


def rows(value, least, most):
    check(isinstance(value, list), "wrong-type")
    check(least <= len(value) <= most, "forbidden-value")
    return value


def number(value, least, most):
    check(type(value) is int, "wrong-type")
    check(least <= value <= most, "forbidden-value")


def code_text(value, least, most):
    check(isinstance(value, str), "wrong-type")
    letters = set("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-")
    check(least <= len(value) <= most and set(value) <= letters and value[0] != "-", "forbidden-value")


def country(value):
    check(isinstance(value, str), "wrong-type")
    check(len(value) == 2 and value.isascii() and value.isalpha() and value.isupper(), "forbidden-value")


def printed(value, longest):
    """Only what can be seen: no controls, no marks of direction, composed, single spaces."""
    check(isinstance(value, str), "wrong-type")
    check(0 < len(value.encode("utf-8", "surrogatepass")) <= longest, "forbidden-value")
    for place, character in enumerate(value):
        category = unicodedata.category(character)
        if character in "\u200c\u200d":
            beside = (value[place - 1 : place], value[place + 1 : place + 2])
            check(all(c and unicodedata.category(c)[0] in "LM" for c in beside), "forbidden-value")
            continue
        check(category not in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp"), "forbidden-value")
        check(character not in "\ufffd\ufffe\uffff\u115f\u1160\u3164\uffa0\u034f" and not "\ufe00" <= character <= "\ufe0f", "forbidden-value")
        check(not character.isspace() or character == " ", "forbidden-value")
    check(unicodedata.normalize("NFC", value) == value, "forbidden-value")
    check(value.strip() == value and "  " not in value, "forbidden-value")


def signed_by(point, protected, payload, signature):
    """ES256 over the Sig_structure of RFC 9052 section 4.4."""
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    r, s = (int.from_bytes(signature[at : at + 32], "big") for at in (0, 32))
    try:
        key.verify(encode_dss_signature(r, s), write_cbor(["Signature1", protected, b"", payload]), ec.ECDSA(SHA256()))
        return True
    except (InvalidSignature, ValueError):
        return False


def verify(text, points):
    """None when form and signature are in order, else the reason. The key id is a hint: every key that has it is tried."""
    try:
        protected, payload, signature, key_id, _ = read_text(text)
    except Refused as refused:
        return str(refused)
    candidates = [point for point in points if hashlib.sha256(point).digest()[:8] == key_id]
    if not candidates:
        return "key-unknown"
    return None if any(signed_by(point, protected, payload, signature) for point in candidates) else "no-key-fits"


def verify_vectors(path):
    """The keys come from the signed list at the head of the file, as every reader's do."""
    with open(path, encoding="utf-8") as file:
        vectors = json.load(file)
    message = cbor2.loads(bytes.fromhex(vectors["trustList"])).value
    trust_list = cbor2.loads(message[2])
    check(signed_by(bytes.fromhex(vectors["schemeKey"]), message[0], message[2], message[3]), "the list is not signed by the scheme")
    points = [key["publicKey"] for key in trust_list["keys"]]
    alike, otherwise, apart = 0, [], []
    for case in vectors["cases"]:
        text = case["evidence"].get("qrText")
        if text is None:
            continue
        reason, expected = verify(text, points), case["expected"]
        told = f"{case['name']}: expected {expected['reason']}, got {reason}"
        if expected["check"] in ("FORM", "CANONICAL", "SIGNATURE", "KEY_KNOWN"):
            if reason == expected["reason"]:
                alike += 1
            else:
                (apart if reason is None else otherwise).append(told)
        # What is wrong elsewhere is not seen here; a key of no list may be what else is wrong.
        elif reason is None or (reason == "key-unknown" and expected["reason"] == "NOT_A_PARTICIPANT"):
            alike += 1
        else:
            apart.append(told)
    return alike, otherwise, apart


def main():
    parser = argparse.ArgumentParser(description="Checks form and signature of certificate codes.")
    parser.add_argument("--key", action="append", default=[], help="uncompressed P-256 point, 130 hexadecimal digits")
    parser.add_argument("--vectors", action="store_true", help="the arguments are files of vectors")
    parser.add_argument("what", nargs="+", help="texts of codes, or files of vectors")
    arguments = parser.parse_args()
    failed = False
    for what in arguments.what:
        if arguments.vectors:
            alike, otherwise, apart = verify_vectors(what)
            counts = f"{alike} alike, {len(otherwise)} refused for another reason, {len(apart)} wrong"
            print(f"{what}: {counts}", *otherwise, *apart, sep="\n  ")
            failed |= bool(apart)
        else:
            reason = verify(what, [bytes.fromhex(key) for key in arguments.key])
            print("in order" if reason is None else f"refused: {reason}")
            failed |= reason is not None
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()

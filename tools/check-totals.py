#!/usr/bin/env python3
"""Checks vectors/totals.json with nothing of ours and nothing but Python's own library: ristretto255 of RFC 9496, the
commitments of docs/formats/totals.md, and their sums. Slow and plain; not for secrets. Run: check-totals.py vectors/totals.json"""

import hashlib
import hmac
import json
import sys

p = 2**255 - 19
order = 2**252 + 27742317777372353535851937790883648493
d = (-121665 * pow(121666, p - 2, p)) % p
sqrt_m1 = pow(2, (p - 1) // 4, p)


def is_negative(x):
    return x % p & 1


def absolute(x):
    return (p - x) % p if is_negative(x) else x % p


def sqrt_ratio(u, v):
    """RFC 9496 section 4.2: (was square, non-negative root of u/v or of sqrt(-1)*u/v)."""
    r = u * pow(v, 3, p) % p * pow(u * pow(v, 7, p) % p, (p - 5) // 8, p) % p
    check = v * r * r % p
    correct, flipped, flipped_i = check == u % p, check == -u % p, check == -u * sqrt_m1 % p
    if flipped or flipped_i:
        r = r * sqrt_m1 % p
    return correct or flipped, absolute(r)


inv_sqrt_a_minus_d = sqrt_ratio(1, (-1 - d) % p)[1]
sqrt_ad_minus_one = sqrt_ratio((-1 * d - 1) % p, 1)[1]
# The RFC takes the odd root.
if not is_negative(sqrt_ad_minus_one):
    sqrt_ad_minus_one = p - sqrt_ad_minus_one
one_minus_d_sq = (1 - d * d) % p
d_minus_one_sq = (d - 1) * (d - 1) % p


def decode(data):
    """A point (X, Y, Z, T), or None for bytes that are no element."""
    s = int.from_bytes(data, "little")
    if len(data) != 32 or s >= p or is_negative(s):
        return None
    u1, u2 = (1 - s * s) % p, (1 + s * s) % p
    v = (-d * u1 * u1 - u2 * u2) % p
    square, inverse = sqrt_ratio(1, v * u2 * u2 % p)
    x = absolute(2 * s * inverse * u2)
    y = u1 * inverse * inverse * u2 * v % p
    t = x * y % p
    return (x, y, 1, t) if square and not is_negative(t) and y != 0 else None


def encode(point):
    x0, y0, z0, t0 = point
    u1, u2 = (z0 + y0) * (z0 - y0) % p, x0 * y0 % p
    inverse = sqrt_ratio(1, u1 * u2 * u2 % p)[1]
    den1, den2 = inverse * u1 % p, inverse * u2 % p
    z_inverse = den1 * den2 * t0 % p
    if is_negative(t0 * z_inverse):
        x, y, den = y0 * sqrt_m1 % p, x0 * sqrt_m1 % p, den1 * inv_sqrt_a_minus_d % p
    else:
        x, y, den = x0, y0, den2
    if is_negative(x * z_inverse):
        y = -y % p
    return absolute(den * (z0 - y)).to_bytes(32, "little")


def add(one, other):
    (x1, y1, z1, t1), (x2, y2, z2, t2) = one, other
    a, b = (y1 - x1) * (y2 - x2) % p, (y1 + x1) * (y2 + x2) % p
    c, e = 2 * d * t1 * t2 % p, 2 * z1 * z2 % p
    f, g, h, i = b - a, e - c, e + c, b + a
    return f * g % p, h * i % p, g * h % p, f * i % p


zero = (0, 1, 1, 0)


def times(factor, point):
    result = zero
    while factor > 0:
        if factor & 1:
            result = add(result, point)
        point, factor = add(point, point), factor >> 1
    return result


def map_half(data):
    """RFC 9496 section 4.3.4, MAP."""
    t = int.from_bytes(data, "little") % 2**255 % p
    r = sqrt_m1 * t * t % p
    u, v = (r + 1) * one_minus_d_sq % p, (-1 - r * d) * (r + d) % p
    square, s = sqrt_ratio(u, v)
    if not square:
        s, c = -absolute(s * t) % p, r
    else:
        c = -1 % p
    n = (c * (r - 1) * d_minus_one_sq - v) % p
    w0, w1 = 2 * s * v % p, n * sqrt_ad_minus_one % p
    w2, w3 = (1 - s * s) % p, (1 + s * s) % p
    return w0 * w3 % p, w2 * w1 % p, w1 * w3 % p, w0 * w2 % p


def from_hash(data):
    return add(map_half(data[:32]), map_half(data[32:]))


base = decode(bytes.fromhex("e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76"))


def hkdf(secret, salt, info):
    key = hmac.new(salt, secret, hashlib.sha512).digest()
    return hmac.new(key, info + b"\x01", hashlib.sha512).digest()


def blinding_of(claim, public_id, quantity):
    wide = hkdf(claim, public_id, b"kimberlite totals v1: " + quantity)
    return int.from_bytes(wide, "little") % order


def opening(h, value, blinding):
    return add(times(value, base), times(blinding, h))


def opens(h, commitments, value, blinding):
    if not (0 <= value < order and 0 <= blinding < order):
        return False
    total = zero
    for commitment in commitments:
        point = decode(bytes.fromhex(commitment))
        if point is None:
            return False
        total = add(total, point)
    return encode(total) == encode(opening(h, value, blinding))


def main(path):
    with open(path, encoding="utf8") as file:
        vectors = json.load(file)
    checked, wrong = 0, []

    def expect(name, given, wanted):
        nonlocal checked
        checked += 1
        if given != wanted:
            wrong.append(f"{name}: expected {wanted}, got {given}")

    h = from_hash(hashlib.sha512(vectors["generatorText"].encode()).digest())
    expect("second generator", encode(h).hex(), vectors["secondGenerator"])
    for one in vectors["certificates"]:
        claim, public_id = bytes.fromhex(one["claim"]), bytes.fromhex(one["publicId"])
        for quantity, blinding, commitment in (
            ("carats", "blindingCarats", "commitmentCarats"),
            ("usd", "blindingUsd", "commitmentUsd"),
        ):
            r = blinding_of(claim, public_id, quantity.encode())
            expect(f"{quantity} blinding", r.to_bytes(32, "little").hex(), one[blinding])
            expect(f"{quantity} commitment", encode(opening(h, int(one[quantity]), r)).hex(), one[commitment])
    for case in vectors["sums"]:
        blinding = int.from_bytes(bytes.fromhex(case["blinding"]), "little")
        expect(case["name"], opens(h, case["commitments"], int(case["value"]), blinding), case["opens"])
    for data in vectors["notElements"]:
        expect(data, decode(bytes.fromhex(data)), None)
    print("\n".join([*wrong, f"{checked} checked, {len(wrong)} wrong"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

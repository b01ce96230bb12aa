#!/usr/bin/env python3
"""Verifies elections with secret ballots with nothing of ours and nothing but Python's own library, as docs/formats/ballot.md
says. Slow and plain. Run: check-ballots.py vectors/ballots.json, or check-ballots.py ELECTION.json for one election."""

import hashlib
import importlib.util
import json
import pathlib
import sys

# The group of RFC 9496, written out in the reader of the totals beside this file.
_spec = importlib.util.spec_from_file_location(
    "ristretto", pathlib.Path(__file__).with_name("check-totals.py")
)
ristretto = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(ristretto)
add, base, decode, encode, order, times, zero = (
    getattr(ristretto, name) for name in ("add", "base", "decode", "encode", "order", "times", "zero")
)


def minus(one, other):
    x, y, z, t = other
    return add(one, (-x % ristretto.p, y, z, -t % ristretto.p))


def digest(label, parts):
    h = hashlib.sha512()
    for part in [f"kimberlite ballot v1: {label}", *parts]:
        data = part if isinstance(part, bytes) else str(part).encode()
        h.update(len(data).to_bytes(4, "big") + data)
    return h.digest()


def challenge(label, parts):
    return int.from_bytes(digest(label, parts), "little") % order


def pair(data):
    """Challenge and response, or None."""
    c, z = int.from_bytes(data[:32], "little"), int.from_bytes(data[32:], "little")
    return (c, z) if len(data) == 64 and c < order and z < order else None


def possesses(y, proof, context):
    read = pair(proof)
    if read is None:
        return False
    c, z = read
    t = minus(times(z, base), times(c, y))
    return c == challenge("possession", [*context, encode(y), encode(t)])


def same_secret(y, of, d, proof, context):
    read = pair(proof)
    if read is None:
        return False
    c, z = read
    t1, t2 = minus(times(z, base), times(c, y)), minus(times(z, of), times(c, d))
    return c == challenge("same secret", [*context, *map(encode, (y, of, d, t1, t2))])


def one_of(key, c1, c2, most, proof, context):
    if len(proof) != 64 * (most + 1):
        return False
    total, elements = 0, [key, c1, c2]
    for value in range(most + 1):
        read = pair(proof[64 * value : 64 * value + 64])
        if read is None:
            return False
        c, z = read
        total += c
        without = minus(c2, times(value, base))
        elements += [minus(times(z, base), times(c, c1)), minus(times(z, key), times(c, without))]
    return total % order == challenge("one of", [*context, *map(encode, elements)])


def evaluate(commitments, at):
    total = zero
    for commitment in reversed(commitments):
        total = add(times(at, total), commitment)
    return total


def joint_key(file):
    """(key, keys of the shares), or the id of the trustee whose message does not hold, or None while one is missing."""
    ids = [one["id"] for one in file["trustees"]]
    terms = digest(
        "ceremony",
        [
            file["election"],
            file["threshold"],
            len(ids),
            *(part for one in file["trustees"] for part in (one["id"], one["pillar"])),
        ],
    )
    keys = []
    for place, message in enumerate(file["enrolments"]):
        if message is None:
            return None
        data = bytes.fromhex(message)
        key = decode(data[:32]) if len(data) == 96 else None
        if key is None or encode(key) == bytes(32) or not possesses(key, data[32:], ["enrol", terms, place]):
            return ids[place]
        keys.append(encode(key))
    dealt, messages, t = [], [], file["threshold"]
    for place, message in enumerate(file["deals"]):
        if message is None:
            return None
        data = bytes.fromhex(message)
        points = [decode(data[32 * i : 32 * i + 32]) for i in range(t)]
        if len(data) != 32 * t + 64 + 64 * len(ids) or None in points or encode(points[0]) == bytes(32):
            return ids[place]
        context = ["deal", terms, place, *keys, data[: 32 * t]]
        if not possesses(points[0], data[32 * t : 32 * t + 64], context):
            return ids[place]
        for at in range(32 * t + 64, len(data), 64):
            if decode(data[at : at + 32]) is None or int.from_bytes(data[at + 32 : at + 64], "little") >= order:
                return ids[place]
        dealt.append(points)
        messages.append(data)
    key, shares = zero, [zero] * len(ids)
    for points in dealt:
        key = add(key, points[0])
        shares = [add(share, evaluate(points, place + 1)) for place, share in enumerate(shares)]
    said = digest("deals", messages)
    for place, message in enumerate(file["confirmations"]):
        if message is None:
            return None
        if not possesses(shares[place], bytes.fromhex(message), ["confirm", terms, place, said]):
            return ids[place]
    return key, shares, terms


def read_ballot(call, box, key, seat, data):
    n, most = len(call["choices"]), call["most"]
    if len(data) != 192 * n + 64 * (most + 1):
        return None
    ciphers = []
    for i in range(n):
        c1, c2 = decode(data[192 * i : 192 * i + 32]), decode(data[192 * i + 32 : 192 * i + 64])
        if c1 is None or c2 is None:
            return None
        ciphers.append((c1, c2))
    context = ["ballot", box, seat, *(encode(c1) + encode(c2) for c1, c2 in ciphers)]
    for i, (c1, c2) in enumerate(ciphers):
        if not one_of(key, c1, c2, 1, data[192 * i + 64 : 192 * i + 192], [*context, i]):
            return None
    c1, c2 = zero, zero
    for one, other in ciphers:
        c1, c2 = add(c1, one), add(c2, other)
    return ciphers if one_of(key, c1, c2, most, data[192 * n :], [*context, "sum"]) else None


def verify_call(file, call, key, shares, terms):
    """(faults, totals)"""
    flat = lambda rows: [part for row in rows for part in row]
    box = digest(
        "call",
        [
            terms,
            encode(key),
            call["call"],
            call["most"],
            call["opensAt"],
            call["closesAt"],
            len(call["choices"]),
            *call["choices"],
            len(call["groups"]),
            *flat((g["id"], *g["floor"]) for g in call["groups"]),
            len(call["voters"]),
            *flat((v["seat"], v["group"]) for v in call["voters"]),
        ],
    )
    group_of, good, faults = {v["seat"]: v["group"] for v in call["voters"]}, {}, []
    for cast in call["ballots"]:
        if cast["seat"] not in group_of:
            faults.append("not-a-voter")
        elif not call["opensAt"] <= cast["at"] < call["closesAt"]:
            faults.append("outside-the-window")
        else:
            data = bytes.fromhex(cast["ballot"])
            ciphers = read_ballot(call, box, key, cast["seat"], data)
            if ciphers is None:
                faults.append("not-a-ballot")
            else:
                good[cast["seat"]] = (data, ciphers)
    standing = [v["seat"] for v in call["voters"] if v["seat"] in good]
    counted = digest("box", [box, len(standing), *flat((seat, good[seat][0]) for seat in standing)])
    cells = []
    for g, group in enumerate(call["groups"]):
        for i in range(len(call["choices"])):
            c1, c2 = zero, zero
            for seat in standing:
                if group_of[seat] == group["id"]:
                    c1, c2 = add(c1, good[seat][1][i][0]), add(c2, good[seat][1][i][1])
            cells.append((c1, c2, ["sum", counted, g, i, encode(c1) + encode(c2)]))
    parts = {}
    for place, message in enumerate(call["decryptions"]):
        if message is None:
            continue
        data, read = bytes.fromhex(message), []
        for at, (c1, _, context) in enumerate(cells):
            d, proof = decode(data[96 * at : 96 * at + 32]), data[96 * at + 32 : 96 * at + 96]
            if d is None or not same_secret(shares[place], c1, d, proof, [*context, place]):
                break
            read.append(d)
        if len(read) == len(cells) and len(data) == 96 * len(cells):
            parts[place] = read
        else:
            faults.append("decryption-wrong")
    totals = open_totals(file["threshold"], call, cells, parts, len(standing))
    announced = call["announced"]
    if announced is not None and totals is None:
        if announced != {"totals": [], "elected": None}:
            faults.append("announced-early")
    elif announced is not None:
        if announced["totals"] != totals:
            faults.append("totals-differ")
        if announced["elected"] != elected(call, totals):
            faults.append("elected-differs")
    return faults, totals


def open_totals(threshold, call, cells, parts, ballots):
    places = sorted(parts)[:threshold]
    if len(places) < threshold:
        return None
    numbers = []
    for at, (_, c2, _) in enumerate(cells):
        hidden = zero
        for place in places:
            weight = 1
            for other in places:
                if other != place:
                    weight = weight * (other + 1) * pow(other - place, -1, order) % order
            hidden = add(hidden, times(weight, parts[place][at]))
        wanted, reached = encode(minus(c2, hidden)), zero
        for number in range(ballots + 1):
            if encode(reached) == wanted:
                numbers.append(number)
                break
            reached = add(reached, base)
        else:
            return None
    width = len(call["choices"])
    return [numbers[g * width : (g + 1) * width] for g in range(len(call["groups"]))]


def elected(call, totals):
    floors = []
    for group in call["groups"]:
        of, among = group["floor"]
        voters = sum(v["group"] == group["id"] for v in call["voters"])
        floors.append(-(-of * voters // among))
    support = {
        choice: sum(row[i] for row in totals)
        for i, choice in enumerate(call["choices"])
        if all(row[i] >= floor for row, floor in zip(totals, floors))
    }
    most = max(support.values(), default=0)
    first = [choice for choice, count in support.items() if count == most and count > 0]
    return first[0] if len(first) == 1 else None


def verify(file):
    """(faults, totals of the first call)"""
    joint = joint_key(file)
    if isinstance(joint, str):
        return [f"key:{joint}"], None
    if joint is None:
        return ["key is not ready"], None
    found = [verify_call(file, call, *joint) for call in file["calls"]]
    return [fault for faults, _ in found for fault in faults], found[0][1] if found else None


def main(path):
    with open(path, encoding="utf8") as text:
        read = json.load(text)
    if "cases" not in read:
        faults, totals = verify(read)
        print(json.dumps({"faults": faults, "totals": totals}))
        return 1 if faults else 0
    wrong = []
    for case in read["cases"]:
        faults, totals = verify(case["file"])
        if faults != case["faults"] or totals != case["totals"]:
            wrong.append(f"{case['name']}: got {faults} {totals}")
    print("\n".join([*wrong, f"{len(read['cases'])} checked, {len(wrong)} wrong"]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

#!/usr/bin/env python3
"""Checks a stream of journal entries without any key: rules V1 to V9 and V13 of docs/format.md.

    verify.py FILE [--root ID]     one JSON object on stdout; status 0 when all holds, 1 when not
    verify.py --vectors FILE...    runs test vectors (JSON lines); status 0 when all verdicts are as expected

Needs only Python 3.8 or newer. Written from docs/format.md alone, apart from the program.
"""
import hashlib
import json
import struct
import sys

# ---- Ed25519, strict (RFC 8032, without cofactor). Points are extended coordinates (X, Y, Z, T). ----
P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
NEUTRAL = (0, 1, 1, 0)


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def same(p, q):
    return (p[0] * q[2] - q[0] * p[2]) % P == 0 and (p[1] * q[2] - q[1] * p[2]) % P == 0


def decompress(raw):
    """The point with this encoding; None when there is none, or when it is not the canonical one."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if (v * x * x - u) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (v * x * x - u) % P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = decompress((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def small_order(p):
    for _ in range(3):
        p = add(p, p)
    return same(p, NEUTRAL)


def signature_holds(key, message, signature):
    """R = sB - hA, with s below the group order, A and R canonical and not of small order."""
    a, r = decompress(key), decompress(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if a is None or r is None or s >= L or small_order(a) or small_order(r):
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    minus_a = (P - a[0], a[1], a[2], P - a[3])
    both, result = add(BASE, minus_a), NEUTRAL
    for bit in range(255, -1, -1):
        result = add(result, result)
        pick = (s >> bit & 1, h >> bit & 1)
        if pick != (0, 0):
            result = add(result, {(1, 0): BASE, (0, 1): minus_a, (1, 1): both}[pick])
    return same(result, r)


# ---- Strict CBOR (section 2) ----
class Refused(Exception):
    """A rule is broken: (rule, what)."""


def strict(raw):
    value, end = item(raw, 0, 0)
    if end != len(raw):
        raise ValueError("something stands behind the end")
    return value


def item(raw, at, depth):
    if at >= len(raw):
        raise ValueError("it ends too early")
    major, low, at = raw[at] >> 5, raw[at] & 31, at + 1
    if major == 7:
        if low in (20, 21, 22):
            return {20: False, 21: True, 22: None}[low], at
        number = struct.unpack(">d", raw[at:at + 8])[0] if low == 27 and len(raw) >= at + 8 else float("nan")
        if number != number or number in (float("inf"), float("-inf")):
            raise ValueError("a value of a kind that is not used")
        return number, at + 8
    n = low
    if low > 23:
        size = {24: 1, 25: 2, 26: 4, 27: 8}.get(low)
        if size is None or at + size > len(raw):
            raise ValueError("a length is not told, or cut")
        n, at = int.from_bytes(raw[at:at + size], "big"), at + size
        if n < {1: 24, 2: 2**8, 4: 2**16, 8: 2**32}[size]:
            raise ValueError("an integer is not in its shortest form")
    if major in (0, 1):
        return (n if major == 0 else -1 - n), at
    if major in (2, 3):
        if at + n > len(raw):
            raise ValueError("it ends too early")
        part = raw[at:at + n]
        return (part if major == 2 else part.decode("utf-8")), at + n
    if major == 6:
        raise ValueError("a tag")
    if depth == 16:
        raise ValueError("too deep")
    values, keys = [], []
    for _ in range(n):
        if major == 5:
            start = at
            key, at = item(raw, at, depth + 1)
            if keys and raw[start:at] <= keys[-1]:
                raise ValueError("keys are not in order, or twice")
            keys.append(raw[start:at])
        value, at = item(raw, at, depth + 1)
        values.append(value if major == 4 else (key, value))
    return values, at  # a map is a list of pairs, in order


# ---- Entries (sections 1, 3, 4) ----
class Entry:
    """A header that passed V1 and V3."""

    def __init__(self, h):
        if len(h) != 276 or h[:4] != b"AGQ1" or h[4] != 1 or h[6:8] != b"\0\0":
            raise Refused("V1", "the shape of the header does not hold")
        self.kind, self.workspace, self.log, self.device = h[5], h[8:24], h[24:40], h[40:72]
        self.seq = int.from_bytes(h[72:80], "big")
        self.previous, self.authority = h[80:112], h[112:144]
        self.length, self.hash = int.from_bytes(h[176:180], "big"), h[180:212]
        if not 1 <= self.length <= 1048300:
            raise Refused("V1", "the length of the body is out of bounds")
        if not signature_holds(self.device, b"AGQ1-entry\0" + h[:212], h[212:]):
            raise Refused("V3", "the signature is not the device's")
        self.id = hashlib.sha256(h).digest()
        self.is_root = self.kind == 2 and self.seq == 0 and self.authority == bytes(32)
        self.certificate = None


def check_body(entry, body):
    """V9, then V1 of the body; notes what an authority entry certifies."""
    if len(body) != entry.length or hashlib.sha256(body).digest() != entry.hash:
        raise Refused("V9", "the body is not the one that was signed")
    if entry.kind == 1:
        at = 0
        while at < len(body):
            c = int.from_bytes(body[at + 72:at + 76], "big")
            if at + 76 > len(body) or c < 20 or at + 76 + c > len(body):
                raise Refused("V1", "a segment does not end with the body")
            at += 76 + c
    if entry.kind == 2:
        wrong = Refused("V1", "the body of the authority entry is not as it should be")
        try:
            pairs = strict(body)
        except ValueError:
            raise wrong
        if body[0] >> 5 != 5 or not pairs or [type(v) for v in pairs[0]] != [int, int] or pairs[0][0] != 0:
            raise wrong
        if pairs[0][1] < 0:
            raise wrong
        if pairs[0][1] == 1:
            kinds = [type(v) for _, v in pairs]
            if [k for k, _ in pairs] != [0, 1, 2, 3, 4, 5] or kinds != [int, bytes, int, bytes, int, bytes]:
                raise wrong
            _, workspace, form, device, compartment, log = [v for _, v in pairs]
            if (len(workspace), form, len(device), len(log)) != (16, 1, 32, 16) or compartment < 0:
                raise wrong
            if workspace != entry.workspace:
                raise Refused("V2", "it certifies for another workspace")
            if log == entry.log:
                raise Refused("V1", "a certificate cannot stand in the log it certifies")
            entry.certificate = (log, device)


class Ledger:
    """The accepted entries and those that wait (section 5)."""

    def __init__(self, root=None, workspace=None):
        self.root, self.workspace = root, workspace
        self.known, self.places, self.waiting = {}, {}, {}

    def judge(self, e, body):
        """accepted, fork, already, or "pending V.."; raises Refused. No body: it was checked when it came."""
        if self.workspace not in (None, e.workspace):
            raise Refused("V2", "it belongs to another workspace")
        if (e.seq == 0) != (e.previous == bytes(32)):
            raise Refused("V4", "only the first entry of a log has no previous one")
        if e.id in self.known or e.id in self.waiting:
            return "already"
        if body is not None:
            check_body(e, body)
        if e.is_root:
            if self.root not in (None, e.id):
                raise Refused("V7", "it claims to be the root of the workspace and is not")
            if e.certificate is None or e.certificate[1] != e.device:
                raise Refused("V7", "a root certifies its own signer")
        else:
            if e.authority == bytes(32):
                raise Refused("V8", "it names no authority entry")
            chain, at = [], e.authority
            while at != bytes(32):
                if at not in self.known:
                    return "pending V8"
                if self.known[at].kind != 2:
                    raise Refused("V8", "what it names as authority is none")
                chain.append(self.known[at].certificate)
                at = self.known[at].authority
            certificates = [c for c in chain if c]
            if (e.log in [log for log, _ in certificates]) == (e.kind == 2):
                raise Refused("V2", "its log is not known, or not of this kind")
            fits = [c for c in certificates if c[1] == e.device and (e.kind == 2 or c[0] == e.log)]
            if not fits:
                raise Refused("V7", "the device was not certified for this")
        if e.seq > 0:
            before = self.known.get(e.previous)
            if before is None:
                return "pending V5"
            if before.log != e.log or before.seq + 1 != e.seq:
                raise Refused("V5", "the previous entry stands at another place")
            if before.device != e.device:
                raise Refused("V7", "another device began this log")
        return "fork" if (e.log, e.seq) in self.places else "accepted"

    def take(self, e, body):
        """The verdict, and [(entry, verdict or Refused)] of those that had waited for it."""
        verdict = self.judge(e, body)
        if verdict.startswith("pending"):
            self.waiting[e.id] = (e, verdict)
        if verdict not in ("accepted", "fork"):
            return verdict, []
        self.keep(e)
        released, moved = [], True
        while moved:
            moved = False
            for other, was in list(self.waiting.values()):
                if (other.authority if was == "pending V8" else other.previous) not in self.known:
                    continue
                del self.waiting[other.id]
                moved = True
                try:
                    again = self.judge(other, None)
                except Refused as refused:
                    again = refused
                if again in ("pending V5", "pending V8"):
                    self.waiting[other.id], moved = (other, again), again != was
                    continue
                if again in ("accepted", "fork"):
                    self.keep(other)
                released.append((other, again))
        return verdict, released

    def keep(self, e):
        if e.is_root:
            self.root, self.workspace = e.id, e.workspace
        self.known[e.id] = e
        self.places.setdefault((e.log, e.seq), e.id)


# ---- Streams (section 6) ----
def begins_item(raw, at):
    if raw[at:at + 4] == b"AGQE":
        return len(raw) == at + 44
    try:
        return raw[at:at + 4] in (b"AGQ1", b"GONE") and bool(
            Entry(raw[at:at + 276] if raw[at:at + 4] == b"AGQ1" else raw[at + 4:at + 280]))
    except Refused:
        return False


def find(raw, at):
    while at < len(raw):
        places = [p for p in (raw.find(mark, at) for mark in (b"AGQ1", b"GONE", b"AGQE")) if p >= 0]
        if not places:
            break
        at = min(places)
        if begins_item(raw, at):
            return at
        at += 1
    return None


def items(raw):
    """(entry, body, None), (entry, None, None) for one without body, or (entry or None, None, Refused)."""
    at, count, damaged = 8, 0, False
    if raw[:8] != b"AGQ1STRM":
        yield None, None, Refused("V1", "it does not begin like a stream of entries")
        at, damaged = find(raw, 0), True
    while at is not None:
        mark = raw[at:at + 4]
        if at == len(raw):
            yield None, None, Refused("V1", "the stream ends without its end: it was cut")
            return
        if mark == b"AGQE" and len(raw) == at + 44:
            told = count.to_bytes(8, "big") + hashlib.sha256(raw[:at]).digest()
            if raw[at + 4:] != told and not damaged:
                yield None, None, Refused("V1", "the end of the stream does not agree with what stands before it")
            return
        try:
            if mark == b"GONE":
                entry, end = Entry(raw[at + 4:at + 280]), at + 280
                count += 1
                yield entry, None, None
                at = end
                continue
            if mark != b"AGQ1":
                raise Refused("V1", "no entry begins here")
            entry = Entry(raw[at:at + 276])
        except Refused as refused:
            yield None, None, refused
            at, damaged = find(raw, at + 1), True
            continue
        count += 1
        end = at + 276 + entry.length
        body = raw[at + 276:end]
        if len(body) == entry.length and hashlib.sha256(body).digest() == entry.hash:
            yield entry, body, None
            at = end
            continue
        damaged = True
        yield entry, None, Refused("V9", "the body is not the one that was signed")
        at = end if len(raw) == end or begins_item(raw, end) else find(raw, at + 276)


def check_stream(raw, root=None):
    report = {"entries": 0, "verified": 0, "unverified": 0, "repeated": 0, "root": None, "problems": []}

    def problem(rule, what, e=None):
        report["problems"].append({"rule": rule, "log": e and e.log.hex(), "seq": e and e.seq,
                                   "entry": e and e.id.hex(), "what": what})

    def count(e, verdict):
        if isinstance(verdict, Refused):
            problem(*verdict.args, e)
        elif verdict == "already":
            report["repeated"] += 1
        elif verdict in ("accepted", "fork"):
            report["verified"] += 1
            if verdict == "fork":
                problem("V6", "another entry stands at the same place: the log was forked", e)

    ledger = Ledger(root)
    for entry, body, refused in items(raw):
        if refused:
            problem(*refused.args, entry)
        elif body is None:
            report["unverified"] += 1
            problem("V9", "its body is not here", entry)
        else:
            report["entries"] += 1
            try:
                verdict, released = ledger.take(entry, body)
            except Refused as refusal:
                verdict, released = refusal, []
            for other, what in [(entry, verdict)] + released:
                count(other, what)
    gaps = {}
    for e, verdict in ledger.waiting.values():
        gaps.setdefault((e.log, verdict[8:]), []).append(e)
    for (_, rule), behind in sorted(gaps.items()):
        report["unverified"] += len(behind)
        problem(rule, "%d unverified from here on: what they rest on is missing or damaged" % len(behind),
                min(behind, key=lambda e: (e.seq, e.id)))
    report["root"] = ledger.root and ledger.root.hex()
    return report


def run_vectors(paths):
    run = wrong = 0
    for path in paths:
        for line in open(path, encoding="utf-8"):
            vector = json.loads(line)
            root, workspace = vector["root"], vector["workspace"]
            ledger = Ledger(root and bytes.fromhex(root), workspace and bytes.fromhex(workspace))
            verdicts = []
            for header, body in vector["entries"]:
                try:
                    verdicts.append(ledger.take(Entry(bytes.fromhex(header)), bytes.fromhex(body))[0])
                except Refused as refused:
                    verdicts.append("refused " + refused.args[0])
            run += 1
            if (verdicts, len(ledger.known), len(ledger.waiting)) != (
                    vector["expect"], vector["accepted"], vector["waiting"]):
                wrong += 1
                print("%s: %s, expected %s" % (vector["name"], verdicts, vector["expect"]), file=sys.stderr)
    print(json.dumps({"vectors": run, "wrong": wrong}))
    return 1 if wrong or not run else 0


def main(arguments):
    if arguments[:1] == ["--vectors"] and len(arguments) > 1:
        return run_vectors(arguments[1:])
    root = None
    if len(arguments) == 3 and arguments[1] == "--root":
        root, arguments = bytes.fromhex(arguments[2]), arguments[:1]
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    with open(arguments[0], "rb") as file:
        report = check_stream(file.read(), root)
    print(json.dumps(report, indent=1))
    return 1 if report["problems"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Makes the test vectors in verify/vectors/ from docs/format.md, apart from the program and from verify.py:
its own Ed25519, XChaCha20-Poly1305, HKDF and CBOR. Python 3.8 or newer, nothing else. Always the same output.

A vector is one JSON object on a line:
  name, rule (the one it is about), good
  root, workspace     the pinned root and workspace (hex), or null: the first root is taken
  entries             [[header, body], ...] in the order of arrival
  expect              a verdict for each on arrival: accepted, already, fork, "pending Vn", "refused Vn"
  accepted, waiting   how many are accepted (forks too) and how many wait at the end
  keys                {"workspace": key, "records": {key id: key}} where it can be opened
  opens               for each entry: null, or {"envelope": bool, "segments": [plain hex | "missing" | "damaged", ...]}
"""
import hashlib
import hmac
import json
import os
import struct

# ---- Ed25519 (RFC 8032, section 5.1) ----
p = 2**255 - 19
q = 2**252 + 27742317777372353535851937790883648493
d = -121665 * pow(121666, -1, p) % p
sqrt_m1 = pow(2, (p - 1) // 4, p)


def point_add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    A, B = (y1 - x1) * (y2 - x2) % p, (y1 + x1) * (y2 + x2) % p
    C, D = t1 * 2 * d * t2 % p, z1 * 2 * z2 % p
    E, F, G, H = B - A, D - C, D + C, B + A
    return E * F % p, G * H % p, F * G % p, E * H % p


def point_mul(s, P):
    Q = (0, 1, 1, 0)
    while s > 0:
        if s & 1:
            Q = point_add(Q, P)
        P = point_add(P, P)
        s >>= 1
    return Q


def recover_x(y, sign):
    x2 = (y * y - 1) * pow(d * y * y + 1, -1, p) % p
    if x2 == 0:
        return None if sign else 0
    x = pow(x2, (p + 3) // 8, p)
    if (x * x - x2) % p != 0:
        x = x * sqrt_m1 % p
    if (x * x - x2) % p != 0:
        return None
    return p - x if (x & 1) != sign else x


g_y = 4 * pow(5, -1, p) % p
g_x = recover_x(g_y, 0)
G = (g_x, g_y, 1, g_x * g_y % p)


def compress(P):
    zi = pow(P[2], -1, p)
    x, y = P[0] * zi % p, P[1] * zi % p
    return (y | ((x & 1) << 255)).to_bytes(32, "little")


def decode_point(raw):
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = recover_x(y, sign)
    return (x, y, 1, x * y % p)


def sha512(*parts):
    return hashlib.sha512(b"".join(parts)).digest()


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def torsion():
    """A point of order 8."""
    for y in range(2, 100):
        x = recover_x(y, 0)
        if x is not None:
            T = point_mul(q, (x, y, 1, x * y % p))
            if compress(point_mul(4, T)) != compress((0, 1, 1, 0)):
                return T
    raise ValueError


T8 = torsion()


class Device:
    def __init__(self, name):
        self.seed = sha256(b"device", name.encode())
        h = sha512(self.seed)
        a = int.from_bytes(h[:32], "little")
        self.a = (a & ((1 << 254) - 8)) | (1 << 254)
        self.prefix = h[32:]
        self.public = compress(point_mul(self.a, G))

    def sign(self, message, public=None):
        public = public or self.public
        r = int.from_bytes(sha512(self.prefix, message), "little") % q
        R = compress(point_mul(r, G))
        h = int.from_bytes(sha512(R, public, message), "little") % q
        return R + ((r + h * self.a) % q).to_bytes(32, "little")


# ---- XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03, RFC 8439) ----
def rotl(v, n):
    return ((v << n) | (v >> (32 - n))) & 0xffffffff


def quarter(s, a, b, c, e):
    s[a] = (s[a] + s[b]) & 0xffffffff; s[e] = rotl(s[e] ^ s[a], 16)
    s[c] = (s[c] + s[e]) & 0xffffffff; s[b] = rotl(s[b] ^ s[c], 12)
    s[a] = (s[a] + s[b]) & 0xffffffff; s[e] = rotl(s[e] ^ s[a], 8)
    s[c] = (s[c] + s[e]) & 0xffffffff; s[b] = rotl(s[b] ^ s[c], 7)


def rounds(state):
    s = list(state)
    for _ in range(10):
        quarter(s, 0, 4, 8, 12); quarter(s, 1, 5, 9, 13); quarter(s, 2, 6, 10, 14); quarter(s, 3, 7, 11, 15)
        quarter(s, 0, 5, 10, 15); quarter(s, 1, 6, 11, 12); quarter(s, 2, 7, 8, 13); quarter(s, 3, 4, 9, 14)
    return s


SIGMA = struct.unpack("<4I", b"expand 32-byte k")


def chacha_block(key, counter, nonce):
    state = SIGMA + struct.unpack("<8I", key) + (counter,) + struct.unpack("<3I", nonce)
    return struct.pack("<16I", *[(a + b) & 0xffffffff for a, b in zip(rounds(state), state)])


def hchacha(key, nonce16):
    s = rounds(SIGMA + struct.unpack("<8I", key) + struct.unpack("<4I", nonce16))
    return struct.pack("<8I", *(s[:4] + s[12:]))


def poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0ffffffc0ffffffc0ffffffc0fffffff
    s, acc = int.from_bytes(key[16:], "little"), 0
    for i in range(0, len(message), 16):
        acc = (acc + int.from_bytes(message[i:i + 16] + b"\x01", "little")) * r % (2**130 - 5)
    return ((acc + s) & (2**128 - 1)).to_bytes(16, "little")


def aead_seal(key, nonce24, plain, aad):
    sub, nonce = hchacha(key, nonce24[:16]), bytes(4) + nonce24[16:]
    out = bytearray()
    for i in range(0, len(plain), 64):
        block = chacha_block(sub, 1 + i // 64, nonce)
        out += bytes(a ^ b for a, b in zip(plain[i:i + 64], block))
    pad = lambda x: bytes(-len(x) % 16)
    data = aad + pad(aad) + bytes(out) + pad(out) + struct.pack("<QQ", len(aad), len(out))
    return bytes(out) + poly1305(chacha_block(sub, 0, nonce)[:32], data)


def hkdf(salt, ikm, info, n):
    prk = hmac.new(salt or bytes(32), ikm, "sha256").digest()
    out, block, i = b"", b"", 1
    while len(out) < n:
        block = hmac.new(prk, block + info + bytes([i]), "sha256").digest()
        out, i = out + block, i + 1
    return out[:n]


# The primitives themselves, against the test vectors of their standards.
_d = Device.__new__(Device)
_h = sha512(bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
_d.a = (int.from_bytes(_h[:32], "little") & ((1 << 254) - 8)) | (1 << 254)
_d.prefix, _d.public = _h[32:], compress(point_mul(_d.a, G))
assert _d.public.hex() == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
assert _d.sign(b"").hex().startswith("e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155")
_x = aead_seal(bytes(range(0x80, 0xa0)), bytes(range(0x40, 0x58)),
               b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, "
               b"sunscreen would be it.", bytes.fromhex("50515253c0c1c2c3c4c5c6c7"))
assert _x[-16:].hex() == "c0875924c1c7987947deafd8780acf49"
assert hkdf(bytes(range(13)), b"\x0b" * 22, bytes(range(0xf0, 0xfa)), 42).hex().startswith("3cb25f25faacd57a90434f64d0362f2a")


# ---- CBOR, strict ----
class Map(list):
    """Pairs, encoded in the order given."""


def head(major, n):
    for size, low in ((0, None), (1, 24), (2, 25), (4, 26), (8, 27)):
        if low is None and n < 24:
            return bytes([major << 5 | n])
        if low and n < 1 << (8 * size):
            return bytes([major << 5 | low]) + n.to_bytes(size, "big")
    raise ValueError


def cbor(v):
    if v is None or v is True or v is False:
        return {None: b"\xf6", True: b"\xf5", False: b"\xf4"}[v]
    if isinstance(v, int):
        return head(0, v) if v >= 0 else head(1, -1 - v)
    if isinstance(v, float):
        return b"\xfb" + struct.pack(">d", v)
    if isinstance(v, bytes):
        return head(2, len(v)) + v
    if isinstance(v, str):
        return head(3, len(v.encode())) + v.encode()
    if isinstance(v, Map):
        return head(5, len(v)) + b"".join(cbor(k) + cbor(w) for k, w in v)
    return head(4, len(v)) + b"".join(cbor(w) for w in v)


# ---- The format ----
def size_class(n):
    if n < 2:
        return n
    e = n.bit_length() - 1
    s = e.bit_length()
    mask = (1 << (e - s)) - 1
    return (n + mask) & ~mask


counter = [0]


def rand(n):
    """Bytes that differ each time and are the same in every run."""
    counter[0] += 1
    return hashlib.shake_128(b"aigaq vectors %d" % counter[0]).digest(n)


ZERO32 = bytes(32)


class World:
    """A workspace with its root; what is built in it is counted on nowhere."""

    def __init__(self):
        self.workspace, self.key = rand(16), rand(32)
        self.device, self.log = Device(rand(8).hex()), rand(16)
        self.records = {}
        self.auth_log = rand(16)
        self.root = self.certificate(self.device, ZERO32, self.device, self.log, log=self.auth_log)
        self.compartment = hkdf(self.workspace, self.key, b"AGQ1-compartment" + bytes(4), 32)

    def header(self, kind, log, device, seq, previous, authority, heads, length, edits=()):
        h = bytearray(b"AGQ1" + bytes([1, kind, 0, 0]) + self.workspace + log + device.public
                      + seq.to_bytes(8, "big") + previous + authority
                      + sha256(*sorted(heads)) + length.to_bytes(4, "big"))
        for at, new in edits:
            h[at:at + len(new)] = new
        return bytes(h)

    def finish(self, front, device, body, public=None, context=b"AGQ1-entry\0"):
        h = front + sha256(body)
        return h + device.sign(context + h, public), body

    def entry(self, kind, log, device, seq, previous, authority, body, heads=(), edits=(), **more):
        front = self.header(kind, log, device, seq, previous, authority, heads, len(body), edits)
        return self.finish(front, device, body, **more)

    def certificate(self, signer, authority, device, new_log, log=None, seq=0, previous=ZERO32, body=None, edits=(), **k):
        plain = Map([(0, 1), (1, k.get("workspace", self.workspace)), (2, k.get("form", 1)), (3, device.public),
                     (4, k.get("compartment", 0)), (5, new_log)])
        return self.entry(2, log or rand(16), signer, seq, previous, authority, body or cbor(plain), edits=edits)

    def blind(self, seq=0, previous=ZERO32, log=None, device=None, authority=None, kind=1, body=None, **more):
        """An entry that nobody is going to open: random segments."""
        return self.entry(kind, log or self.log, device or self.device, seq, previous, authority or eid(self.root),
                          body or blind_body(), **more)

    def record_key(self):
        k = rand(16)
        self.records[k] = rand(32)
        return k

    def envelope(self, heads, **change):
        pairs = {0: rand(16), 1: 1, 2: 1, 3: "form", 4: 1626912000, 5: "Asia/Almaty", 6: "vectors 1", 7: sorted(heads)}
        pairs.update(change.get("pairs", {}))
        return Map(sorted((k, v) for k, v in pairs.items() if v is not ...))

    def sealed(self, plains, seq=0, previous=ZERO32, heads=None, envelope=None, tamper=None, keys=None, header_heads=None):
        """A change-set with these plain segments. tamper(number, part, value) may change what is sealed."""
        heads = [eid(self.root)] if heads is None else heads
        envelope = self.envelope(heads) if envelope is None else envelope
        plains = [cbor(envelope) if not isinstance(envelope, bytes) else envelope] + list(plains)
        tamper = tamper or (lambda number, part, value: value)
        rows, ids = [], []
        for n, plain in enumerate(plains):
            if n == 0:
                key_id = rand(16)
                key = hkdf(key_id, self.compartment, b"AGQ1-envelope", 32)
            else:
                key_id = (keys or {}).get(n) or self.record_key()
                key = self.records[key_id]
                ids.append(key_id)
            framed = len(plain).to_bytes(4, "big") + plain
            framed += bytes(size_class(len(framed)) - len(framed))
            rows.append((key_id, key, tamper(n, "framed", framed)))
        length = sum(76 + len(f) + 16 for _, _, f in rows)
        front = self.header(1, self.log, self.device, seq, previous, eid(self.root),
                            heads if header_heads is None else header_heads, length)
        body = b""
        for n, (key_id, key, framed) in enumerate(rows):
            aad = tamper(n, "aad", front[:180] + n.to_bytes(4, "big"))
            nonce = rand(24)
            sealed = tamper(n, "sealed", aead_seal(key, nonce, framed, aad))
            body += (key_id + tamper(n, "commitment", sha256(b"AGQ1-kc", key)) + tamper(n, "nonce", nonce)
                     + len(sealed).to_bytes(4, "big") + sealed)
        assert len(body) == length
        return self.finish(front, self.device, body)


def eid(entry):
    return sha256(entry[0])


def blind_body(segments=1):
    body = b""
    for _ in range(segments):
        c = 20 + 4 * (counter[0] % 5)
        body += rand(72) + c.to_bytes(4, "big") + rand(c)
    return body


good, bad = [], []


def vector(to, name, rule, world, entries, expect, accepted=None, waiting=None, opens=None, pinned=True, missing=()):
    short = {"a": "accepted", "f": "fork", "=": "already"}
    verdicts = []
    for word in expect.split():
        verdicts.append(short.get(word) or ("pending V" if word[0] == "p" else "refused V") + word[1:])
    assert len(verdicts) == len(entries), name
    kept = sum(v in ("accepted", "fork") for v in verdicts)
    held = sum(v.startswith("pending") for v in verdicts)
    to.append({
        "name": name, "rule": rule, "good": to is good,
        "root": eid(world.root).hex() if pinned else None,
        "workspace": world.workspace.hex() if pinned else None,
        "entries": [[h.hex(), b.hex()] for h, b in entries], "expect": verdicts,
        "accepted": kept if accepted is None else accepted, "waiting": held if waiting is None else waiting,
        "keys": None if opens is None else {
            "workspace": world.key.hex(),
            "records": {k.hex(): v.hex() for k, v in world.records.items() if k not in missing}},
        "opens": opens,
    })


def said(*values):
    return cbor([rand(16), list(values)])


def opened(*segments, envelope=True):
    return {"envelope": envelope, "segments": [s if isinstance(s, str) else s.hex() for s in segments]}


# ==== Good ones ====
for n in [0, 1, 9, 20, 43, 60, 99, 107, 124, 235, 236, 491, 1003, 2000, 5000]:
    w = World()
    plain = said("x" * n)
    vector(good, "text of %d letters" % n, "V10", w, [w.root, w.sealed([plain])], "a a", opens=[None, opened(plain)])
for name, value in [("Kazakh", "Қазақстан құқықтары"), ("negative", -1), ("deep negative", -2**63), ("large", 2**64 - 1),
                    ("null", None), ("yes", True), ("no", False), ("number", 51.1694), ("bytes", b"\0\1"),
                    ("empty array", []), ("empty map", Map()), ("map", Map([(0, "a"), (24, "b"), ("a", 1), ("b", 2)])),
                    ("edges", [23, 24, 255, 256, 65535, 65536, 2**32 - 1, 2**32]),
                    ("16 deep", eval("[" * 14 + "]" * 14))]:
    w = World()
    plain = said(value)
    vector(good, "value: " + name, "V10", w, [w.root, w.sealed([plain])], "a a", opens=[None, opened(plain)])
for n in [0, 2, 3, 17]:
    w = World()
    plains = [said("record %d" % i) for i in range(n)]
    vector(good, "%d records in one change-set" % n, "V10", w, [w.root, w.sealed(plains)], "a a", opens=[None, opened(*plains)])
for name, pairs in [("import", {3: "import", 8: rand(32)}), ("decision", {3: "decision"}), ("system", {3: "system"}),
                    ("another word", {3: "әрекет"}), ("before 1970", {4: -5}), ("year 3000", {4: 32503680000}),
                    ("part 1 of more", {1: 1, 2: 0}), ("part 3 of 3", {1: 3, 2: 3}), ("no zone", {5: ""}),
                    ("long program", {6: "p" * 300})]:
    w = World()
    plain = said(name)
    e = w.sealed([plain], envelope=w.envelope([eid(w.root)], pairs=pairs))
    vector(good, "envelope: " + name, "V10", w, [w.root, e], "a a", opens=[None, opened(plain)])
w = World()
heads = [rand(32) for _ in range(40)]
plain = said("40 heads")
vector(good, "many heads seen", "V10", w, [w.root, w.sealed([plain], heads=heads)], "a a", opens=[None, opened(plain)])
w = World()
vector(good, "no heads seen", "V10", w, [w.root, w.sealed([plain], heads=[])], "a a", opens=[None, opened(plain)])
w = World()
key = w.record_key()
one, two = said("first"), said("second")
e1 = w.sealed([one], keys={1: key})
e2 = w.sealed([two, one], seq=1, previous=eid(e1), keys={1: key})
vector(good, "one key for one record in two change-sets", "V10", w, [w.root, e1, e2], "a a a",
       opens=[None, opened(one), opened(two, one)])
vector(good, "a key that was destroyed", "V10", w, [w.root, e1, e2], "a a a", missing=(key,),
       opens=[None, opened("missing"), opened("missing", one)])
w = World()
chain, previous = [w.root], ZERO32
for n in range(6):
    chain.append(w.blind(n, previous))
    previous = eid(chain[-1])
vector(good, "a chain of six", "V5", w, chain, "a a a a a a a")
vector(good, "a chain that arrives backwards", "V5", w, chain[:1] + chain[:0:-1], "a p5 p5 p5 p5 p5 a", accepted=7, waiting=0)
vector(good, "a chain whose root arrives last", "V8", w, chain[1:] + chain[:1], "p8 p8 p8 p8 p8 p8 a", accepted=7, waiting=0)
vector(good, "a chain without a pinned root", "V2", w, chain, "a a a a a a a", pinned=False)
vector(good, "backwards without a pinned root", "V5", w, chain[::-1], "p8 p8 p8 p8 p8 p8 a", accepted=7, waiting=0, pinned=False)
vector(good, "shuffled", "V5", w, [chain[i] for i in (0, 4, 2, 6, 1, 5, 3)], "a p5 p5 p5 a p5 a", accepted=7, waiting=0)
for kind in (3, 4, 5, 77, 255):
    w = World()
    vector(good, "kind %d, opaque" % kind, "V1", w, [w.root, w.blind(kind=kind, body=b"\xff opaque")], "a a")
w = World()
copy, copy_log = Device("copy"), rand(16)
cert = w.certificate(w.device, eid(w.root), copy, copy_log)
c1 = w.blind(log=copy_log, device=copy, authority=eid(cert))
c2 = w.blind(1, eid(c1), log=copy_log, device=copy, authority=eid(cert))
own = w.blind()
vector(good, "a copy with a log of its own", "V7", w, [w.root, cert, c1, c2, own], "a a a a a")
vector(good, "a copy's entries before its certificate", "V8", w, [w.root, c2, c1, own, cert], "a p8 p8 a a", accepted=5, waiting=0)
aware = w.blind(authority=eid(cert))
vector(good, "the first device names the newer authority entry", "V7", w, [w.root, cert, aware], "a a a")
third, third_log = Device("third"), rand(16)
cert2 = w.certificate(copy, eid(cert), third, third_log)
t1 = w.blind(log=third_log, device=third, authority=eid(cert2))
vector(good, "a copy of a copy", "V7", w, [w.root, cert, cert2, t1], "a a a a")
vector(good, "a copy of a copy, everything backwards", "V8", w, [t1, cert2, cert, w.root], "p8 p8 p8 a", accepted=4, waiting=0)
sibling = w.certificate(w.device, eid(w.root), third, rand(16))
vector(good, "two copies certified side by side", "V7", w, [w.root, cert, sibling, c1], "a a a a")
more = w.certificate(w.device, eid(cert), Device("fourth"), rand(16), log=w.auth_log, seq=1, previous=eid(w.root))
vector(good, "a second entry in the authority log", "V5", w, [w.root, cert, more], "a a a")
other_act = w.certificate(w.device, eid(w.root), copy, rand(16), body=cbor(Map([(0, 9), (1, "later")])))
vector(good, "an authority act that is not known", "V1", w, [w.root, other_act], "a a")
named = w.blind(authority=eid(other_act))
vector(good, "naming an act that is not known as authority", "V8", w, [w.root, other_act, named], "a a a")
w = World()
comp = w.certificate(w.device, eid(w.root), copy, copy_log, compartment=7)
vector(good, "a certificate for another compartment", "V7", w, [w.root, comp, w.blind(log=copy_log, device=copy, authority=eid(comp))], "a a a")
for segments in (1, 2, 30):
    w = World()
    vector(good, "%d blind segments" % segments, "V1", w, [w.root, w.blind(body=blind_body(segments))], "a a")
w = World()
# A public key with a torsion part: allowed, the equation holds without cofactor when 8 divides h.
mixed = Device("mixed")
mixed.public = compress(point_add(decode_point(mixed.public), T8))
mixed_log, n = rand(16), 0
mcert = w.certificate(w.device, eid(w.root), mixed, mixed_log)
while True:
    m = w.blind(log=mixed_log, device=mixed, authority=eid(mcert))
    h = int.from_bytes(sha512(m[0][212:244], mixed.public, b"AGQ1-entry\0" + m[0][:212]), "little") % q
    if h % 8 == 0 and n == 0:
        vector(good, "a key with torsion whose signature holds", "V3", w, [w.root, mcert, m], "a a a")
        n = 1
    elif h % 8 != 0 and n == 1:
        vector(bad, "a key with torsion: holds only with cofactor", "V3", w, [w.root, mcert, m], "a a r3")
        break

# ==== Bad ones ====
# V1
w = World()
r = w.root
for name, edits in [("another magic", [(0, b"AGQ2")]), ("another suite", [(4, b"\2")]), ("suite 0", [(4, b"\0")]),
                    ("byte 6 not zero", [(6, b"\1")]), ("byte 7 not zero", [(7, b"\x80")]),
                    ("body length 0", [(176, bytes(4))]), ("body length one too large", [(176, (1048301).to_bytes(4, "big"))]),
                    ("body length of 4 GiB", [(176, b"\xff" * 4)])]:
    vector(bad, name, "V1", w, [r, w.blind(edits=edits)], "a r1")
e = w.blind()
vector(bad, "header one byte short", "V1", w, [r, (e[0][:275], e[1])], "a r1")
vector(bad, "header one byte long", "V1", w, [r, (e[0] + b"\0", e[1])], "a r1")
vector(bad, "no header", "V1", w, [r, (b"", e[1])], "a r1")
for name, body in [("segment beyond the end", rand(72) + (21).to_bytes(4, "big") + rand(20)),
                   ("segment too short for tag and length", rand(72) + (19).to_bytes(4, "big") + rand(19)),
                   ("bytes behind the last segment", blind_body() + b"\0"), ("front of a segment cut", rand(75)),
                   ("length that overflows", rand(72) + b"\xff" * 4 + rand(20)), ("one byte", b"\0")]:
    vector(bad, name, "V1", w, [r, w.blind(body=body)], "a r1")
c = Map([(0, 1), (1, w.workspace), (2, 1), (3, copy.public), (4, 0), (5, rand(16))])
for name, body in [("certificate is an array", cbor(list(c))), ("certificate with keys out of order", cbor(Map(c[::-1]))),
                   ("certificate with a key twice", cbor(Map(c[:5] + c[4:]))), ("certificate with a key too many", cbor(Map(c + [(6, 0)]))),
                   ("certificate with a key missing", cbor(Map(c[:5]))), ("certificate with bytes behind", cbor(c) + b"\0"),
                   ("certificate of format 2", cbor(Map(c[:2] + [(2, 2)] + c[3:]))),
                   ("certificate with a short device key", cbor(Map(c[:3] + [(3, rand(31))] + c[4:]))),
                   ("certificate with a negative compartment", cbor(Map(c[:4] + [(4, -1)] + c[5:]))),
                   ("certificate with a text for a log", cbor(Map(c[:5] + [(5, "x" * 16)]))),
                   ("certificate with a long integer", cbor(Map(c))[:2] + b"\x18\x01" + cbor(Map(c))[3:]),
                   ("certificate of unknown length", b"\xbf" + cbor(c)[1:] + b"\xff"),
                   ("certificate cut", cbor(c)[:-1]), ("empty map", b"\xa0"), ("a tag", b"\xc0" + cbor(c)),
                   ("an act that is a text", cbor(Map([(0, "x")]))), ("an act below zero", cbor(Map([(0, -1)])))]:
    vector(bad, name, "V1", w, [r, w.certificate(w.device, eid(r), copy, rand(16), body=body)], "a r1")
own_log = rand(16)
vector(bad, "certificate for the log it stands in", "V1", w, [r, w.certificate(w.device, eid(r), copy, own_log, log=own_log)], "a r1")
# V2
w, other = World(), World()
r = w.root
vector(bad, "entry of another workspace", "V2", w, [r, other.blind()], "a r2")
vector(bad, "root of another workspace", "V2", w, [r, other.root], "a r2")
vector(bad, "another workspace under our root", "V2", w, [r, w.blind(edits=[(8, other.workspace)])], "a r2")
vector(bad, "log that nobody named", "V2", w, [r, w.blind(log=rand(16))], "a r2")
vector(bad, "change-set in the authority log", "V2", w, [r, w.blind(log=w.auth_log)], "a r2")
vector(bad, "certificate that names another workspace", "V2", w,
       [r, w.certificate(w.device, eid(r), copy, rand(16), workspace=other.workspace)], "a r2")
vector(bad, "authority entry in a log of records", "V2", w, [r, w.certificate(w.device, eid(r), copy, rand(16), log=w.log)], "a r2")
copy_log = rand(16)
cert = w.certificate(w.device, eid(r), copy, copy_log)
vector(bad, "log named only outside the chain", "V2", w, [r, cert, w.blind(log=copy_log, device=copy)], "a a r2")
vector(bad, "without a pinned root, the second workspace", "V2", w, [r, other.root, other.blind()], "a r2 r2", pinned=False)
vector(bad, "receipt in an unknown log", "V2", w, [r, w.blind(kind=3, log=rand(16))], "a r2")
# V3
w = World()
r = w.root
h, b = w.blind()
flip = lambda raw, at, bit=1: raw[:at] + bytes([raw[at] ^ bit]) + raw[at + 1:]
for name, at in [("log", 30), ("sequence number", 79), ("previous", 80), ("authority", 143), ("heads", 150), ("body hash", 211),
                 ("R", 212), ("R's sign", 243), ("s", 244), ("top of s", 275), ("workspace", 8), ("device", 41), ("kind", 5)]:
    vector(bad, "flipped bit in " + name, "V3", w, [r, (flip(h, at), b)], "a r3")
s = int.from_bytes(h[244:], "little")
vector(bad, "s plus the group order", "V3", w, [r, (h[:244] + (s + q).to_bytes(32, "little"), b)], "a r3")
vector(bad, "signed by another device", "V3", w, [r, w.finish(h[:180], Device("other"), b)], "a r3")
vector(bad, "signed for another context", "V3", w, [r, w.finish(h[:180], w.device, b, context=b"AGQ1-entry")], "a r3")
vector(bad, "signature of zeros", "V3", w, [r, (h[:212] + bytes(64), b)], "a r3")
vector(bad, "signature of another entry", "V3", w, [r, (h[:212] + w.blind()[0][212:], b)], "a r3")


def forged(public, s=7):
    """R = sB - hA for a key of small order: without strictness this is accepted."""
    front = h[:40] + public + h[72:180] + sha256(b)
    for k in range(200):
        R = point_mul(s + k, G)
        e = front + compress(R) + (s + k).to_bytes(32, "little")
        hh = int.from_bytes(sha512(e[212:244], public, b"AGQ1-entry\0" + front), "little") % q
        if hh % 8 == 0:
            return e, b
    raise ValueError


vector(bad, "public key that is the neutral point", "V3", w, [r, forged(compress((0, 1, 1, 0)))], "a r3")
for k in (1, 2, 4):
    vector(bad, "public key of order %d" % (8 // k), "V3", w, [r, forged(compress(point_mul(k, T8)))], "a r3")
vector(bad, "public key in another encoding", "V3", w, [r, forged((p + 1).to_bytes(32, "little"))], "a r3")
vector(bad, "neutral point with a sign", "V3", w, [r, forged((1 | 1 << 255).to_bytes(32, "little"))], "a r3")
vector(bad, "public key that is no point", "V3", w, [r, forged((2).to_bytes(32, "little"))], "a r3")
R0 = compress((0, 1, 1, 0))
hh = int.from_bytes(sha512(R0, w.device.public, b"AGQ1-entry\0" + h[:212]), "little") % q
vector(bad, "R is the neutral point", "V3", w, [r, (h[:212] + R0 + (hh * w.device.a % q).to_bytes(32, "little"), b)], "a r3")
R0 = (p + 1).to_bytes(32, "little")
hh = int.from_bytes(sha512(R0, w.device.public, b"AGQ1-entry\0" + h[:212]), "little") % q
vector(bad, "R in another encoding", "V3", w, [r, (h[:212] + R0 + (hh * w.device.a % q).to_bytes(32, "little"), b)], "a r3")
# V4
w = World()
r = w.root
e = w.blind()
vector(bad, "first with a previous entry", "V4", w, [r, w.blind(0, eid(r))], "a r4")
vector(bad, "first naming itself", "V4", w, [r, e, w.blind(0, eid(e))], "a a r4")
for seq in (1, 2, 255, 2**32, 2**63, 2**64 - 1):
    vector(bad, "number %d without a previous entry" % seq, "V4", w, [r, w.blind(seq)], "a r4")
vector(bad, "authority entry 1 without a previous one", "V4", w, [r, w.certificate(w.device, eid(r), copy, rand(16), log=w.auth_log, seq=1)], "a r4")
vector(bad, "authority entry 0 with a previous one", "V4", w, [r, w.certificate(w.device, eid(r), copy, rand(16), previous=eid(r))], "a r4")
# V5
w = World()
r = w.root
a, b1 = w.blind(), None
b1 = w.blind(1, eid(a))
c1 = w.blind(2, eid(b1))
vector(bad, "the previous entry is missing", "V5", w, [r, a, c1], "a a p5")
vector(bad, "the first entry is missing", "V5", w, [r, b1, c1], "a p5 p5")
vector(bad, "a previous entry that never was", "V5", w, [r, a, w.blind(1, rand(32))], "a a p5")
vector(bad, "a number left out", "V5", w, [r, a, w.blind(2, eid(a))], "a a r5")
vector(bad, "a number twice in a chain", "V5", w, [r, a, b1, w.blind(1, eid(b1))], "a a a r5")
vector(bad, "a number far too large", "V5", w, [r, a, w.blind(2**64 - 1, eid(a))], "a a r5")
vector(bad, "the previous entry is in another log", "V5", w, [r, w.blind(1, eid(r))], "a r5")
copy_log = rand(16)
cert = w.certificate(w.device, eid(r), copy, copy_log)
vector(bad, "the previous entry is another device's", "V5", w,
       [r, a, cert, w.blind(1, eid(a), log=copy_log, device=copy, authority=eid(cert))], "a a a r5")
vector(bad, "behind a damaged entry", "V5", w, [r, a, (b1[0], flip(b1[1], 3)), c1], "a a r9 p5")
vector(bad, "behind a refused entry", "V5", w, [r, (a[0][:-1] + b"\xff", a[1]), b1, c1], "a r3 p5 p5")
wrong = w.blind(3, eid(b1))
vector(bad, "waited, and stands at the wrong place", "V5", w, [r, wrong, b1, a], "a p5 p5 a", accepted=3, waiting=0)
# V6
w = World()
r = w.root
a = w.blind()
a2 = w.blind()
b1, b2, b3 = w.blind(1, eid(a)), w.blind(1, eid(a)), w.blind(1, eid(a))
vector(bad, "two first entries", "V6", w, [r, a, a2], "a a f")
vector(bad, "two second entries", "V6", w, [r, a, b1, b2], "a a a f")
vector(bad, "three at one place", "V6", w, [r, a, b1, b2, b3], "a a a f f")
c2 = w.blind(2, eid(b2))
vector(bad, "the other branch goes on", "V6", w, [r, a, b1, b2, c2], "a a a f a")
vector(bad, "both branches go on", "V6", w, [r, a, b1, w.blind(2, eid(b1)), b2, c2], "a a a a f f")
vector(bad, "the fork had waited", "V6", w, [r, c2, b2, b1, a], "a p5 p5 p5 a", accepted=5, waiting=0)
second = w.certificate(w.device, eid(r), copy, rand(16), log=w.auth_log, seq=1, previous=eid(r))
third_ = w.certificate(w.device, eid(r), copy, rand(16), log=w.auth_log, seq=1, previous=eid(r))
vector(bad, "a fork in an authority log", "V6", w, [r, second, third_], "a a f")
vector(bad, "a fork that differs in the signature alone", "V6", w,
       [r, a, (lambda dev: w.finish(a[0][:180], dev, a[1]))(type("D", (), {"sign": lambda self, m, public=None: (lambda k, R: R + ((k + int.from_bytes(sha512(R, w.device.public, m), "little") % q * w.device.a) % q).to_bytes(32, "little"))(12345, compress(point_mul(12345, G)))})())], "a a f")
# V7
w = World()
r = w.root
stranger, copy_log = Device("stranger"), rand(16)
cert = w.certificate(w.device, eid(r), copy, copy_log)
vector(bad, "a stranger writes our log", "V7", w, [r, w.blind(device=stranger)], "a r7")
vector(bad, "a certified device writes another's log", "V7", w, [r, cert, w.blind(device=copy, authority=eid(cert))], "a a r7")
vector(bad, "a stranger certifies", "V7", w, [r, w.certificate(stranger, eid(r), stranger, rand(16))], "a r7")
vector(bad, "a stranger certifies and writes", "V7", w,
       (lambda s: [r, s, w.blind(log=copy_log, device=stranger, authority=eid(s))])(w.certificate(stranger, eid(r), stranger, copy_log)), "a r7 p8")
vector(bad, "a device certifies before it was certified", "V7", w, [r, cert, w.certificate(copy, eid(r), third, rand(16))], "a a r7")
second_root = w.certificate(stranger, ZERO32, stranger, rand(16))
vector(bad, "a second root", "V7", w, [r, second_root], "a r7")
vector(bad, "a second root of the same device", "V7", w, [r, w.certificate(w.device, ZERO32, w.device, rand(16))], "a r7")
vector(bad, "another root before ours", "V7", w, [second_root, r], "r7 a")
not_own = w.certificate(stranger, ZERO32, w.device, rand(16))
vector(bad, "a root that certifies somebody else", "V7", w, [not_own], "r7", pinned=False)
vector(bad, "a root that is no certificate", "V7", w, [w.certificate(w.device, ZERO32, w.device, rand(16), body=cbor(Map([(0, 2)])))], "r7", pinned=False)
a = w.blind()
take_over = w.certificate(w.device, eid(r), copy, w.log)
vector(bad, "another certified device goes on in a log", "V7", w,
       [r, a, take_over, w.blind(1, eid(a), device=copy, authority=eid(take_over))], "a a a r7")
vector(bad, "another device goes on in an authority log", "V7", w,
       [r, cert, w.certificate(copy, eid(cert), third, rand(16), log=w.auth_log, seq=1, previous=eid(r))], "a a r7")
vector(bad, "a stranger, found out when the certificate arrives", "V7", w,
       [r, w.blind(log=copy_log, device=stranger, authority=eid(cert)), cert], "a p8 a", accepted=2, waiting=0)
# V8
w = World()
r = w.root
a = w.blind()
vector(bad, "an authority entry that never was", "V8", w, [r, w.blind(authority=rand(32))], "a p8")
vector(bad, "no authority entry", "V8", w, [r, w.blind(authority=ZERO32)], "a r8")
vector(bad, "a change-set as authority", "V8", w, [r, a, w.blind(1, eid(a), authority=eid(a))], "a a r8")
vector(bad, "a certificate whose authority never was", "V8", w, [r, w.certificate(w.device, rand(32), copy, rand(16))], "a p8")
vector(bad, "a second authority entry that names none", "V8", w,
       [r, w.certificate(w.device, ZERO32, copy, rand(16), log=w.auth_log, seq=1, previous=eid(r))], "a r8")
vector(bad, "a receipt that names none", "V8", w, [r, w.blind(kind=3, authority=ZERO32)], "a r8")
lost = w.certificate(w.device, eid(r), copy, copy_log)
vector(bad, "the certificate is missing", "V8", w, [r, w.blind(log=copy_log, device=copy, authority=eid(lost))], "a p8")
vector(bad, "the certificate is damaged", "V8", w,
       [r, (lost[0], flip(lost[1], 20)), w.blind(log=copy_log, device=copy, authority=eid(lost))], "a r9 p8")
vector(bad, "the root is missing", "V8", w, [a], "p8")
vector(bad, "an authority that turns out to be a change-set", "V8", w, [r, w.blind(1, eid(a), authority=eid(a)), a], "a p8 a", accepted=2, waiting=0)
# V9
w = World()
r = w.root
h, b = w.blind(body=blind_body(3))
for name, body in [("first byte flipped", flip(b, 0)), ("last byte flipped", flip(b, len(b) - 1, 128)), ("one byte cut", b[:-1]),
                   ("one byte more", b + b"\0"), ("empty", b""), ("of another entry", blind_body(3)), ("zeros", bytes(len(b))),
                   ("halves exchanged", b[len(b) // 2:] + b[:len(b) // 2])]:
    vector(bad, "body: " + name, "V9", w, [r, (h, body)], "a r9")
vector(bad, "root with another body", "V9", w, [(r[0], flip(r[1], 30))], "r9")
lie = w.entry(1, w.log, w.device, 0, ZERO32, eid(r), b, edits=[(176, (len(b) + 1).to_bytes(4, "big"))])
vector(bad, "length in the header one more than signed for", "V9", w, [r, lie], "a r9")
vector(bad, "opaque kind with another body", "V9", w, [r, (lambda e: (e[0], b"other"))(w.blind(kind=9, body=b"first"))], "a r9")
# V10


def v10(name, segments=None, envelope_opens=True, accept="a a", **how):
    w = World()
    plains = how.pop("plains", None) or [said("first"), said("second")]
    if "change" in how:
        how["envelope"] = how.pop("change")(w)
    e = w.sealed(plains, **how)
    result = segments or [p for p in plains]
    vector(bad, name, "V10", w, [w.root, e], accept, opens=[None, opened(*result, envelope=envelope_opens)])


def at(number, part, change):
    return lambda n, what, value: change(value) if (n, what) == (number, part) else value


one, two = said("first"), said("second")
both = [one, two]
v10("commitment to another key", ["damaged", two], plains=both, tamper=at(1, "commitment", lambda v: rand(32)))
v10("commitment without its label", [one, "damaged"], plains=both, tamper=at(2, "commitment", lambda v: sha256(rand(32))))
v10("flipped ciphertext", ["damaged", two], plains=both, tamper=at(1, "sealed", lambda v: flip(v, 0)))
v10("flipped tag", ["damaged", two], plains=both, tamper=at(1, "sealed", lambda v: flip(v, len(v) - 1)))
v10("another nonce", [one, "damaged"], plains=both, tamper=at(2, "nonce", lambda v: flip(v, 23)))
v10("sealed for another place", ["damaged", two], plains=both, tamper=at(1, "aad", lambda v: v[:-1] + b"\2"))
v10("sealed for another entry", ["damaged", two], plains=both, tamper=at(1, "aad", lambda v: flip(v, 79)))
v10("sealed without associated data", ["damaged", two], plains=both, tamper=at(1, "aad", lambda v: b""))
v10("padding that is not zero", ["damaged"], plains=[said("x" * 200)], tamper=at(1, "framed", lambda v: v[:-1] + b"\1"))
v10("padded one step too far", ["damaged", two], plains=both, tamper=at(1, "framed", lambda v: v + bytes(size_class(len(v) + 1) - len(v))))
v10("not padded to its class", ["damaged"], plains=[said("x" * 200)], tamper=at(1, "framed", lambda v: v.rstrip(b"\0")))
v10("length beyond the plain text", ["damaged", two], plains=both, tamper=at(1, "framed", lambda v: b"\0\0\1\0" + v[4:]))
v10("length near 4 GiB", ["damaged", two], plains=both, tamper=at(1, "framed", lambda v: b"\xff\xff\xff\xff" + v[4:]))
v10("length too short by one", ["damaged", two], plains=both, tamper=at(1, "framed", lambda v: (int.from_bytes(v[:4], "big") - 1).to_bytes(4, "big") + v[4:]))
for name, plain in [("a key twice in a map", b"\xa2\x01\x02\x01\x03"), ("keys out of order", b"\xa2\x03\x04\x01\x02"),
                    ("17 deep", b"\x81" * 17 + b"\0"), ("something behind the end", b"\0\0"), ("an integer in a long form", b"\x18\x17"),
                    ("a length in a long form", b"\x58\x01a"), ("an array of unknown length", b"\x9f\xff"), ("a tag", b"\xc1\0"),
                    ("undefined", b"\xf7"), ("a half float", b"\xf9\0\0"), ("not a number", b"\xfb\x7f\xf8" + bytes(6)),
                    ("broken UTF-8", b"\x61\xff"), ("cut", b"\x82\0"), ("nothing", b""), ("a reserved length", b"\x1c"),
                    ("a simple value", b"\xf8\x20"), ("a billion items", b"\x9a\x3b\x9a\xca\x00")]:
    v10("CBOR: " + name, [one, "damaged"], plains=[one, plain])
v10("envelope: other heads than the header", both, False, plains=both, header_heads=[rand(32)])
v10("envelope: heads not sorted", both, False, plains=both, heads=[b"\1" * 32, b"\2" * 32],
    change=lambda w: w.envelope([], pairs={7: [b"\2" * 32, b"\1" * 32]}), header_heads=[b"\1" * 32, b"\2" * 32])
for name, pairs in [("a key missing", {6: ...}), ("a key that is not known", {9: 0}), ("part 0", {1: 0, 2: 0}), ("part 1 of 2, said by part 1", {1: 1, 2: 2}),
                    ("short change-set id", {0: bytes(15)}), ("time as text", {4: "now"}), ("act as number", {3: 1}),
                    ("short import hash", {8: bytes(31)})]:
    v10("envelope: " + name, both, False, plains=both, change=lambda w, pairs=pairs: w.envelope([eid(w.root)], pairs=pairs))
v10("envelope: not a map", both, False, plains=both, change=lambda w: b"\x80")
v10("envelope: sealed for segment 1", both, False, plains=both, tamper=at(0, "aad", lambda v: v[:-1] + b"\1"))
v10("envelope: flipped", both, False, plains=both, tamper=at(0, "sealed", lambda v: flip(v, 9)))
# V13
w = World()
r = w.root
a = w.blind()
b1 = w.blind(1, eid(a))
vector(bad, "the root twice", "V13", w, [r, r], "a =")
vector(bad, "an entry twice", "V13", w, [r, a, a], "a a =")
vector(bad, "an entry five times", "V13", w, [r, a, a, a, a, a], "a a = = = =")
vector(bad, "everything twice", "V13", w, [r, a, b1, r, a, b1], "a a a = = =")
vector(bad, "one that waits, twice", "V13", w, [r, b1, b1], "a p5 =")
vector(bad, "one that waited, again", "V13", w, [r, b1, a, b1], "a p5 a =", accepted=3, waiting=0)
fork = w.blind(1, eid(a))
vector(bad, "a fork twice", "V13", w, [r, a, b1, fork, fork, b1], "a a a f = =")
vector(bad, "again with a damaged body", "V13", w, [r, a, (a[0], flip(a[1], 5))], "a a =")
vector(bad, "damaged first, then whole, then twice", "V13", w, [r, (a[0], flip(a[1], 5)), a, a], "a r9 a =")
cert = w.certificate(w.device, eid(r), copy, copy_log)
vector(bad, "a certificate twice", "V13", w, [r, cert, cert], "a a =")

folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "vectors")
os.makedirs(folder, exist_ok=True)
for name, vectors in (("good", good), ("bad", bad)):
    assert len({v["name"] + v["rule"] for v in vectors}) == len(vectors)
    with open(os.path.join(folder, name + ".jsonl"), "w", encoding="utf-8", newline="\n") as file:
        for v in vectors:
            file.write(json.dumps(v, ensure_ascii=False, separators=(",", ":")) + "\n")
count = {}
for v in bad:
    count[v["rule"]] = count.get(v["rule"], 0) + 1
print(len(good), "good;", len(bad), "bad:", ", ".join("%s %d" % (k, count[k]) for k in sorted(count, key=lambda k: int(k[1:]))))

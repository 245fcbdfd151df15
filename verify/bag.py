#!/usr/bin/env python3
"""Checks a bag of evidence, unpacked, without the program that made it and without any key of its workspace.

    python3 verify.py            the bag that this script lies in
    python3 verify.py FOLDER     another one

Needs only Python 3.8 or newer. Names each file that is not as it was; status 0 when all holds, 1 when not. What is
checked, and what it proves, stands in VERIFY.txt. In the bag it is called verify.py and finds the rules of the journal
beside it as journal_rules.py.
"""
import os
import sys

# Nothing that lies in the bag is imported: neither a file called like a part of Python nor a compiled one.
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:] = [path for path in sys.path if os.path.abspath(path or os.curdir) != HERE]
sys.dont_write_bytecode = True
import base64  # noqa: E402
import hashlib  # noqa: E402
import stat  # noqa: E402
import struct  # noqa: E402
import types  # noqa: E402


def rules_beside():
    """The rules of the journal, from the text that the manifest lists."""
    path = os.path.join(HERE, "journal_rules.py")
    with open(path, "rb") as file:
        text = file.read()
    found = types.ModuleType("journal_rules")
    exec(compile(text, path, "exec"), found.__dict__)
    return found


rules = rules_beside()
CONTEXT = b"AGQ1-entry\0"
PEM = bytes.fromhex("302a300506032b6570032100")
OPTIONAL = ["timestamp.tsr"]


# ---- ChaCha20-Poly1305 (RFC 8439), for the segments that the bag opens. ----
def chacha(key, nonce, counter, length):
    """Bytes of the key stream, from this block on."""
    start = struct.unpack("<16I", b"expand 32-byte k" + key + struct.pack("<I", counter) + nonce)
    out = []
    for block in range((length + 63) // 64):
        first = list(start)
        first[12] = (counter + block) & 0xffffffff
        s = first[:]
        for _ in range(10):
            for a, b, c, d in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                               (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
                s[a] = (s[a] + s[b]) & 0xffffffff
                x = s[d] ^ s[a]
                s[d] = (x << 16 | x >> 16) & 0xffffffff
                s[c] = (s[c] + s[d]) & 0xffffffff
                x = s[b] ^ s[c]
                s[b] = (x << 12 | x >> 20) & 0xffffffff
                s[a] = (s[a] + s[b]) & 0xffffffff
                x = s[d] ^ s[a]
                s[d] = (x << 8 | x >> 24) & 0xffffffff
                s[c] = (s[c] + s[d]) & 0xffffffff
                x = s[b] ^ s[c]
                s[b] = (x << 7 | x >> 25) & 0xffffffff
        out.append(struct.pack("<16I", *[(x + y) & 0xffffffff for x, y in zip(s, first)]))
    return b"".join(out)[:length]


def poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0ffffffc0ffffffc0ffffffc0fffffff
    total, p = 0, 2**130 - 5
    for at in range(0, len(message), 16):
        total = (total + int.from_bytes(message[at:at + 16] + b"\1", "little")) * r % p
    return ((total + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")


def opened(key, nonce, sealed, associated):
    """What stands in it; None when this key does not open it."""
    text, tag = sealed[:-16], sealed[-16:]
    fill = lambda part: part + bytes(-len(part) % 16)
    message = fill(associated) + fill(text) + struct.pack("<QQ", len(associated), len(text))
    if poly1305(chacha(key, nonce, 0, 32), message) != tag:
        return None
    return bytes(a ^ b for a, b in zip(text, chacha(key, nonce, 1, len(text))))


def size_class(length):
    if length < 2:
        return length
    e = length.bit_length() - 1
    low = (1 << max(e - e.bit_length(), 0)) - 1
    return (length + low) & ~low


def segments(body):
    at = 0
    while at < len(body):
        length = int.from_bytes(body[at + 72:at + 76], "big")
        yield body[at + 48:at + 72], body[at + 76:at + 76 + length]
        at += 76 + length


def is_said_again(plain):
    """Whether it stands in the place of a part that was destroyed: [entry, number there, what is said]."""
    return plain[:3] == b"\x83\x58\x20"


# ---- The bag ----
class Bag:
    def __init__(self, folder):
        self.folder, self.problems, self.hashes, self.again = folder, [], {}, 0

    def wrong(self, path, why):
        self.problems.append("WRONG %s: %s" % (path, why))

    def read(self, path):
        try:
            with open(os.path.join(self.folder, *path.split("/")), "rb") as file:
                return file.read()
        except OSError:
            self.wrong(path, "it is missing or cannot be read")
            return None

    def hash(self, path):
        if path not in self.hashes:
            digest = hashlib.sha256()
            try:
                with open(os.path.join(self.folder, *path.split("/")), "rb") as file:
                    for chunk in iter(lambda: file.read(1 << 20), b""):
                        digest.update(chunk)
                self.hashes[path] = digest.hexdigest()
            except OSError:
                self.hashes[path] = None
        return self.hashes[path]

    def all_files(self):
        found = set()
        for folder, folders, names in os.walk(self.folder):
            for name in folders + names:
                path = os.path.join(folder, name)
                told = os.path.relpath(path, self.folder).replace(os.sep, "/")
                kind = os.lstat(path).st_mode
                if stat.S_ISREG(kind):
                    found.add(told)
                elif not stat.S_ISDIR(kind):
                    self.wrong(told, "it is no plain file")
        return found

    def manifest(self, name):
        listed = {}
        *lines, rest = (self.read(name) or b"\n").decode("utf-8", "replace").split("\n")
        if rest:
            self.wrong(name, "its last line does not end")
        for line in lines:
            digits, _, path = line.partition("  ")
            parts = path.split("/")
            if len(digits) != 64 or set(digits) - set("0123456789abcdef") or not path or path.startswith("/") or ".." in parts or "\\" in path:
                self.wrong(name, "a line of it cannot be read")
                continue
            listed[path] = digits
            found = self.hash(path)
            if found is None:
                self.wrong(path, "it is missing, and %s lists it" % name)
            elif found != digits:
                self.wrong(path, "it is not the one that %s lists" % name)
        return listed

    def check_files(self):
        payload, tags = self.manifest("manifest-sha256.txt"), self.manifest("tagmanifest-sha256.txt")
        for path in sorted(self.all_files()):
            if path not in payload and path not in tags and path != "tagmanifest-sha256.txt":
                self.wrong(path, "no manifest lists it")
        for needed in ("bagit.txt", "manifest-sha256.txt", "timestamp.tsq"):
            if needed not in tags:
                self.wrong("tagmanifest-sha256.txt", "it does not list %s" % needed)
        return payload

    def entry(self, folder):
        """An entry whose signature holds and whose body is the one that was signed, with that body."""
        signed, signature = self.read(folder + "/entry.bin"), self.read(folder + "/entry.sig")
        pem, body = self.read(folder + "/key.pem"), self.read(folder + "/body.bin")
        if None in (signed, signature, pem, body):
            return None
        try:
            if not signed.startswith(CONTEXT):
                raise rules.Refused("V1", "it does not begin as what is signed begins")
            entry = rules.Entry(signed[len(CONTEXT):] + signature)
            rules.check_body(entry, body)
        except rules.Refused as refused:
            self.wrong(folder, "%s: %s" % refused.args)
            return None
        lines = [b"-----BEGIN PUBLIC KEY-----", base64.b64encode(PEM + entry.device), b"-----END PUBLIC KEY-----", b""]
        if pem != b"\n".join(lines):
            self.wrong(folder + "/key.pem", "it is not the key that signed")
        return entry, body

    def check_opened(self, folder, entry, body, names):
        """The texts of the segments of this entry that the bag opens, joined."""
        texts = b""
        signed = self.read(folder + "/entry.bin")
        for number, (nonce, sealed) in enumerate(segments(body)):
            name = "%s/segment-%d" % (folder, number)
            if name + ".key" not in names:
                continue
            key, plain = self.read(name + ".key"), self.read(name + ".cbor")
            if key is None or plain is None:
                continue
            try:
                key = bytes.fromhex(key.decode("ascii").strip())
            except ValueError:
                key = b""
            bound = signed[len(CONTEXT):][:180] + struct.pack(">I", number)
            inside = opened(key, bytes(4) + nonce[16:], sealed, bound) if len(key) == 32 else None
            if inside is None:
                self.wrong(name + ".key", "it does not open the segment that was signed")
                continue
            length = int.from_bytes(inside[:4], "big")
            if inside[4:4 + length] != plain or len(inside) != size_class(4 + length) or any(inside[4 + length:]):
                self.wrong(name + ".cbor", "it is not what was signed")
                continue
            try:
                rules.strict(plain)
            except (ValueError, IndexError):
                self.wrong(name + ".cbor", "it is not strict CBOR")
                continue
            self.again += is_said_again(plain)
            if number:
                texts += plain
        return texts

    def check(self):
        names = self.check_files()
        entries, said = {}, b""
        for kind in ("data/authority", "data/entries"):
            folders = sorted({"/".join(n.split("/")[:3]) for n in names if n.startswith(kind + "/")})
            for folder in folders:
                try:
                    found = self.entry(folder)
                    if found:
                        entries[found[0].id] = (folder, found[0])
                        said += self.check_opened(folder, found[0], found[1], names)
                except Exception as fault:  # Whatever it is, the others are checked, too.
                    self.wrong(folder, "it cannot be read (%s)" % type(fault).__name__)
        roots = set()
        for folder, entry in entries.values():
            certificates, at = [], entry
            while at is not None:
                if at.certificate:
                    certificates.append(at.certificate)
                if at.is_root:
                    roots.add(at.id)
                    break
                at = entries.get(at.authority, (None, None))[1]
            fits = [c for c in certificates if c[1] == entry.device and (entry.kind == 2 or c[0] == entry.log)]
            if at is None or not fits:
                self.wrong(folder, "no certificate in the bag lets this device write here")
        if len(roots) > 1:
            self.wrong("data/authority", "the entries belong to more than one workspace")
        kept = [n for n in sorted(names) if n.startswith("data/files/")]
        for name in kept:
            if (self.hash(name) or "").encode() not in said:
                self.wrong(name, "no signed entry in the bag names its SHA-256")
        stamped = bytes.fromhex(self.hash("manifest-sha256.txt") or "")
        for name in ["timestamp.tsq"] + [n for n in OPTIONAL if os.path.exists(os.path.join(self.folder, n))]:
            if stamped not in (self.read(name) or b""):
                self.wrong(name, "it is about another manifest")
        return len(names), len(kept), len(entries), roots


def main(folder):
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")
    bag = Bag(folder)
    try:
        files, kept, entries, roots = bag.check()
    except Exception as fault:  # What was found before is told all the same.
        bag.wrong("the bag", "it cannot be checked to its end (%s)" % type(fault).__name__)
    for line in bag.problems:
        print(line)
    if bag.problems:
        print("%d WRONG. See VERIFY.txt." % len(bag.problems))
        return 1
    print("All holds: %d files, of them %d kept files; %d signed entries." % (files, kept, entries))
    if bag.again:
        print("%d opened parts say again what stays of something that was destroyed: see VERIFY.txt." % bag.again)
    for root in roots:
        print("Workspace (root entry): %s" % root.hex())
        print("Anybody can make a workspace: compare this with what is known of it from elsewhere.")
    if os.path.exists(os.path.join(folder, "timestamp.tsr")):
        print("There is a time stamp. Its signature is checked with openssl: see VERIFY.txt.")
    else:
        print("There is no time stamp: when the bag was made rests on the word of whoever made it.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else HERE))

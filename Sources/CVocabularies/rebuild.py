#!/usr/bin/env python3
"""Makes the files of data/: OpenAI's vocabularies and the classes of characters, ready to be looked up in.

    python3 -m venv venv && venv/bin/pip install tiktoken && venv/bin/python Sources/CVocabularies/rebuild.py

The vocabularies come out of PyPI's litellm, whose wheel pip fetches; each is checked against the digest that tiktoken
expects of OpenAI's own file. The classes are asked of tiktoken's own regular expressions, since other engines know
another version of Unicode. The output is the same on every run.

NAME.bpe, all numbers little-endian:
    u32     how many slots there are
    u32     how many pilots there are
    256 u32 the token of each byte
    u16 ... the pilots, filled up to a multiple of 8 bytes
    u64 ... the slots: left << 36 | right << 18 | token, where `token` is what the neighbours `left` and `right` merge to
    1,024 u16 for each 64 characters up to U+FFFF the block that tells what they are
    u32 ... the blocks, 64 numbers each: token << 14 | after << 7 | before, or NO_TOKEN

A token's number is its rank: of two possible merges the one to the lower number comes first. A pair of tokens has one
slot where it may stand (see `slot`), and a slot that holds another pair means that these two do not merge.

Merging may begin with characters that are tokens in place of their bytes where nothing beside them can merge with a part
of them, because each merge inside the character comes before: it has the lower number. `before` and `after` have a bit for
each of the KINDS of neighbours beside which that is not sure. Leaving the merges inside out changes no other merge, since
what a whole character merges to has a higher number than what is inside it, and so would not have come before that.

classes.bin: 8,704 u16, one for each 128 characters, then the blocks that they count: a byte a character (see CLASSES).
"""
import base64
import collections
import hashlib
import importlib.metadata
import io
import pathlib
import struct
import subprocess
import sys
import tempfile
import zipfile

import tiktoken

LITELLM = "1.109.1"
# tiktoken's name for a file is the SHA-1 of its address; the digest is the one in tiktoken_ext/openai_public.py.
VOCABULARIES = {
    "p50k_base": ("ec7223a39ce59f226a68acc30dc1af2788490e15", "94b5ca7dff4d00767bc256fdd1b27e5b17361d7b8a5f968547f9f23eb70d2069"),
    "cl100k_base": ("9b5ad71b2ce5302211f9c61530b329a4922fc6a4", "223921b76ee99bde995b7ff738513eef100fb51d18c93597a113bcffe865b2a7"),
    "o200k_base": ("fb374d419588a4632f3f557e76b4b70aebbca790", "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"),
}
# r50k_base has no file of its own here: it is p50k_base up to here, which its digest proves.
R50K_TOKENS, R50K_DIGEST = 50256, "306cd27f03c1a714eca7108e03d66b7dc042abe8c258b44c199a7ed9838dd930"
# Later ones win. All other characters are 0.
CLASSES = [
    (1, r"[\p{Lu}\p{Lt}]"), (2, r"\p{Ll}"), (3, r"[\p{Lm}\p{Lo}]"), (4, r"\p{M}"), (5, r"\p{N}"), (6, r"\s"), (7, r"[\r\n]"),
]
# The kinds of neighbours by their first bytes. What is not UTF-8 is one more, and beside it nothing is sure.
KINDS = [range(0x00, 0x80), range(0xC2, 0xE0), range(0xE0, 0xE3), range(0xE3, 0xE4), range(0xE4, 0xEA), range(0xEA, 0xF5)]
NOT_UTF8 = 1 << len(KINDS)
ALL_KINDS = 2 * NOT_UTF8 - 1
NO_TOKEN = 0xFFFFFFFF
MASK = (1 << 64) - 1
KEYS_A_BUCKET = 5
SLOTS_A_KEY = 1.03


def wheel():
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", folder, f"litellm=={LITELLM}"], check=True)
        return zipfile.ZipFile(io.BytesIO(next(pathlib.Path(folder).glob("*.whl")).read_bytes()))


def ranks(text):
    pairs = (line.split() for line in text.splitlines())
    return {base64.b64decode(token): int(rank) for token, rank in pairs}


def steps(token, ranks):
    """How the bytes of a token merge when they stand alone: its parts before each merge, and what number that has."""
    parts = [token[i:i + 1] for i in range(len(token))]
    while len(parts) > 1:
        unknown = len(ranks) + 1
        candidates = [ranks.get(parts[i] + parts[i + 1], unknown) for i in range(len(parts) - 1)]
        best = min(candidates)
        assert best < ranks[token] or len(parts) == 2, f"{token} is never merged"
        yield list(parts), best
        place = candidates.index(best)
        parts[place:place + 2] = [parts[place] + parts[place + 1]]


def kind(first):
    """The bit of a neighbour that starts with this byte."""
    return next((1 << number for number, firsts in enumerate(KINDS) if first in firsts), NOT_UTF8)


def kinds_before(part):
    """The bits of the neighbours that may end with these bytes."""
    firsts = [byte for byte in part if not 0x80 <= byte < 0xC0]
    return kind(firsts[-1]) if firsts else ALL_KINDS


def characters(ranks, merges):
    """The token of each character, and beside which neighbours one of its parts may merge with them first."""
    before, after = collections.defaultdict(list), collections.defaultdict(list)
    for (left, right), token in merges.items():
        before[right].append((token, kinds_before(left)))
        after[left].append((token, kind(right[0])))

    def entry(character):
        if len(character) == 1 or character not in ranks:
            return NO_TOKEN
        bits = [NOT_UTF8, NOT_UTF8]
        for parts, merge in steps(character, ranks):
            for side, rivals in enumerate((before[parts[0]], after[parts[-1]])):
                for token, kinds in rivals:
                    bits[side] |= kinds if token < merge else 0
        return ranks[character] << 14 | bits[1] << 7 | bits[0]

    blocks, index = {}, []
    for start in range(0, 0x10000, 64):
        block = tuple(entry(chr(number).encode(errors="surrogatepass")) for number in range(start, start + 64))
        index.append(blocks.setdefault(block, len(blocks)))
    return struct.pack("<1024H", *index) + b"".join(struct.pack("<64I", *block) for block in blocks)


def hashed(left, right):
    return (left << 18 | right) * 0x9E3779B97F4A7C15 & MASK


def slot(x, pilot, slots):
    return (((x ^ pilot * 0xBF58476D1CE4E5B9 & MASK) * 0x94D049BB133111EB & MASK) >> 32) * slots >> 32


def vocabulary(ranks):
    """Places each pair where no other one is: the pilot of a bucket is the first number that finds room for all its pairs."""
    merges = {}
    for token, rank in ranks.items():
        if len(token) > 1:
            *_, ((left, right), _) = steps(token, ranks)
            merges[left, right] = rank
    slots, pilots = int(len(merges) * SLOTS_A_KEY), len(merges) // KEYS_A_BUCKET
    buckets = [[] for _ in range(pilots)]
    for pair, token in merges.items():
        left, right = (ranks[part] for part in pair)
        x = hashed(left, right)
        buckets[(x >> 32) * pilots >> 32].append((x, left << 36 | right << 18 | token))
    found, table = [0] * pilots, [MASK] * slots
    for number in sorted(range(pilots), key=lambda n: (-len(buckets[n]), n)):
        pilot = 0
        while True:
            places = [slot(x, pilot, slots) for x, _ in buckets[number]]
            if len(set(places)) == len(places) and all(table[place] == MASK for place in places):
                break
            pilot += 1
        found[number] = pilot
        for place, (_, entry) in zip(places, buckets[number]):
            table[place] = entry
    head = struct.pack("<II256I", slots, pilots, *(ranks[bytes([byte])] for byte in range(256)))
    middle = struct.pack(f"<{pilots}H", *found)
    return head + middle + bytes(-len(head + middle) % 8) + struct.pack(f"<{slots}Q", *table) + characters(ranks, merges)


def classes():
    bytes_alone = {bytes([byte]): byte for byte in range(256)}
    characters = "".join(map(chr, [*range(0xD800), *range(0xE000, 0x110000)]))
    of = bytearray(0x110000)
    for number, pattern in CLASSES:
        # Text that the pattern does not match is left out, so what comes back are the characters of the class.
        encoding = tiktoken.Encoding(pattern, pat_str=pattern, mergeable_ranks=bytes_alone, special_tokens={})
        for character in bytes(encoding.encode_ordinary(characters)).decode():
            of[ord(character)] = number
    blocks, index = {}, []
    for start in range(0, 0x110000, 128):
        index.append(blocks.setdefault(bytes(of[start:start + 128]), len(blocks)))
    return struct.pack(f"<{len(index)}H", *index) + b"".join(blocks)


def main():
    data = pathlib.Path(__file__).resolve().parent / "data"
    data.mkdir(exist_ok=True)
    archive = wheel()
    for name, (file, digest) in VOCABULARIES.items():
        text = archive.read(f"litellm/litellm_core_utils/tokenizers/{file}")
        assert hashlib.sha256(text).hexdigest() == digest, f"{name} is not OpenAI's"
        if name == "p50k_base":
            lines = b"".join(line for line in text.splitlines(keepends=True) if int(line.split()[1]) < R50K_TOKENS)
            assert hashlib.sha256(lines).hexdigest() == R50K_DIGEST, "r50k_base is no part of p50k_base"
        (data / f"{name}.bpe").write_bytes(vocabulary(ranks(text)))
    (data / "classes.bin").write_bytes(classes())
    print("made with tiktoken", importlib.metadata.version("tiktoken"), "and litellm", LITELLM)


if __name__ == "__main__":
    main()

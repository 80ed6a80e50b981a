#!/usr/bin/env python3
"""Decodes Tally chunks, format version 1: one file, numpy alone. Written from docs/tally.md, with no other source at hand.

    tally_decoder.py CHUNK...          prints the SHA-256 of each file's samples, as sha256sum does
    tally_decoder.py --raw CHUNK       writes the samples to standard output

    import tally_decoder; array = tally_decoder.decode(chunk)    # scan y, scan x, detector y, detector x

It is the format's second reading and slow: kilobytes to a few megabytes of samples in a second.
"""
import ctypes
import ctypes.util
import hashlib
import struct
import sys
import zlib
from collections import defaultdict

import numpy as np

TYPES = ["u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f4", "f8"]
RAW, CONSTANT, GENERAL, TILES, ROWS, SCAN = range(6)
F = np.float32


def check(condition, problem):
    if not condition:
        raise ValueError("Tally: " + problem)


class Source:
    """Bytes in order: sections, varints, numbers of fixed size."""

    def __init__(self, data):
        self.data, self.at = data, 0

    def take(self, n):
        check(self.at + n <= len(self.data), "the chunk ends early")
        self.at += n
        return self.data[self.at - n:self.at]

    def unpack(self, layout):
        return struct.unpack("<" + layout, self.take(struct.calcsize("<" + layout)))

    def u8(self):
        return self.unpack("B")[0]

    def varint(self):
        value = 0
        for shift in range(0, 64, 7):
            part = self.u8()
            value |= (part & 127) << shift
            if part < 128:
                return value
        raise ValueError("Tally: a varint is too long")

    def varints(self, n):
        return [self.varint() for _ in range(n)]


# 2. Parts that the modes share

class Bits:
    def __init__(self, data):
        self.data, self.at = data, 0

    def get(self, n):
        window = int.from_bytes(self.data[self.at >> 3:(self.at + n + 7) >> 3], "little")
        value = window >> (self.at & 7) & ((1 << n) - 1)
        self.at += n
        check(self.at <= 8 * len(self.data), "bits end early")
        return value

    def number(self):
        length = self.get(6)
        return length if length < 2 else (1 << (length - 1)) + self.get(length - 1)


def unfold(u):
    return -((u + 1) >> 1) if u & 1 else u >> 1


class RangeCoder:
    """Models are told apart by any key; each begins at one half."""

    def __init__(self, data):
        self.data, self.at, self.range, self.code = data, 1, 0xFFFFFFFF, 0
        self.models = defaultdict(lambda: 32768)
        for _ in range(4):
            self.shift_in()

    def shift_in(self):
        self.code = self.code << 8 | (self.data[self.at] if self.at < len(self.data) else 0)
        self.at += 1

    def bit(self, key, s):
        p = self.models[key]
        bound = (self.range >> 12) * (p >> 4)
        bit = self.code >= bound
        if bit:
            self.code -= bound
            self.range -= bound
            self.models[key] = max(32, p - (p >> s))
        else:
            self.range = bound
            self.models[key] = min(65500, p + ((65535 - p) >> s))
        while self.range < 1 << 24:
            self.range <<= 8
            self.shift_in()
        return int(bit)

    def raw(self, n):
        value = 0
        for _ in range(n):
            self.models["raw"] = 32768
            value = 2 * value + self.bit("raw", 4)
        return value

    def step(self, name):
        u = 0
        while self.bit((name, min(u, 63)), 4):
            u += 1
            check(u < 10000, "a step has no end")
        return (u + 1) // 2 if u & 1 else -(u // 2)


class Table:
    def __init__(self, parts):
        check(sum(parts) == 4096 and min(parts) >= 0, "the parts of a table do not sum to 4096")
        self.parts, self.escape = parts, len(parts) - 1
        self.starts = [sum(parts[:i]) for i in range(len(parts))]
        self.symbols = [s for s, part in enumerate(parts) for _ in range(part)]

    @staticmethod
    def stored(coder):
        n, most = coder.raw(8) + 1, coder.raw(8)
        check(n >= 2 and most < n, "a table is not possible")
        parts, before = [0] * n, 8
        for symbol in range(n):
            if symbol == most:
                continue
            node = 1
            for _ in range(4):
                node = 2 * node + coder.bit(("length", before, node), 4)
            before = length = node - 16
            check(length <= 12, "a table is not possible")
            k = min(3, length - 1)
            parts[symbol] = length if length < 2 else ((1 << k) + coder.raw(k)) << (length - 1 - k)
        parts[most] = 4096 - sum(parts)
        check(1 <= parts[most] <= 4095, "a table is not possible")
        return Table(parts)

    @staticmethod
    def share(p):
        total = 0.0
        for value in p:
            total += value
        parts = [1 + int(value / total * (4096 - len(p))) for value in p]
        parts[parts.index(max(parts))] += 4096 - sum(parts)
        return Table(parts)


class Rans:
    def __init__(self, states, words):
        self.states, self.words, self.at = list(states), words, 0

    def get(self, lane, table):
        x = self.states[lane]
        slot = x & 4095
        symbol = table.symbols[slot]
        x = table.parts[symbol] * (x >> 12) + slot - table.starts[symbol]
        if x < 1 << 16:
            check(self.at < len(self.words), "words end early")
            x = x << 16 | int(self.words[self.at])
            self.at += 1
        self.states[lane] = x
        return symbol


def words_of(data):
    return np.frombuffer(data, "<u2").tolist()


class Gaps:
    """The events of one class: at which place of its sequence the next count above zero stands, and the count."""

    def __init__(self, table, values, symbol, bits):
        self.table, self.values, self.symbol, self.bits = table, values, symbol, bits
        self.place, self.count = -1, 0
        self.read()

    def read(self):
        token = self.symbol(self.table)
        bucket = token >> 1
        gap = bucket
        if bucket >= 8:
            e = 3 + ((bucket - 8) >> 2)
            gap = (4 + (bucket & 3) << (e - 2)) + self.bits.get(e - 2)
        self.count = 1
        if token & 1:
            value = self.symbol(self.values)
            self.count = 2 + value + (self.bits.number() if value == 63 else 0)
        self.place += 1 + gap

    def until(self, end):
        """Yields place and count of all events before a place."""
        while self.place < end:
            yield self.place, self.count
            self.read()


def rate_of(c):
    """R(c) of classes 1 to 59."""
    def pow3(k):
        return [1, 1.2599210498948732, 1.5874010519681994][k % 3] * 2.0 ** (k // 3)
    t = c - 25
    if t <= 0:
        return pow3(2 * (t + 12) - 12 if t <= -12 else t)
    return (t / 6 + 1) * (t / 6 + 1)


def near_tiles(tile, columns, values):
    """What the tile to the left and the tile above have: one for the other at the scan's edges, None for the first tile."""
    left = values[tile - 1] if tile % columns else None
    above = values[tile - columns] if tile >= columns else None
    return (left if left is not None else above, above if above is not None else left) if tile else None


def class_map(coder, height, width, near=None):
    classes = np.zeros((height, width), int)
    for y in range(height):
        for x in range(width):
            w, n = int(classes[y, x - 1]) if x else 0, int(classes[y - 1, x]) if y else 0
            nw = int(classes[y - 1, x - 1]) if x and y else 0
            low, high = min(w, n), max(w, n)
            m = low if nw >= high else high if nw <= low else w + n - nw
            if x == 0 or y == 0:
                expected, k = (n if y else w), 0
            elif near:
                l, a = (int(tile[y, x]) for tile in near)
                expected, s = sorted((l, a, w, n, m))[2], max(l, a, m) - min(l, a, m)
                k = 12 + 5 * [w, n, l, a].count(0) + (0 if s == 0 else 1 if s == 1 else 2 if s < 4 else 3 if s < 8 else 4)
            else:
                d = abs(w - n) + abs(n - nw)
                expected, k = m, 4 * [w, n].count(0) + (0 if d == 0 else 1 if d < 3 else 2 if d < 7 else 3)
            u = 0
            while u < 40 and coder.bit((k, u), 5):
                u += 1
            if u == 40:
                u = 0
                for _ in range(8):
                    u = 2 * u + coder.bit((k, 41), 5)
            classes[y, x] = expected + ((u + 1) // 2 if u & 1 else -(u // 2))
            check(0 <= classes[y, x] <= 75, "a class is not possible")
    return classes


def means_of(coder, classes, near=None):
    """The means of a tile's pixels of class 60 and more, by pixel."""
    means = {}
    for p in np.flatnonzero(classes.ravel() >= 60).tolist():
        known = [tile[p] for tile in near or () if p in tile]
        node = 1
        for _ in range(6):
            node = 2 * node + coder.bit((bool(known), node), 4)
        length = node - 64
        check(length <= 32, "a mean is not possible")
        value = length if length < 2 else (1 << (length - 1)) + coder.raw(length - 1)
        means[p] = unfold(value) + (sum(known) >> (len(known) - 1)) if known else value
    return means


# 3. and 4. Predicted rates

def class_of(rates):
    t = rates.astype(F).view(np.int32).astype(np.int64) >> 20
    counts = np.maximum(np.maximum(0, (t >> 3) - 115), np.maximum(((t - 992) >> 1) + 9, t - 1003))
    return np.where(t >= 1056, np.minimum(((t - 1056) >> 2) + 53, 79), counts)


def pow8(k):
    return [1, 1.0905077326652577, 1.189207115002721, 1.2968395546510096, 1.4142135623730951, 1.5422108254079407,
            1.681792830507429, 1.8340080864093424][k & 7] * 2.0 ** (k >> 3)


def counts_law(m, shape):
    check(-80 <= m <= 120 and 0 <= shape <= 24, "a law is not possible")
    mu, r = pow8(m), pow8(4 * shape - 16)
    q = mu / (mu + r)
    t, term, total = [], 1.0, 0.0
    while True:
        t.append(term)
        total += term
        n = len(t)
        term = term * ((r + (n - 1)) / n * q)
        if n == 2000 or (term < total * 1e-7 and n - 1 > mu):
            break
    tail, e = total, 0
    while e < len(t) and e < 254 and (tail > total / 3000 or e < 1):
        tail -= t[e]
        e += 1
    return Table.share(t[:e] + [max(tail, total * 1e-7)])


def gaps_law(g, v, n):
    check(0 <= g <= 80 and 0 <= v <= 40, "a law is not possible")
    p, above, current, tokens = pow8(-2 * (g + 1)), pow8(-4 * (v + 1)), 1.0, []
    buckets = (n + 1) // 2
    for b in range(buckets):
        width = 1 if b < 8 else 1 << (1 + (b - 8) // 4)
        none, square = 1.0, 1 - p
        while width:
            if width & 1:
                none *= square
            square *= square
            width >>= 1
        here = current if b == buckets - 1 else current * (1 - none)
        current *= none
        tokens += [here * (1 - above), here * above]
    return Table.share(tokens[:n])


class Streams:
    """What pixels of predicted rates are read from, row after row."""

    def __init__(self, source, lanes):
        table_bytes, gap_bytes, dense, raw_bytes = source.varints(4)
        self.lanes = lanes
        tables = self.read_tables(RangeCoder(source.take(table_bytes)))
        gaps = Source(source.take(gap_bytes))
        self.dense = None
        if dense:
            states = source.unpack(f"{lanes}I")
            self.dense = Rans(states, words_of(source.take(2 * (dense - 1))))
        self.raw = Bits(source.take(raw_bytes))
        self.gaps, self.places = {}, defaultdict(int)
        for c in range(9):
            if c in tables:
                n_words, n_bytes = gaps.varints(2)
                rans = Rans(gaps.unpack("I"), words_of(gaps.take(2 * n_words)))
                self.gaps[c] = Gaps(tables[c], tables.get("values"), lambda t, r=rans: r.get(0, t), Bits(gaps.take(n_bytes)))
        self.tables = tables

    @staticmethod
    def read_tables(coder):
        tables, mean, shape, gap, value = {}, 0, 12, 0, 10
        for c in range(9, 80):
            if not coder.bit("F0", 4):
                continue
            if coder.bit("F1", 4):
                tables[c] = Table.stored(coder)
                continue
            if c >= 53:
                m = 24 + coder.step("M2")
            else:
                mean += coder.step("M0")
                m = (c - 13 if c >= 29 else 2 * c - 41) + mean
            shape += coder.step("M1")
            tables[c] = counts_law(m, shape)
        for c in range(9):
            if not coder.bit("F2", 4):
                continue
            n = coder.raw(8)
            if coder.bit("F3", 4):
                tables[c] = Table.stored(coder)
                continue
            gap += coder.step("M3")
            value += coder.step("M4")
            tables[c] = gaps_law(gap + 4 * (11 - c), value, n)
        if coder.bit("F4", 4):
            tables["values"] = Table.stored(coder)
        return tables

    def row(self, rates, known_zero=None):
        """The counts of a row with these rates."""
        classes = class_of(rates)
        if known_zero is not None:
            classes[known_zero] = 255
        counts = np.zeros(len(rates), np.int64)
        for c in np.unique(classes[classes < 9]).tolist():
            where = np.flatnonzero(classes == c)
            first, self.places[c] = self.places[c], self.places[c] + len(where)
            if c in self.gaps:
                for place, count in self.gaps[c].until(self.places[c]):
                    counts[where[place - first]] = count
        for j, x in enumerate(np.flatnonzero((classes >= 9) & (classes < 255)).tolist()):
            c = int(classes[x])
            check(c in self.tables and self.dense is not None, "a class has no table")
            table = self.tables[c]
            u = self.dense.get(j % self.lanes, table)
            if u == table.escape:
                u += self.raw.number()
            if c >= 53:
                h = max(0, (c - 53) // 4 - 1)
                u = int(F(rates[x] + F(0.5))) + unfold(u << h | self.raw.get(h))
            counts[x] = u
        return counts


# 5. Mode tiles

def decode_tiles(source, shape, data_crc):
    scan_y, scan_x, height, width = shape
    size, segment_frames, group_frames, map_bytes, mean_bytes, table_bytes, directory_bytes = source.varints(7)
    coder, mean_coder = RangeCoder(source.take(map_bytes)), RangeCoder(source.take(mean_bytes))
    tables, directory = RangeCoder(source.take(table_bytes)), Source(source.take(directory_bytes))
    check(zlib.crc32(source.data[:source.at]) == data_crc, "the payload does not match its checksum")
    size = size or max(scan_y, scan_x)
    tiles = [(y, x) for y in range(0, scan_y, size) for x in range(0, scan_x, size)]
    columns = -(-scan_x // size)
    maps, mean_of = [], []
    for tile in range(len(tiles)):
        maps.append(class_map(coder, height, width, near_tiles(tile, columns, maps)))
    for tile in range(len(tiles)):
        mean_of.append(means_of(mean_coder, maps[tile], near_tiles(tile, columns, mean_of)))
    classes = [m.ravel() for m in maps]
    present = set(np.unique(np.concatenate(classes)).tolist())
    table_of = {c: Table.stored(tables) for c in [*range(17, 76), *range(1, 17)] if c in present}
    values = Table.stored(tables) if any(1 <= c <= 16 for c in present) else None
    counts = np.zeros((scan_y * scan_x, height * width), np.int64)
    checks = []
    for tile, (y0, x0) in enumerate(tiles):
        frames = [y * scan_x + x for y in range(y0, min(y0 + size, scan_y)) for x in range(x0, min(x0 + size, scan_x))]
        for first in range(0, len(frames), segment_frames):
            part = frames[first:first + segment_frames]
            counts[part] = decode_segment(source, directory, len(part), group_frames, classes[tile], mean_of[tile], table_of, values, checks)
            checks[-1] += (part,)
    return counts, checks


def decode_segment(source, directory, frames, group_frames, classes, means, tables, values, checks):
    direct_words, gap_words, gap_bytes, raw_bytes = directory.varints(4)
    checks.append(directory.unpack("I"))
    direct = gap = None
    if (classes >= 17).any():
        direct = Rans(source.unpack("32I"), words_of(source.take(2 * direct_words)))
    if ((classes >= 1) & (classes <= 16)).any():
        gap = Rans(source.unpack("4I"), words_of(source.take(2 * gap_words)))
    gap_bits, raw = Bits(source.take(gap_bytes)), Bits(source.take(raw_bytes))
    turn = [0]

    def token(table):
        turn[0] += 1
        return gap.get((turn[0] - 1) % 4, table)

    pixels = {int(c): np.flatnonzero(classes == c) for c in np.unique(classes) if c > 0}
    events = {c: Gaps(tables[c], values, token, gap_bits) for c in sorted(pixels) if c <= 16}
    counts = np.zeros((frames, len(classes)), np.int64)
    for start in range(0, frames, group_frames):
        end = min(start + group_frames, frames)
        for c, events_of in events.items():
            where = pixels[c]
            for place, count in events_of.until(end * len(where)):
                counts[place // len(where), where[place % len(where)]] = count
        for c in sorted(c for c in pixels if c >= 17):
            symbol = 0
            escape = 7 if c <= 25 else 127
            h = max(0, (c - 60) // 2 - 2)
            for frame in range(start, end):
                for p in pixels[c].tolist():
                    u = direct.get(symbol % 32, tables[c])
                    symbol += 1
                    if u == escape:
                        u += raw.number()
                    counts[frame, p] = u if c < 60 else means[p] + unfold(u << h | raw.get(h))
    return counts


# 6. Mode rows

NEAR = [1.75, 3.5, 7, 14, 28, 56, 112, 448]
DECAY = [0.5, 0.7, 0.85, 0.95]
COLUMN = [9, 2, 0.4, 0.08]
PATTERN = [0.25, 0.5, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 4096, 65536, 1e9]
PATTERN_DECAY = [0.5, 0.75, 0.9, 0.95, 0.98, 0.99, 0.997, 1]


def add(a, b):
    """An integer sum that saturates."""
    return np.minimum(a + b, 65535)


def moved(row, by):
    """The row with the value of column x + by at x; zeros outside."""
    result = np.zeros_like(row)
    if by >= 0:
        result[:len(row) - by] = row[by:]
    else:
        result[-by:] = row[:by]
    return result


def around(n, nn, plus):
    """The weighted sum of the neighbours in the row above and in the one above that."""
    t = plus(plus(n, n), plus(plus(moved(n, -1), moved(n, 1)), nn))
    return plus(plus(t, t), plus(plus(moved(nn, -1), moved(nn, 1)), plus(moved(n, -2), moved(n, 2))))


def decode_rows(source, shape):
    scan_y, scan_x, height, width = shape
    first, second = source.unpack("BB")
    mean, = map(F, source.unpack("f"))
    k1, d_f, a = F(NEAR[first & 7]), F(DECAY[first >> 3 & 3]), F(COLUMN[first >> 5 & 3])
    pattern = second & 15
    k2, d_t = F(PATTERN[pattern]), F(PATTERN_DECAY[second >> 4 & 7])
    streams = Streams(source, 32 if first & 128 else 8)
    # Columns outside the detector are zero; sums of neighbours reach some of them.
    room = (width + 15) // 16 * 16 + 8
    counts = np.zeros((scan_y * scan_x, height, width), np.int64)
    t, e_t = np.zeros((height, width), F), F(0)
    for frame in counts:
        f, e_f = np.zeros(width, F), F(0)
        above = above2 = np.zeros(room, np.int64)
        for y in range(height):
            s = around(above, above2, add)[:width]
            w = F((0, 10, 14)[min(y, 2)])
            lf = (f + a * mean) * (F(1) / (e_f + a))
            num, den = lf * (s.astype(F) + k1), w * lf + k1
            if pattern < 15 and e_t > 0:
                num, den = num * (t[y] + k2), e_t * num + k2 * den
            frame[y] = streams.row(num / den)
            row = np.zeros(room, np.int64)
            row[:width] = np.minimum(frame[y], 65535)
            b = add(row, add(moved(row, -1), moved(row, 1)))
            b[(width + 15) // 16 * 16:] = 0
            q = add(b, add(moved(b, -3), moved(b, 3)))[:width]
            f, e_f = f * d_f + q.astype(F), e_f * d_f + F(9)
            t[y] = t[y] * d_t + row[:width].astype(F)
            above, above2 = row, above
        e_t = e_t * d_t + F(1)
    return counts


# 7. Mode scan

def box(values, radius):
    """Sums over squares, within the detector, of the values' own type."""
    height, width = values.shape
    padded = np.pad(values, radius)
    total = np.zeros_like(values)
    for dy in range(2 * radius + 1):
        line = np.zeros_like(values)
        for dx in range(2 * radius + 1):
            line = line + padded[dy:dy + height, dx:dx + width]
        total = total + line
    return total


def decode_scan(source, shape):
    scan_y, scan_x, height, width = shape
    lanes = 32 if source.u8() & 128 else 8
    references = [source.unpack("BbB") for _ in range(source.u8())]
    check(len(references) <= 24, "there are too many references")
    k9, k3, k1, k0 = map(F, source.unpack("4f"))
    map_bytes, mean_bytes = source.varints(2)
    classes = class_map(RangeCoder(source.take(map_bytes)), height, width)
    means = means_of(RangeCoder(source.take(mean_bytes)), classes)
    m = np.zeros((height, width), F)
    for y, x in np.ndindex(height, width):
        c = int(classes[y, x])
        m[y, x] = 0 if c == 0 else F(rate_of(c)) if c < 60 else F(means[y * width + x])
    m9, m3 = (box(m.astype(float), radius).astype(F) for radius in (4, 1))
    streams = Streams(source, lanes)
    counts = np.zeros((scan_y, scan_x, height, width), np.int64)
    for y, x in np.ndindex(scan_y, scan_x):
        near = [(weight, counts[y - dy, x - dx]) for dy, dx, weight in references if y >= dy and 0 <= x - dx < scan_x]
        base = m
        if near:
            w = F(sum(weight for weight, _ in near))
            c = sum(weight * np.minimum(pattern, 65535) for weight, pattern in near)
            r9 = (box(c, 4).astype(F) + k9) / (w * m9 + k9)
            r3 = (box(c, 1).astype(F) + k3) / ((w * m3) * r9 + k3) * r9
            r1 = (c.astype(F) + k1) / ((w * m) * r3 + k1) * r3
            base = m * r1
        counts_above = counts_above2 = np.zeros(width, np.int64)
        base_above = base_above2 = np.zeros(width, F)
        for row in range(height):
            s, e = around(counts_above, counts_above2, np.add).astype(F), around(base_above, base_above2, np.add)
            counts[y, x, row] = streams.row(base[row] * ((s + k0) / (e + k0)), classes[row] == 0)
            counts_above, counts_above2 = np.minimum(counts[y, x, row], 65535), counts_above
            base_above, base_above2 = base[row], base_above
    return counts


# 1. Mode general: streams of HDF5 filters 32008, 32001 and 32015

def zstd(data, room):
    """One Zstandard frame (RFC 8878)."""
    try:
        from compression import zstd as standard
        return standard.decompress(data)
    except ImportError:
        library = ctypes.CDLL(ctypes.util.find_library("zstd") or "libzstd.so.1")
    library.ZSTD_decompress.restype = ctypes.c_size_t
    library.ZSTD_decompress.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]
    made = ctypes.create_string_buffer(room)
    length = library.ZSTD_decompress(made, room, bytes(data), len(data))
    check(length <= room, "a Zstandard frame is damaged")
    return made.raw[:length]


def decode_bitshuffle(source, size):
    total, block = struct.unpack(">QI", source.take(12))
    result, at = [], 0
    while total - at >= 8 * size:
        length = min(block, (total - at) // (8 * size) * (8 * size))
        packed = np.frombuffer(zstd(source.take(struct.unpack(">I", source.take(4))[0]), length), np.uint8)
        planes = np.unpackbits(packed.reshape(8 * size, -1), axis=1, bitorder="little")
        result.append(np.packbits(planes.T, axis=1, bitorder="little").tobytes())
        at += length
    return b"".join(result) + source.take(total - at)


def decode_blosc(frame):
    _, _, flags, size, total, block, _ = struct.unpack("<4B3I", frame[:16])
    if flags & 2:
        return frame[16:16 + total]
    check(flags >> 5 == 4 and not flags & 4, "a Blosc frame is not of Zstandard with byte shuffle")
    result = []
    for i in range(-(-total // block)):
        length = min(block, total - i * block)
        source = Source(frame)
        source.at, = struct.unpack_from("<I", frame, 16 + 4 * i)
        streams = size if not flags & 16 and length == block and block // size >= 128 and size <= 16 else 1
        data = b""
        for _ in range(streams):
            packed = source.take(source.unpack("I")[0])
            data += packed if len(packed) == length // streams else zstd(packed, length // streams)
        whole = length // size * size
        if flags & 1:
            data = np.frombuffer(data[:whole], np.uint8).reshape(size, -1).T.tobytes() + data[whole:]
        result.append(data)
    return b"".join(result)


# 1. Chunk

def decode(chunk):
    """The samples of a chunk as an array: scan y, scan x, detector y, detector x."""
    source = Source(bytes(chunk))
    check(source.take(3) == b"TLY", "not a Tally chunk")
    version, mode, element, transform = source.unpack("4B")
    check(version == 1, f"version {version} is not 1")
    parameter = source.varint()
    shape, payload_bytes = source.varints(4), source.varint()
    data_crc, = source.unpack("I")
    header = source.at
    check(source.unpack("I")[0] == zlib.crc32(source.data[:header]), "the header does not match its checksum")
    check(element & 127 < len(TYPES) and 0 < np.prod(shape, dtype=object) < 1 << 31, "the header makes no sense")
    dtype = np.dtype((">" if element & 128 else "<") + TYPES[element & 127])
    payload = source.take(payload_bytes)
    check(source.at == len(source.data), "there are bytes behind the payload")
    source = Source(payload)
    if mode <= GENERAL:
        if mode == GENERAL:
            method = source.u8()
            check(method in (1, 2, 3), f"general method {method} is not known")
            if method == 3:
                payload = zstd(payload[1:], int(np.prod(shape)) * dtype.itemsize)
            else:
                payload = decode_bitshuffle(source, dtype.itemsize) if method == 1 else decode_blosc(payload[1:])
        check(zlib.crc32(payload) == data_crc, "the samples do not match their checksum")
        samples = np.frombuffer(payload, dtype)
        return np.full(shape, samples[0], dtype) if mode == CONSTANT else samples.reshape(shape)
    kind, integer = transform & 15, np.dtype(f"<u{transform >> 4}")
    if mode == TILES:
        counts, checks = decode_tiles(source, shape, data_crc)
        for crc, frames in checks:
            check(zlib.crc32(counts[frames].astype(integer).tobytes()) == crc, "integers do not match their checksum")
    else:
        check(mode in (ROWS, SCAN), f"mode {mode} is not known")
        counts = (decode_rows if mode == ROWS else decode_scan)(source, shape)
        check(zlib.crc32(counts.astype(integer).tobytes()) == data_crc, "the integers do not match their checksum")
    native = dtype.newbyteorder("=")
    if kind == 1:
        offset = unfold(parameter) & (1 << 64) - 1
        samples = (counts.astype(np.uint64) + np.uint64(offset)).astype(f"u{dtype.itemsize}").view(native)
    elif kind == 2:
        samples = counts.astype(native) / native.type(parameter)
    else:
        check(kind == 3, f"transform {kind} is not known")
        samples = counts.astype(native) * (native.type(1) / native.type(parameter))
    return samples.reshape(shape).astype(dtype)


def main(arguments):
    if arguments[:1] == ["--raw"] and len(arguments) == 2:
        with open(arguments[1], "rb") as file:
            sys.stdout.buffer.write(decode(file.read()).tobytes())
        return 0
    if not arguments or arguments[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    for path in arguments:
        with open(path, "rb") as file:
            print(f"{hashlib.sha256(decode(file.read()).tobytes()).hexdigest()}  {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

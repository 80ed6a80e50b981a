"""Filters that Debian's h5py lacks, with libzstd: 32015, and 32008 with Zstd.

decode FILE RAW     every chunk of /data, read as stored and decoded here, makes up the samples in RAW
encode FILE RAW DTYPE SHAPE CHUNK     writes /data with filter 32015, every chunk encoded by libzstd
"""
import ctypes
import itertools
import struct
import sys

import h5py
import numpy as np

zstd = ctypes.CDLL("libzstd.so.1")
zstd.ZSTD_decompress.restype = zstd.ZSTD_compress.restype = zstd.ZSTD_compressBound.restype = ctypes.c_size_t


def decompress(data, length):
    target = ctypes.create_string_buffer(length)
    assert zstd.ZSTD_decompress(target, ctypes.c_size_t(length), data, ctypes.c_size_t(len(data))) == length
    return target.raw


def compress(data):
    room = zstd.ZSTD_compressBound(ctypes.c_size_t(len(data)))
    target = ctypes.create_string_buffer(room)
    length = zstd.ZSTD_compress(target, ctypes.c_size_t(room), data, ctypes.c_size_t(len(data)), 5)
    return target.raw[:length]


def untranspose(block, size):
    """Bit planes to elements: plane b holds bit b of all elements, lowest bit first."""
    elements = len(block) // size
    planes = np.unpackbits(np.frombuffer(block, np.uint8), bitorder="little").reshape(8 * size, elements)
    return np.packbits(planes.T.reshape(-1), bitorder="little").tobytes()


def bitshuffle_zstd(chunk, size):
    total, block_bytes = struct.unpack(">QI", chunk[:12])
    at, out = 12, b""
    while len(out) + 8 * size <= total:
        want = min(block_bytes, (total - len(out)) // (8 * size) * 8 * size)
        (length,) = struct.unpack(">I", chunk[at : at + 4])
        out += untranspose(decompress(chunk[at + 4 : at + 4 + length], want), size)
        at += 4 + length
    return out + chunk[at:]


mode, path, raw = sys.argv[1:4]
if mode == "decode":
    with h5py.File(path, "r") as f:
        d = f["data"]
        filter_id = d.id.get_create_plist().get_filter(0)[0]
        whole = np.zeros(d.shape, d.dtype)
        bytes_of_chunk = int(np.prod(d.chunks)) * d.dtype.itemsize
        for offset in itertools.product(*(range(0, n, c) for n, c in zip(d.shape, d.chunks))):
            mask, chunk = d.id.read_direct_chunk(offset)
            assert mask == 0, mask
            decoded = decompress(chunk, bytes_of_chunk) if filter_id == 32015 else bitshuffle_zstd(chunk, d.dtype.itemsize)
            part = np.frombuffer(decoded, d.dtype).reshape(d.chunks)
            box = tuple(slice(o, min(o + c, n)) for o, c, n in zip(offset, d.chunks, d.shape))
            whole[box] = part[tuple(slice(0, b.stop - b.start) for b in box)]
        if whole.astype(d.dtype.newbyteorder("<")).tobytes() != open(raw, "rb").read():
            print("differs")
else:
    dtype, shape, chunk = np.dtype(sys.argv[4]), *(tuple(map(int, a.split(","))) for a in sys.argv[5:7])
    data = np.fromfile(raw, dtype.newbyteorder("<")).reshape(shape).astype(dtype)
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_chunk(chunk)
    dcpl.set_filter(32015, h5py.h5z.FLAG_OPTIONAL, (5,))
    with h5py.File(path, "w") as f:
        d = h5py.h5d.create(f.id, b"data", h5py.h5t.py_create(dtype), h5py.h5s.create_simple(shape), dcpl)
        for offset in itertools.product(*(range(0, n, c) for n, c in zip(shape, chunk))):
            part = np.zeros(chunk, dtype)
            box = data[tuple(slice(o, o + c) for o, c in zip(offset, chunk))]
            part[tuple(slice(0, n) for n in box.shape)] = box
            d.write_direct_chunk(offset, compress(part.tobytes()), 0)

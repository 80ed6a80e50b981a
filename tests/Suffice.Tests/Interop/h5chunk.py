"""Encodes or decodes one chunk with the stock filters of h5py.

encode DTYPE EXTENTS FILTERS SAMPLES OUT   SAMPLES (raw bytes) -> OUT (the chunk as stored), prints the filter mask
decode DTYPE EXTENTS FILTERS CHUNK OUT     CHUNK (as stored) -> OUT (raw bytes)
batch JOBS                                 one such line of arguments per line of the file JOBS, separated by tabs

DTYPE is a numpy type string such as <u2, EXTENTS such as 4,4,16,16, FILTERS such as 2:|1:6 (id:values joined by |).
"""
import sys
import tempfile

import h5py
import hdf5plugin  # noqa: F401  registers the plugins that it brings
import numpy as np


def property_list(filters, chunk):
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_chunk(chunk)
    for item in filters.split("|"):
        number, _, values = item.partition(":")
        number, values = int(number), tuple(int(v) for v in values.split(",") if v)
        if number == 2:
            dcpl.set_shuffle()
        elif number == 3:
            dcpl.set_fletcher32()
        elif number == 4:
            dcpl.set_szip(values[0], values[1])
        else:
            dcpl.set_filter(number, h5py.h5z.FLAG_OPTIONAL, values)
    return dcpl


def run(mode, dtype, extents, filters, source, target):
    dtype, chunk = np.dtype(dtype), tuple(int(e) for e in extents.split(","))
    content = open(source, "rb").read()
    with tempfile.NamedTemporaryFile(suffix=".h5") as t:
        with h5py.File(t.name, "w") as f:
            d = h5py.h5d.create(f.id, b"d", h5py.h5t.py_create(dtype), h5py.h5s.create_simple(chunk), property_list(filters, chunk))
            if mode == "encode":
                h5py.Dataset(d)[...] = np.frombuffer(content, dtype).reshape(chunk)
            else:
                d.write_direct_chunk((0,) * len(chunk), content, 0)
        with h5py.File(t.name, "r") as f:
            if mode == "encode":
                mask, out = f["d"].id.read_direct_chunk((0,) * len(chunk))
                print(mask)
            else:
                out = f["d"][...].tobytes()
            open(target, "wb").write(out)


def main():
    if sys.argv[1] == "batch":
        for line in open(sys.argv[2]):
            run(*line.rstrip("\n").split("\t"))
    else:
        run(*sys.argv[1:])


main()

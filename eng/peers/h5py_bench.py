"""What a user gets with h5py and hdf5plugin: write the whole array, read the whole array back in place, each timed.

usage: h5py_bench.py FILE.npy OUT.h5 CHUNKING METHOD...
Prints one JSON object per method: method, ratio, write_s, read_s, ok; or method, error.
"""
import json
import os
import sys
import time

import h5py
import hdf5plugin
import numpy as np


def blosc(name, level):
    return dict(**hdf5plugin.Blosc(cname=name, clevel=level, shuffle=hdf5plugin.Blosc.SHUFFLE))


METHODS = {
    "none": {},
    "gzip_1": dict(compression="gzip", compression_opts=1),
    "gzip_6": dict(compression="gzip", compression_opts=6),
    "gzip_9": dict(compression="gzip", compression_opts=9),
    "lzf": dict(compression="lzf"),
    "szip": dict(compression="szip"),
    "blosc_blosclz": blosc("blosclz", 5),
    "blosc_lz4": blosc("lz4", 5),
    "blosc_lz4hc": blosc("lz4hc", 5),
    "blosc_zlib": blosc("zlib", 5),
    "blosc_zstd": blosc("zstd", 3),
    "lz4_hdf5": dict(**hdf5plugin.LZ4(nbytes=0)),
    "bitshuffle_lz4": dict(**hdf5plugin.Bitshuffle(nelems=0)),
}


def chunk_of(chunking, shape):
    sy, sx, qy, qx = shape
    return {
        "real_space": (min(32, sy), min(32, sx), min(256, qy), min(256, qx)),
        "balanced": (min(16, sy), min(16, sx), min(128, qy), min(128, qx)),
        "single_frame": (1, 1, qy, qx),
    }[chunking]


def measure(data, out, chunk, options, back):
    back.fill(42)
    start = time.perf_counter()
    with h5py.File(out, "w") as f:
        f.create_dataset("data", data=data, chunks=chunk, **options)
    written = time.perf_counter()
    size = os.path.getsize(out)
    with h5py.File(out, "r") as f:
        opened = time.perf_counter()
        f["data"].read_direct(back)
        read = time.perf_counter()
    return dict(ratio=data.nbytes / size, write_s=written - start, read_s=read - opened, ok=bool(np.array_equal(back, data)))


def main():
    source, out, chunking, *methods = sys.argv[1:]
    data = np.load(source)
    # Read into memory that is there already: finding it takes 0.1 to 0.5 s for 512 MiB, whatever the method.
    back = np.empty_like(data)
    for name in methods:
        try:
            row = measure(data, out, chunk_of(chunking, data.shape), METHODS[name], back)
        except Exception as e:  # a filter that this machine lacks is a row, not a crash
            row = dict(error=str(e))
        print(json.dumps(dict(method=name, **row)), flush=True)
    if os.path.exists(out):
        os.remove(out)


main()

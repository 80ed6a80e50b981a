"""What a user would write with h5py to pack a .npy as suffice pack does: one compressed dataset, both SHA-256, read back and compared.

Arguments: source (.npy, four-dimensional), target. Prints seconds and the ratio. BLOSC_NTHREADS gives Blosc more threads.
"""
import hashlib
import os
import sys
import time

import h5py
import hdf5plugin
import numpy as np

start = time.perf_counter()
source, target = sys.argv[1:3]
cube = np.load(source, mmap_mode="r")
positions = max(1, (4 << 20) // cube[0, 0].nbytes)
chunk = (1, min(positions, cube.shape[1])) + cube.shape[2:]

samples, original = hashlib.sha256(), hashlib.sha256()
with open(source, "rb") as f:
    original.update(f.read(cube.offset))
with h5py.File(target, "w") as f:
    dataset = f.create_dataset("data", cube.shape, cube.dtype, chunks=chunk, **hdf5plugin.Blosc(cname="zstd", clevel=3, shuffle=1))
    for row in range(cube.shape[0]):
        block = np.ascontiguousarray(cube[row])
        samples.update(block)
        original.update(block)
        dataset[row] = block
    dataset.attrs["cube_sha256"], dataset.attrs["original_sha256"] = samples.hexdigest(), original.hexdigest()
with open(target, "rb+") as f:
    os.fsync(f.fileno())
with h5py.File(target, "r") as f:
    assert all(np.array_equal(f["data"][row], cube[row]) for row in range(cube.shape[0]))
print("%.3f s, %.2f times smaller" % (time.perf_counter() - start, os.path.getsize(source) / os.path.getsize(target)))

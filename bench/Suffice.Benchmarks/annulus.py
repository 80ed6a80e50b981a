"""The sum under an annulus at every position with h5py and numpy: annulus.py FILE DATASET ROW COLUMN INNER OUTER REPEATS

Prints two times in seconds: from opening the file to the image, and, the median of some, from the samples in memory to the image by
the fastest of three ways; then the sum of the image, and the time from opening the file to the samples in memory.
"""
import sys
import time

import h5py
import hdf5plugin  # noqa: F401
import numpy as np

path, dataset = sys.argv[1:3]
row, column, inner, outer = map(float, sys.argv[3:7])

start = time.perf_counter()
with h5py.File(path, "r") as file:
    data = file[dataset][...]
    read = time.perf_counter() - start
    y, x = np.mgrid[: data.shape[2], : data.shape[3]]
    distance = np.hypot(y - row, x - column)
    mask = (distance >= inner) & (distance < outer)
    image = data[:, :, mask].sum(axis=-1, dtype=np.uint64)
cold = time.perf_counter() - start

# Three ways that people write; the fastest counts.
ways = [
    lambda: data[:, :, mask].sum(axis=-1, dtype=np.uint64),
    lambda: np.tensordot(data, mask.astype(np.float32), axes=((2, 3), (0, 1))),
    lambda: np.array([[int(pattern[mask].sum(dtype=np.uint64)) for pattern in line] for line in data]),
]
warm = []
for way in ways:
    times = []
    for _ in range(int(sys.argv[7])):
        start = time.perf_counter()
        result = way()
        times.append(time.perf_counter() - start)
    assert np.allclose(result, image, rtol=1e-5)
    warm.append(float(np.median(times)))
print(cold, min(warm), int(image.sum()), read)

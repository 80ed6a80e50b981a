"""What numpy and h5py, without Suffice, know of frames. mib FILE HEADER W H DTYPE: sum, maximum, zeros per mille and
SHA-256 of the little-endian samples. fpd FILE: SHA-256 of the FPD twin, rows flipped back, little-endian."""
import hashlib
import sys

import numpy


def tell(cube):
    little = numpy.ascontiguousarray(cube.astype(cube.dtype.newbyteorder("<"), copy=False))
    zeros = int((cube == 0).sum() * 1000 / cube.size)
    print(int(cube.sum(dtype=numpy.uint64)), int(cube.max()), zeros, hashlib.sha256(little.tobytes()).hexdigest())


if sys.argv[1] == "mib":
    path, header, width, height, dtype = sys.argv[2], *map(int, sys.argv[3:6]), sys.argv[6]
    frame = numpy.dtype([("header", "V%d" % header), ("pixels", dtype, (height, width))])
    tell(numpy.fromfile(path, dtype=frame)["pixels"])
else:
    import h5py

    with h5py.File(sys.argv[2], "r") as file:
        found = []
        file.visititems(lambda name, node: found.append(node) if getattr(node, "ndim", 0) >= 4 else None)
        tell(found[0][()].reshape(-1, 256, 256)[:, ::-1, :])

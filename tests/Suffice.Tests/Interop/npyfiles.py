"""Writes .npy files into a folder: every element type in both byte orders, every header version, and what is refused."""
import sys

import numpy
from numpy.lib import format as npy

folder = sys.argv[1]
for kind in ["u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f4", "f8"]:
    for order, name in (("<", "little"), (">", "big")):
        values = ((numpy.arange(2 * 3 * 4 * 5) * 7 - 100) % 120).astype(order + kind)
        numpy.save("%s/%s_%s.npy" % (folder, kind, name), values.reshape(2, 3, 4, 5))

cube = numpy.arange(2 * 3 * 4 * 5, dtype="<u2").reshape(2, 3, 4, 5)
for version in (1, 2, 3):
    with open("%s/version%d.npy" % (folder, version), "wb") as file:
        npy.write_array(file, cube, version=(version, 0))
numpy.save(folder + "/fortran.npy", numpy.asfortranarray(cube))
numpy.save(folder + "/structured.npy", numpy.zeros((2, 3, 4), dtype=[("x", "<i4"), ("y", "<f8")]))
numpy.save(folder + "/complex.npy", numpy.zeros((2, 3, 4), dtype="<c8"))
numpy.save(folder + "/object.npy", numpy.empty((2, 3, 4), dtype=object), allow_pickle=True)
numpy.save(folder + "/bool.npy", numpy.zeros((2, 3, 4), dtype=bool))
numpy.save(folder + "/half.npy", numpy.zeros((2, 3, 4), dtype="<f2"))
numpy.save(folder + "/flat.npy", numpy.zeros((4, 5), dtype="<u2"))
numpy.save(folder + "/empty.npy", numpy.zeros((0, 4, 5), dtype="<u2"))
numpy.save(folder + "/stack.npy", cube.reshape(6, 4, 5))
numpy.save(folder + "/series.npy", cube.reshape(1, 2, 3, 4, 5))

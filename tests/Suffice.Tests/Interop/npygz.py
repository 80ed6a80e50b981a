"""Says what gzip and numpy read from a .npy.gz file: element type, shape, SHA-256 of the samples."""
import gzip
import hashlib
import io
import sys

import numpy

with gzip.open(sys.argv[1], "rb") as file:
    array = numpy.load(io.BytesIO(file.read()))
print(array.dtype.str, array.shape, hashlib.sha256(array.tobytes()).hexdigest())

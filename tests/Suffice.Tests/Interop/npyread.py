"""Says what numpy reads from a .npy file: element type, shape, sum."""
import sys

import numpy

array = numpy.load(sys.argv[1])
print(array.dtype.str, array.shape, array.sum())

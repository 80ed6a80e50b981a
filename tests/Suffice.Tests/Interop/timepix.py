"""Hits of a Timepix3 recording by column and by row, decoded with numpy alone.  timepix.py FILE"""
import sys

import numpy as np

words = np.fromfile(sys.argv[1], "<u8")
hits = words[words >> np.uint64(60) == 0xB]
address = (hits >> np.uint64(44)).astype("i8") & 0xFFFF
column = ((address & 0xFE00) >> 8) + ((address & 7) >> 2)
row = ((address & 0x1F8) >> 1) + (address & 3)
print(len(hits))
print(*np.bincount(column, minlength=256))
print(*np.bincount(row, minlength=256))

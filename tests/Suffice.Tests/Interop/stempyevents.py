"""The counts in a file of electron events, by stempy's rules: scan and frame shapes from the attributes, np.unique for what
was hit more than once (SparseArray.expand).  stempyevents.py FILE

Prints the shape, the number of electrons and the SHA-256 of the counts as uint32, row-major and little-endian.
"""
import hashlib
import sys

import h5py
import numpy as np

with h5py.File(sys.argv[1]) as f:
    assert f.attrs["version"] == 1
    frames, positions = f["electron_events/frames"], f["electron_events/scan_positions"]
    assert h5py.check_dtype(vlen=frames.dtype) == np.dtype("u4")
    scan = [int(positions.attrs[name]) for name in ("Ny", "Nx")]
    frame = [int(frames.attrs[name]) for name in ("Nx", "Ny")]
    places, lists = positions[()], frames[()]
assert len(lists) == len(places)
cube = np.zeros((scan[0] * scan[1], frame[0] * frame[1]), "<u4")
for place, hits in zip(places, lists):
    unique, counts = np.unique(hits, return_counts=True)
    cube[place][unique] += counts.astype("u4")
print((*scan, *frame), int(cube.sum()), hashlib.sha256(cube.tobytes()).hexdigest())

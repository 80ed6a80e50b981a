"""Compares the sums that an FPD file holds with those that suffice image made of its cube."""
import sys

import h5py
import numpy as np

path, folder = sys.argv[1:]
with h5py.File(path, "r") as f:
    image = f["fpd_expt/fpd_sum_im/data"][...]
    pattern = f["fpd_expt/fpd_sum_dif/data"][...]
assert np.array_equal(np.squeeze(image), np.load(folder + "/total.npy")), "image"
assert np.array_equal(np.squeeze(pattern), np.load(folder + "/sum.npy")), "pattern"
print("equal")

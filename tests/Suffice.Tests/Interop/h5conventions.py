"""Writes small cubes as other programs lay them out into a folder: HyperSpy signals, NeXus, several cubes in one file."""
import sys

import h5py
import numpy as np

folder = sys.argv[1]
cube = np.arange(2 * 3 * 4 * 5, dtype="<u2").reshape(2, 3, 4, 5)


def hyperspy(file_name, data, navigate, **extra):
    with h5py.File("%s/%s.hspy" % (folder, file_name), "w") as f:
        f.attrs["file_format"] = "HyperSpy"
        group = f.create_group("Experiments/title")
        group["data"] = data
        for i, scan in enumerate(navigate):
            axis = group.create_group("axis-%d" % i)
            values = dict(name="abcde"[i], scale=0.5 + i, offset=-2.0 * i, units="nm" if scan else "1/nm", size=data.shape[i], navigate=scan)
            for key, value in {**values, **extra}.items():
                axis.attrs[key] = value


hyperspy("scan", cube, [True, True, False, False])
hyperspy("spectra", cube.reshape(2, 3, 20), [True, True, False])
hyperspy("images", cube.reshape(6, 4, 5), [True, False, False])
hyperspy("uncalibrated", cube, [True, True, False, False], name="<undefined>", units="<undefined>")
hyperspy("empty_values", cube, [True, True, False, False], scale=h5py.Empty("f8"), offset=h5py.Empty("f8"))

with h5py.File(folder + "/nexus.nxs", "w") as f:
    group = f.create_group("entry/measured")
    group.attrs.update({"NX_class": "NXdata", "signal": "counts", "axes": ["y", "x", "qy", "qx"]})
    group["counts"] = cube
    for i, name in enumerate(["y", "x", "qy", "qx"]):
        group[name] = 1.5 + 0.25 * np.arange(cube.shape[i])
        group[name].attrs["units"] = "nm" if i < 2 else "mrad"
    f["entry/larger"] = np.zeros((3, 4, 5, 6), "<u2")

with h5py.File(folder + "/masked.nxs", "w") as f:
    f.create_group("entry/data").attrs.update({"NX_class": "NXdata", "signal": "data"})
    f["entry/data/data"] = cube
    mask = np.zeros((4, 5), "u1")
    mask[1, 2], mask[3, 4] = 1, 16
    f.create_dataset("entry/instrument/detector/pixel_mask", data=mask, chunks=(2, 3), compression="gzip")
    f["entry/instrument/other/pixel_mask"] = np.ones((9, 9), "u1")

with h5py.File(folder + "/several.h5", "w") as f:
    f["small"] = cube[:1]
    f["group/large"] = cube
    f["flat"] = np.zeros((1000, 1000), "u1")
with h5py.File(folder + "/parts.h5", "w") as f:
    for i in range(3):
        f["entry/data/data_%06d" % (i + 1)] = cube.reshape(6, 4, 5)

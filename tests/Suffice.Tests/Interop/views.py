"""Computes with numpy what suffice image made of a .npy scan, and compares every kind of file with it."""
import struct
import sys

import h5py
import numpy as np

path, folder, row, column = sys.argv[1:]
row, column = float(row), float(column)
a = np.load(path).astype("f8")
y, x = np.mgrid[: a.shape[2], : a.shape[3]]
r = np.hypot(y - row, x - column)
total = a.sum((2, 3))
ring = (r / 2).astype(int)
pixels = np.bincount(ring.ravel())
expected = {
    "annulus_4-9px": (a * ((r >= 4) & (r < 9))).sum((2, 3)),
    "com-row": (a * y).sum((2, 3)) / total,
    "com-column": (a * x).sum((2, 3)) / total,
    "mean": a.mean((0, 1)),
    "variance": a.var((0, 1)),
    "radial_2px": np.stack([np.bincount(ring.ravel(), p.ravel()) for p in a.reshape(-1, *a.shape[2:])]).reshape(a.shape[:2] + (-1,)) / pixels,
}
d = np.stack([expected["com-row"], expected["com-column"]])
d -= d.mean((1, 2), keepdims=True)
expected["com-magnitude"] = np.hypot(*d)
expected["com-angle"] = np.arctan2(*d)


def tiff(name):
    """The float32 pages of a TIFF file, by its own directory."""
    data = open(name, "rb").read()
    assert data[:4] == b"II*\0"
    at, pages = struct.unpack_from("<I", data, 4)[0], []
    while at:
        count = struct.unpack_from("<H", data, at)[0]
        tags = {}
        for i in range(count):
            tag, kind, n, value = struct.unpack_from("<HHII", data, at + 2 + 12 * i)
            tags[tag] = value & 0xFFFF if kind == 3 else value
        assert tags[258] == 32 and tags[339] == 3 and tags[259] == 1
        pages.append(np.frombuffer(data, "<f4", tags[256] * tags[257], tags[273]).reshape(tags[257], tags[256]))
        at = struct.unpack_from("<I", data, at + 2 + 12 * count)[0]
    return np.stack(pages)


with h5py.File(folder + "/views.emd", "r") as f:
    assert f.attrs["emd_group_type"] == "file" and f.attrs["version_major"] == 1
    root = [f[k] for k in f if f[k].attrs.get("emd_group_type") == "root"][0]
    for name, want in expected.items():
        got = np.load(f"{folder}/{name}.npy")
        assert got.shape == want.shape and np.allclose(got, want, rtol=1e-6, atol=1e-9), name
        group = root[name]
        assert group.attrs["emd_group_type"] == "array" and group.attrs["python_class"] == "Array"
        assert np.array_equal(group["data"][:], got) and "units" in group["data"].attrs
        assert [group["dim%d" % i].shape[0] for i in range(got.ndim)] == list(got.shape)
        page = tiff(f"{folder}/{name}.tif")
        assert np.array_equal(page, got.astype("f4").reshape(page.shape)), name
        assert open(f"{folder}/{name}.png", "rb").read(8) == b"\x89PNG\r\n\x1a\n"

curve = np.loadtxt(folder + "/radial_2px-mean.csv", delimiter=",", skiprows=1)
assert np.allclose(curve[:, 0], 2 * np.arange(len(curve)) + 1) and np.allclose(curve[:, 1], expected["radial_2px"].mean((0, 1)))
discs = np.loadtxt(folder + "/bragg_3px-discs.csv", delimiter=",", skiprows=1)
table = np.load(folder + "/bragg_3px-discs.npy")
assert len(discs) == np.isfinite(table[..., 0]).sum() == np.load(folder + "/bragg_3px-count.npy").sum()
for sy, sx, *values in discs:
    assert np.any(np.all(table[int(sy), int(sx)] == values, axis=1))
print("good")

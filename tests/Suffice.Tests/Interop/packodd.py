"""Writes a file with what a copy of a tree can get wrong: links, references, odd types, empty values, order."""
import sys

import h5py
import numpy as np

with h5py.File(sys.argv[1], "w") as f:
    cube = (np.arange(5 * 7 * 12 * 10) % 251).astype(">u2").reshape(5, 7, 12, 10)
    data = f.create_dataset("scan/counts", data=cube, chunks=(2, 3, 12, 7), maxshape=(None, 7, 12, 10), fillvalue=3, compression="gzip", shuffle=True)
    data.attrs["units"] = "counts"
    data.attrs["note"] = np.bytes_(b"fixed")
    f["again"] = data
    f["soft"] = h5py.SoftLink("/scan/counts")
    f["dangling"] = h5py.SoftLink("/nowhere")
    f["outside"] = h5py.ExternalLink("not_there.h5", "/x")
    f["scan/up"] = f["/"]
    f["small"] = np.arange(6.0).reshape(2, 3)
    f["links/small"] = f["small"]
    f["empty"] = h5py.Empty("f4")
    f["none"] = np.zeros((0, 3), "i2")
    f["scalar"] = 7
    f["texts"] = np.array(["a", "äö", ""], dtype=h5py.string_dtype())
    ragged = f.create_dataset("ragged", (3,), dtype=h5py.vlen_dtype("i4"))
    for i in range(3):
        ragged[i] = np.arange(i + 1)
    f["table"] = np.array([(1, 2.5, b"x")], dtype=[("a", "i4"), ("b", "f8"), ("c", "S3")])
    f["flags"] = np.array([True, False])
    f["complex"] = np.array([1 + 2j])
    f["type"] = np.dtype("<i8")
    f["refs"] = np.array([f["small"].ref, f["links"].ref, h5py.Reference()], dtype=h5py.ref_dtype)
    f["scan"].attrs["to"] = f["scan/counts"].ref
    f["scan"].attrs["empty"] = h5py.Empty("S10")
    f["scan"].attrs["list"] = np.arange(5, dtype="u1")
    f["scan"].attrs["strings"] = ["x", "yy"]
    f["scan"].attrs["enum"] = np.array([True])
    f["small"].make_scale("s")
    f["scan/y"] = np.arange(5.0)
    f["scan/y"].make_scale("y")
    data.dims[0].attach_scale(f["scan/y"])
    ordered = f.create_group("ordered", track_order=True)
    for name in "zax":
        ordered[name] = name

"""What other programs find in exported files, read by their documented rules.  exports.py FORMAT FILE

Prints the shape, the type and the SHA-256 of the samples, row-major and little-endian.
"""
import hashlib
import os
import struct
import sys

import h5py
import numpy as np

form, path = sys.argv[1:]


def tiff(path):
    # TIFF 6.0 and BigTIFF, from the specification: one strip for each page.
    b = open(path, "rb").read()
    assert b[:2] == b"II"
    big = struct.unpack_from("<H", b, 2)[0] == 43
    place, entry, head = ("<Q", 20, 8) if big else ("<I", 12, 2)
    at, pages, text = struct.unpack_from(place, b, 8 if big else 4)[0], [], ""
    while at:
        n = struct.unpack_from("<Q" if big else "<H", b, at)[0]
        tags = {}
        for i in range(n):
            p = at + head + i * entry
            tag, kind = struct.unpack_from("<HH", b, p)
            count = struct.unpack_from(place, b, p + 4)[0]
            tags[tag] = kind, count, struct.unpack_from(place, b, p + (12 if big else 8))[0]
        assert tags[259][2] == 1 and tags[279][2] == tags[256][2] * tags[257][2] * tags[258][2] // 8
        dtype = np.dtype(f"<{' uif'[tags[339][2]]}{tags[258][2] // 8}")
        pages.append(np.frombuffer(b, dtype, tags[256][2] * tags[257][2], tags[273][2]).reshape(tags[257][2], tags[256][2]))
        text = b[tags[270][2]:tags[270][2] + tags[270][1] - 1].decode()
        at = struct.unpack_from(place, b, at + head + n * entry)[0]
    facts = dict(line.split("=") for line in text.split("\n") if "=" in line)
    return np.stack(pages).reshape(int(facts["frames"]), int(facts["slices"]), *pages[0].shape)


def hspy(path):
    # HyperSpy's rules: the version, the one experiment, a group for each axis in the array's order.
    with h5py.File(path) as f:
        assert f.attrs["file_format"] == "HyperSpy" and f.attrs["file_format_version"]
        (signal,) = f["Experiments"].values()
        data = signal["data"]
        for i, length in enumerate(data.shape):
            axis = signal[f"axis-{i}"].attrs
            assert axis["size"] == length and bool(axis["navigate"]) == (i < 2) and axis["scale"] and isinstance(axis["units"], str)
        assert data.compression == "gzip" and data.shuffle
        assert isinstance(signal["metadata/General"].attrs["title"], str) and "signal_type" in signal["metadata/Signal"].attrs
        return data[...]


def raw_csr(path):
    # LiberTEM's raw_csr.py: memory maps of the three files, in the types that the .toml gives; then scipy's meaning of CSR.
    facts, section = {}, None
    for line in open(path):
        line = line.strip()
        if line.startswith("["):
            section = line.strip("[]")
        elif line:
            key, value = line.split(" = ")
            facts[section, key] = eval(value)
    assert facts["params", "filetype"] == "raw_csr"
    nav, sig = facts["params", "nav_shape"], facts["params", "sig_shape"]
    folder = os.path.dirname(path)
    indptr, indices, data = (np.memmap(os.path.join(folder, facts["raw_csr", n + "_file"]), facts["raw_csr", n + "_dtype"]) if os.path.getsize(
        os.path.join(folder, facts["raw_csr", n + "_file"])) else np.zeros(0, facts["raw_csr", n + "_dtype"]) for n in ("indptr", "indices", "data"))
    assert len(indptr) == nav[0] * nav[1] + 1 and indptr[0] == 0 and indptr[-1] == len(indices) == len(data) and (np.diff(indptr) >= 0).all()
    cube = np.zeros((nav[0] * nav[1], sig[0] * sig[1]), data.dtype)
    for i in range(len(cube)):
        at = indices[indptr[i]:indptr[i + 1]]
        assert (np.diff(at) > 0).all()
        cube[i, at] = data[indptr[i]:indptr[i + 1]]
    return cube.reshape(*nav, *sig)


def mib(path):
    # As LiberTEM reads frames: the fields of the first header, frames of equal length.
    b = open(path, "rb").read()
    fields = b[:384].split(b",")
    offset, width, height = int(fields[2]), int(fields[4]), int(fields[5])
    dtype = {b"U08": ">u1", b"U16": ">u2", b"U32": ">u4"}[fields[6]]
    frame = offset + width * height * np.dtype(dtype).itemsize
    assert fields[0] == b"MQ1" and fields[7] == b"   1x1" and len(b) % frame == 0
    hdr = dict(line.split(":\t") for line in open(path[:-4] + ".hdr", newline="").read().split("\r\n") if ":\t" in line)
    frames = np.frombuffer(b, "u1").reshape(-1, frame)
    assert [int(f[4:10].tobytes()) for f in frames] == list(range(1, len(frames) + 1))
    return frames[:, offset:].copy().view(dtype).reshape(int(hdr["ScanY"]), int(hdr["ScanX"]), height, width)


array = {"npy": np.load, "tiff": tiff, "hspy": hspy, "raw-csr": raw_csr, "mib": mib}[form](path)
little = array.astype(array.dtype.newbyteorder("<"))
print(array.shape, little.dtype.name, hashlib.sha256(little.tobytes()).hexdigest())

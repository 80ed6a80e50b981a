"""Whole HDF5 files, many in one call. LIST is a JSON file with a list of cases; raw files hold little-endian samples.

write LIST      h5py writes each case: file, dtype, shape, chunk, maxshape, filters, libver, fill, raw
check LIST      h5py reads each case (file, path, dtype, shape, raw) and says what differs
chunks LIST     says where the stored bytes of the chunks of files "a" and "b" differ
describe FILE PATH [DIM...]     JSON: dtype, shape, SHA-256 of the samples, and first, last, name, units of each DIM
dump FILE GROUP TARGET          chunks of all datasets as stored into TARGET, one JSON line for each
"""
import hashlib
import json
import sys

import h5py
import hdf5plugin  # noqa: F401  registers the plugins that it brings
import numpy as np


def property_list(filters, chunk, fill, dtype):
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_chunk(tuple(chunk))
    if fill is not None:
        dcpl.set_fill_value(np.array(fill, dtype))
    for item in filters.split("|") if filters else []:
        number, _, values = item.partition(":")
        number, values = int(number), tuple(int(v) for v in values.split(",") if v)
        if number == 2:
            dcpl.set_shuffle()
        elif number == 3:
            dcpl.set_fletcher32()
        elif number == 4:
            dcpl.set_szip(values[0], values[1])
        else:
            # The plugin of bitshuffle puts the first three in itself.
            dcpl.set_filter(number, h5py.h5z.FLAG_OPTIONAL, values[3:] if number == 32008 else values)
    return dcpl


def little(array):
    return np.ascontiguousarray(array.astype(array.dtype.newbyteorder("<"), copy=False))


def write(case):
    dtype = np.dtype(case["dtype"])
    data = np.fromfile(case["raw"], dtype.newbyteorder("<")).reshape(case["shape"]).astype(dtype)
    maximum = case["maxshape"] and tuple(h5py.h5s.UNLIMITED if m < 0 else m for m in case["maxshape"])
    with h5py.File(case["file"], "w", libver=case["libver"]) as f:
        space = h5py.h5s.create_simple(tuple(case["shape"]), maximum or tuple(case["shape"]))
        dcpl = property_list(case["filters"], case["chunk"], case["fill"], dtype)
        h5py.Dataset(h5py.h5d.create(f.id, b"data", h5py.h5t.py_create(dtype), space, dcpl))[...] = data


def check(case):
    dtype = np.dtype(case["dtype"])
    expected = np.fromfile(case["raw"], dtype.newbyteorder("<")).reshape(case["shape"])
    with h5py.File(case["file"], "r") as f:
        found = f[case["path"]]
        if found.dtype != dtype or list(found.shape) != case["shape"]:
            print(case["file"], "is", found.dtype.str, found.shape)
        elif little(found[...]).tobytes() != expected.tobytes():
            print(case["file"], "differs in", int((found[...] != expected).sum()), "samples")


def stored(dataset):
    chunks = {}
    for i in range(dataset.id.get_num_chunks()):
        offset = dataset.id.get_chunk_info(i).chunk_offset
        chunks[offset] = dataset.id.read_direct_chunk(offset)
    return chunks


def compare_chunks(case):
    with h5py.File(case["a"], "r") as a, h5py.File(case["b"], "r") as b:
        ours, theirs = stored(a["data"]), stored(b["data"])
        if ours.keys() != theirs.keys():
            print(case["a"], "has other chunks:", sorted(ours.keys() ^ theirs.keys())[:3])
        for offset in ours.keys() & theirs.keys():
            if ours[offset] != theirs[offset]:
                print(case["a"], "chunk", offset, "differs, masks", ours[offset][0], theirs[offset][0])


def describe(path, dataset, *dims):
    with h5py.File(path, "r") as f:
        d = f[dataset]
        text = lambda v: v.decode() if isinstance(v, bytes) else str(v)
        axes = [{"first": float(f[p][0]), "last": float(f[p][-1]), "count": len(f[p]), "name": text(f[p].attrs["name"]), "units": text(f[p].attrs["units"])} for p in dims]
        print(json.dumps({"dtype": d.dtype.str, "shape": d.shape, "sha256": hashlib.sha256(little(d[...]).tobytes()).hexdigest(), "axes": axes}))


def dump(path, group, target):
    number = 0
    with h5py.File(path, "r") as f:
        nodes = f[group].values() if isinstance(f[group], h5py.Group) else [f[group]]
        for d in (d for d in nodes if d.chunks):
            dcpl = d.id.get_create_plist()
            filters = [dcpl.get_filter(i) for i in range(dcpl.get_nfilters())]
            original = f["original/" + d.name.split("/")[-1]] if "original" in f else d
            for offset, (mask, chunk) in stored(d).items():
                part = original[tuple(slice(o, o + n) for o, n in zip(offset, d.chunks))].tobytes()
                name = "%s/%d" % (target, number)
                open(name + ".chunk", "wb").write(chunk)
                open(name + ".raw", "wb").write(part)
                number += 1
                print(json.dumps({"name": d.name, "file": name, "mask": mask, "filters": [[f[0], list(f[2])] for f in filters], "size": d.dtype.itemsize}))


mode, arguments = sys.argv[1], sys.argv[2:]
if mode in ("describe", "dump"):
    {"describe": describe, "dump": dump}[mode](*arguments)
else:
    for one in json.load(open(arguments[0])):
        {"write": write, "check": check, "chunks": compare_chunks}[mode](one)

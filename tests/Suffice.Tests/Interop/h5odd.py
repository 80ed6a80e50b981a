"""Writes files of every layout and oddity that h5py can make into a folder: NAME.h5, dataset /data, and NAME.bin, what
h5py itself reads from it, little-endian."""
import ctypes
import sys
import zlib

import h5py
import hdf5plugin  # noqa: F401  registers the plugins that it brings
import numpy as np

folder = sys.argv[1]
hdf5 = ctypes.CDLL("libhdf5_serial.so.103")
random = np.random.default_rng(5)
counts = random.poisson(0.3, (5, 6, 9, 11)).astype("<u2")
big = counts.astype(">u2")
SLICE = (slice(2, 4), slice(3, 6), slice(0, 4), slice(5, 11))


def low_level(f, data, chunk=None, maximum=None, kind=None, prepare=lambda dcpl: None):
    """A dataset with a creation list of its own making."""
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    if chunk:
        dcpl.set_chunk(chunk)
    prepare(dcpl)
    space = h5py.h5s.create_simple(data.shape, maximum or data.shape)
    return h5py.Dataset(h5py.h5d.create(f.id, b"data", kind or h5py.h5t.py_create(data.dtype), space, dcpl))


def unfiltered_edges(dcpl):
    dcpl.set_shuffle()
    dcpl.set_deflate(4)
    hdf5.H5Pset_chunk_opts(ctypes.c_int64(dcpl.id), ctypes.c_uint(2))


def edges(f, unlimited):
    chunk = (2, 4, 4, 11)
    maximum = (h5py.h5s.UNLIMITED,) * unlimited + counts.shape[unlimited:]
    low_level(f, counts, chunk, maximum, None, unfiltered_edges)[...] = counts


def masked(f):
    """Chunks of which the writer left out some filters: shuffle, gzip, fletcher32."""
    d = f.create_dataset("data", data=counts, chunks=(1, 6, 9, 11), shuffle=True, compression=3, fletcher32=True)
    for row, mask in enumerate((0b111, 0b101, 0b110, 0b100)):
        raw = counts[row].tobytes()
        shuffled = np.frombuffer(raw, np.uint8).reshape(-1, 2).T.tobytes()
        stored = {0b111: raw, 0b101: zlib.compress(raw), 0b110: None, 0b100: zlib.compress(shuffled)}[mask]
        if stored is not None:
            d.id.write_direct_chunk((row, 0, 0, 0), stored, mask)


def nbit(f, chunk):
    kind = h5py.h5t.STD_U16LE.copy()
    kind.set_precision(12)
    prepare = (lambda dcpl: hdf5.H5Pset_nbit(ctypes.c_int64(dcpl.id))) if chunk else (lambda dcpl: None)
    low_level(f, counts, chunk, None, kind, prepare)[...] = counts


def virtual(f):
    for name, part in (("a", counts[:2]), ("b", counts[2:])):
        with h5py.File("%s/virtual_%s.h5" % (folder, name), "w") as source:
            source.create_dataset("part", data=part, chunks=(1, 2, 9, 11), compression="gzip")
    layout = h5py.VirtualLayout(counts.shape, counts.dtype)
    layout[:2] = h5py.VirtualSource("%s/virtual_a.h5" % folder, "part", (2,) + counts.shape[1:])
    layout[2:] = h5py.VirtualSource("%s/virtual_b.h5" % folder, "part", (3,) + counts.shape[1:])
    f.create_virtual_dataset("data", layout)


def sparse(f, **options):
    f.create_dataset("data", counts.shape, counts.dtype, chunks=(2, 2, 9, 6), **options)[SLICE] = counts[SLICE]


def shrunk(f):
    d = f.create_dataset("data", data=np.concatenate([counts, counts]), chunks=(3, 2, 9, 11), maxshape=(None,) + counts.shape[1:], compression="gzip", fillvalue=9)
    d.resize(7, 0)
    d.resize(10, 0)


def linked(f):
    f.create_dataset("there", data=counts, chunks=(2, 2, 9, 11), compression="lzf")
    f["data"] = h5py.SoftLink("/there")


def external_link(f):
    with h5py.File(folder + "/link_target.h5", "w") as target:
        target.create_dataset("deep/inside", data=counts, chunks=(1, 2, 9, 11), compression="gzip")
    f["data"] = h5py.ExternalLink("link_target.h5", "/deep/inside")


def created(**options):
    return lambda f: f.create_dataset("data", **options)


def stack(n):
    return random.poisson(0.5, n).astype("<u2")


UNLIMITED = (None,) * 4
FILES = {
    "single_chunk": (created(data=counts, chunks=counts.shape, compression="gzip"), {}),
    "single_chunk_latest": (created(data=counts, chunks=counts.shape, compression="gzip"), {"libver": "latest"}),
    "single_chunk_unfiltered_latest": (created(data=counts, chunks=counts.shape), {"libver": "latest"}),
    "implicit_latest": (lambda f: low_level(f, counts, (2, 2, 9, 11), None, None, lambda p: p.set_alloc_time(h5py.h5d.ALLOC_TIME_EARLY)).write_direct(counts), {"libver": "latest"}),
    "fixed_array": (created(data=counts, chunks=(1, 2, 4, 6), compression="lzf"), {"libver": "latest"}),
    "fixed_array_paged": (created(data=stack((40, 40, 3, 4)), chunks=(1, 1, 3, 4), compression="lzf"), {"libver": "latest"}),
    "fixed_array_unfiltered": (created(data=counts, chunks=(1, 2, 4, 6)), {"libver": "latest"}),
    "extensible_array": (created(data=counts, chunks=(2, 2, 4, 6), maxshape=(None,) + counts.shape[1:], compression="lzf"), {"libver": "latest"}),
    "extensible_array_long": (created(data=stack((300, 4, 3, 5)), chunks=(1, 1, 3, 5), maxshape=(None, 4, 3, 5), compression="gzip"), {"libver": "latest"}),
    "btree_v2": (created(data=counts, chunks=(2, 2, 4, 6), maxshape=(None, None) + counts.shape[2:], compression="gzip"), {"libver": "latest"}),
    "btree_v1": (created(data=counts, chunks=(2, 2, 4, 6), maxshape=UNLIMITED, compression="gzip"), {"libver": "earliest"}),
    "chunk_longer_than_the_dataset": (created(data=counts[:, :, :8, :8], chunks=(1, 1, 16, 4), maxshape=UNLIMITED, compression="gzip"), {}),
    "never_written": (lambda f: sparse(f, compression="gzip"), {}),
    "never_written_fill": (lambda f: sparse(f, compression="gzip", fillvalue=777), {}),
    "never_written_latest": (lambda f: sparse(f, fillvalue=777), {"libver": "latest"}),
    "nothing_written": (created(shape=counts.shape, dtype=">u2", chunks=(2, 2, 4, 6), fillvalue=300), {}),
    "fill_big_endian": (lambda f: f.create_dataset("data", big.shape, big.dtype, chunks=(2, 2, 9, 6), fillvalue=777).__setitem__(SLICE, big[SLICE]), {}),
    "fill_never": (created(data=counts, chunks=(2, 2, 4, 6), fillvalue=5, compression="gzip"), {}),
    "shrunk": (shrunk, {}),
    "unfiltered_edges": (lambda f: edges(f, 0), {"libver": "latest"}),
    "unfiltered_edges_extensible": (lambda f: edges(f, 1), {"libver": "latest"}),
    "unfiltered_edges_btree_v2": (lambda f: edges(f, 2), {"libver": "latest"}),
    "masked": (masked, {}),
    "masked_latest": (masked, {"libver": "latest"}),
    "user_block": (created(data=counts, chunks=(2, 2, 4, 6), compression="gzip"), {"userblock_size": 1024}),
    "contiguous": (created(data=counts), {}),
    "contiguous_big_endian": (created(data=big), {}),
    "compact": (lambda f: low_level(f, counts[:2], None, None, None, lambda p: p.set_layout(h5py.h5d.COMPACT)).write_direct(counts[:2]), {}),
    "external_storage": (lambda f: f.create_dataset("data", counts.shape, counts.dtype, external=[(folder + "/external.raw", 0, counts.nbytes)]).write_direct(counts), {}),
    "virtual": (virtual, {"libver": "latest"}),
    "soft_link": (linked, {}),
    "external_link": (external_link, {}),
    "nbit": (lambda f: nbit(f, (2, 2, 9, 11)), {}),
    "precision_12_bits": (lambda f: nbit(f, None), {}),
    "scale_offset": (created(data=counts.astype("<i4") - 7, chunks=(2, 2, 9, 11), scaleoffset=0), {}),
    "checked": (created(data=big, chunks=(2, 3, 4, 5), shuffle=True, compression="gzip", fletcher32=True), {}),
    "checked_floats": (created(data=np.where(counts > 1, -counts.astype("<f8") / 3, -0.0), chunks=(2, 3, 4, 5), shuffle=True, compression="gzip", fletcher32=True), {}),
    "many_chunks": (created(data=stack((70, 70, 4, 5)), chunks=(1, 1, 3, 4), compression=1), {}),
    "many_chunks_latest": (created(data=stack((70, 70, 4, 5)), chunks=(1, 1, 4, 5), compression=1, maxshape=(None, 70, 4, 5)), {"libver": "latest"}),
    "many_chunks_missing": (lambda f: f.create_dataset("data", (70, 70, 4, 5), "<u2", chunks=(1, 1, 3, 4), fillvalue=3, shuffle=True, compression=1).__setitem__(slice(0, 5), 8), {}),
    "many_chunks_unfiltered_edges": (lambda f: low_level(f, stack((70, 70, 4, 5)), (1, 1, 3, 4), None, None, unfiltered_edges).__setitem__(..., stack((70, 70, 4, 5))), {"libver": "latest"}),
    "stack": (created(data=stack((24, 7, 9)), chunks=(5, 7, 4), compression="gzip"), {}),
    "stack_contiguous": (created(data=stack((24, 7, 9))), {}),
    "stack_of_patterns": (created(data=stack((24, 7, 9)), chunks=(1, 7, 9), compression="lzf"), {}),
    "series_of_one": (created(data=stack((1, 4, 6, 7, 9)), chunks=(1, 2, 4, 7, 5), compression="gzip"), {}),
    "series": (created(data=stack((3, 2, 4, 7, 9)), chunks=(2, 2, 3, 4, 9), compression="gzip"), {}),
    "series_contiguous": (created(data=stack((3, 2, 4, 7, 9))), {}),
}

for name, (make, options) in FILES.items():
    with h5py.File("%s/%s.h5" % (folder, name), "w", **options) as f:
        make(f)
    with h5py.File("%s/%s.h5" % (folder, name), "r") as f:
        array = f["data"][...]
        array.astype(array.dtype.newbyteorder("<")).tofile("%s/%s.bin" % (folder, name))

with h5py.File(folder + "/broken_external.h5", "w") as f:
    f["entry/data"] = h5py.ExternalLink("not_here.h5", "/entry/data/data")
with h5py.File(folder + "/broken_soft.h5", "w") as f:
    f["data"] = h5py.SoftLink("/nowhere/at/all")
with h5py.File(folder + "/circle.h5", "w") as f:
    f.create_group("a/b")
    f["a/b/up"] = f["a"]
    f["a/again"] = h5py.SoftLink("/a")
    f["a/b/data"] = counts
with h5py.File(folder + "/complex.h5", "w") as f:
    f["data"] = counts.astype("c8")
with h5py.File(folder + "/unknown_filter.h5", "w") as f:
    low_level(f, counts, (2, 2, 9, 11), None, None, lambda p: p.set_filter(305, h5py.h5z.FLAG_OPTIONAL, (1,)))

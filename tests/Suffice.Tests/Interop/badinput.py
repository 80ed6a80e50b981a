"""Writes HDF5 files that hold no cube that can be read, one of each kind, into the folder given."""
import os
import sys

import h5py
import numpy as np

os.chdir(sys.argv[1])
with h5py.File("no_cube.h5", "w") as f:
    f["a"] = np.arange(10)
with h5py.File("image.h5", "w") as f:
    f["image"] = np.zeros((64, 64), "u2")
with h5py.File("complex.h5", "w") as f:
    f["wave"] = np.zeros((4, 4, 8, 8), "c8")
with h5py.File("link.h5", "w") as f:
    f["data"] = h5py.ExternalLink("not_there.h5", "/entry/data")
with h5py.File("soft_link.h5", "w") as f:
    f["data"] = h5py.SoftLink("/nowhere")
with h5py.File("empty.h5", "w") as f:
    f.create_dataset("d", (0, 4, 8, 8), "u2")
with h5py.File("group.h5", "w") as f:
    f.create_group("g")
with h5py.File("filter.h5", "w") as f:
    dcpl = h5py.h5p.create(h5py.h5p.DATASET_CREATE)
    dcpl.set_chunk((1, 4, 8, 8))
    dcpl.set_filter(32026, h5py.h5z.FLAG_OPTIONAL, (2, 2, 2, 64, 5, 1, 5))
    d = h5py.h5d.create(f.id, b"d", h5py.h5t.NATIVE_UINT16, h5py.h5s.create_simple((4, 4, 8, 8)), dcpl)
    for i in range(4):
        d.write_direct_chunk((i, 0, 0, 0), b"abcdefgh" * 8)
with h5py.File("whole.h5", "w") as f:
    f.create_dataset("d", data=np.arange(4 * 4 * 32 * 32, dtype="u2").reshape(4, 4, 32, 32), chunks=(2, 2, 32, 32), compression="gzip")
content = open("whole.h5", "rb").read()
open("half.h5", "wb").write(content[: len(content) // 2])
with h5py.File("whole.h5", "r") as f:
    at = f["d"].id.get_chunk_info(1).byte_offset
open("damaged.h5", "wb").write(content[: at + 20] + bytes(40) + content[at + 60 :])

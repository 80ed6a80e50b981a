"""A file whose chunks went through filter 32026, the number of Blosc2, by a plugin made on the spot.  h5plugin.py FOLDER

No package of Debian has the plugin of Blosc2 itself. This one stands for it: the library finds it by its number in
HDF5_PLUGIN_PATH, as it finds any other, and calls it for each chunk. It turns the bytes of a chunk round.
"""
import os
import subprocess
import sys

folder = sys.argv[1]
# The structs are those of H5Zpublic.h and H5PLextern.h: the headers are in no package that the tests need.
SOURCE = """
#include <stddef.h>

static size_t turn(unsigned flags, size_t count, const unsigned *values, size_t bytes, size_t *room, void **buffer)
{
    unsigned char *first = *buffer, *last = first + bytes - 1;
    for (; first < last; first++, last--) { unsigned char byte = *first; *first = *last; *last = byte; }
    return bytes;
}

static const struct
{
    int version, id;
    unsigned encodes, decodes;
    const char *name;
    void *can_apply, *set_local;
    size_t (*filter)(unsigned, size_t, const unsigned *, size_t, size_t *, void **);
} filter = { 1, 32026, 1, 1, "stands for blosc2", NULL, NULL, turn };

int H5PLget_plugin_type(void) { return 0; }
const void *H5PLget_plugin_info(void) { return &filter; }
"""
with open(f"{folder}/filter.c", "w") as f:
    f.write(SOURCE)
os.makedirs(f"{folder}/plugins")
subprocess.run(["gcc", "-shared", "-fPIC", "-o", f"{folder}/plugins/libfilter32026.so", f"{folder}/filter.c"], check=True)

os.environ["HDF5_PLUGIN_PATH"] = f"{folder}/plugins"
import h5py
import numpy as np

cube = np.random.default_rng(3).poisson(0.4, (4, 5, 16, 16)).astype("<u2")
with h5py.File(f"{folder}/scan.h5", "w") as f:
    f.create_dataset("data", data=cube, chunks=(1, 5, 16, 16), compression=32026, compression_opts=(1, 2))
    # As it is stored: turned round, so that only the plugin makes samples of it.
    _, stored = f["data"].id.read_direct_chunk((0, 0, 0, 0))
    assert stored == cube[0].tobytes()[::-1]
cube.tofile(f"{folder}/scan.samples")

"""Signals as HyperSpy writes them to .zspy, through Debian's zarr, and their samples.  zspyfiles.py FOLDER"""
import sys

import numcodecs
import numpy as np
import zarr

folder = sys.argv[1]
rng = np.random.default_rng(5)
CODECS = {"blosc": numcodecs.Blosc("zstd", 3), "blosc-lz4": numcodecs.Blosc("lz4", 5, numcodecs.Blosc.BITSHUFFLE), "zlib": numcodecs.Zlib(3),
          "gzip": numcodecs.GZip(3), "zstd": numcodecs.Zstd(3), "none": None, "bz2": numcodecs.BZ2(5)}


def write(name, array, chunks, codec, navigation):
    with zarr.ZipStore(f"{folder}/{name}.zspy", mode="w") as store:
        root = zarr.group(store=store)
        root.attrs.update(file_format="ZSpy", file_format_version="3.3")
        signal = root.create_group("Experiments").create_group("scan")
        data = signal.create_dataset("data", shape=array.shape, chunks=chunks, dtype=array.dtype, compressor=CODECS[codec], fill_value=0)
        data[...] = array
        for i, length in enumerate(array.shape):
            axis = signal.create_group(f"axis-{i}")
            axis.attrs.update(_type="UniformDataAxis", name=f"a{i}", scale=0.5 * (i + 1), offset=float(i), size=length,
                              units="nm" if i < navigation else "1/nm", navigate=i < navigation)
    array.astype(array.dtype.newbyteorder("<")).tofile(f"{folder}/{name}.samples")


cube = rng.poisson(0.3, (5, 6, 16, 12)).astype("<u2")
cube[2:, :, :8] = 0
for codec in CODECS:
    write(codec, cube, (2, 4, 16, 5), codec, 2)
write("big-endian", cube.astype(">u2"), (2, 4, 16, 5), "blosc", 2)
write("float", cube.astype("<f4") / 4, (5, 6, 16, 12), "blosc", 2)
write("stack", cube.reshape(30, 16, 12), (7, 16, 12), "zlib", 1)
write("spectra", cube.reshape(5, 6, 192), (2, 2, 100), "zlib", 2)

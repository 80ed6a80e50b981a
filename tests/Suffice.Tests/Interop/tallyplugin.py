"""The HDF5 plugin for Tally in programs that are not ours: h5py, the HDF5 tools, the C library itself, forked workers.

tallyplugin.py PLUGIN_FOLDER COMMAND ARGUMENTS; a failure is an exception, and every wait has an end.
"""
import ctypes
import hashlib
import multiprocessing
import os
import subprocess
import sys
import threading

plugins = sys.argv[1]
os.environ["HDF5_PLUGIN_PATH"] = plugins

import h5py  # noqa: E402 (the library reads the variable when it starts)
import numpy as np  # noqa: E402

TALLY = 311
TYPES = ["u1", "u2", "u4", "u8", "i1", "i2", "i4", "i8", "f4", "f8"]
SHAPE, CHUNK = (5, 6, 24, 20), (2, 4, 24, 20)
PATIENCE = 100


def samples(dtype, seed=1):
    dtype = np.dtype(dtype)
    counts = np.random.default_rng(seed).poisson(np.geomspace(0.01, 40, SHAPE[-1]), SHAPE)
    if dtype.kind == "f":
        values = counts.astype(dtype) / dtype.type(4)
        if seed == 2:
            values[0, 0, 0, :4] = [np.nan, -0.0, np.inf, -np.inf]
        return values.astype(dtype)
    return (counts - 7 if dtype.kind == "i" else counts).astype(dtype)


def same(a, b):
    assert a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes(), f"{a.dtype} {a.shape} differs"


def write(path, values, effort, **more):
    with h5py.File(path, "w") as file:
        data = file.create_dataset("data", data=values, chunks=CHUNK, compression=TALLY, compression_opts=(1, effort), **more)
        filters = data.id.get_create_plist()
        assert any(filters.get_filter(i)[0] == TALLY for i in range(filters.get_nfilters()))


def read(path):
    with h5py.File(path) as file:
        return file["data"][()]


def written(folder):
    """Every type in both orders: h5py writes and reads; files stay for another reader, with the digests of their samples."""
    for order in "<>":
        for i, kind in enumerate(TYPES):
            dtype, path = np.dtype(order + kind), f"{folder}/{'be' if order == '>' else 'le'}-{kind}.h5"
            for seed in (1, 2):
                values = samples(dtype, seed)
                write(path, values, 1 + (i + seed) % 3, fletcher32=i % 2 == 1)
                same(read(path), values)
            print(path, hashlib.sha256(values.astype(dtype.newbyteorder("<")).tobytes()).hexdigest())
    for dtype in ("f2", "c8", "c16", "S3", np.dtype([("a", "u1"), ("b", "<f4")]), "?"):
        values = samples("u1").astype(dtype) if not isinstance(dtype, np.dtype) else np.zeros(SHAPE, dtype)
        write(f"{folder}/other", values, 2)
        same(read(f"{folder}/other"), values)
    for chunk in ((600,), (7, 11), (3, 24, 20)):
        values = samples("<u2").reshape({1: (-1,), 2: (-1, 20), 3: (30, 24, 20)}[len(chunk)])
        with h5py.File(f"{folder}/shape", "w") as file:
            file.create_dataset("data", data=values, chunks=chunk, compression=TALLY)
        same(read(f"{folder}/shape"), values)


def digest(path, name):
    with h5py.File(path) as file:
        data = file[name][()]
    print(hashlib.sha256(data.astype(data.dtype.newbyteorder("<")).tobytes()).hexdigest())


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0 and "error" not in done.stderr.lower(), f"{command}: {done.returncode} {done.stderr}"
    return done.stdout


def tools(folder):
    values = samples("<u2")
    with h5py.File(f"{folder}/plain.h5", "w") as file:
        file.create_dataset("data", data=values, chunks=CHUNK)
    run("h5repack", "-f", f"UD={TALLY},0,2,1,3", f"{folder}/plain.h5", f"{folder}/tally.h5")
    with h5py.File(f"{folder}/tally.h5") as file:
        filters = file["data"].id.get_create_plist().get_filter(0)
        assert filters[0] == TALLY and filters[2][:3] == (1, 3, 1), filters
        assert file["data"].id.get_storage_size() < values.nbytes / 2
    run("h5dump", "-d", "/data", "-b", "LE", "-o", f"{folder}/dumped", f"{folder}/tally.h5")
    with open(f"{folder}/dumped", "rb") as dumped:
        assert dumped.read() == values.tobytes()
    run("h5repack", "-f", "GZIP=1", f"{folder}/tally.h5", f"{folder}/again.h5")
    run("h5diff", f"{folder}/plain.h5", f"{folder}/again.h5")
    same(read(f"{folder}/again.h5"), values)


def damaged(folder):
    """Damaged chunks are errors that say what is wrong, and the process goes on."""
    values, path = samples("<u2"), f"{folder}/damaged.h5"
    for place in (0, 5, 30, -1):
        write(path, values, 2)
        with h5py.File(path, "r+") as file:
            mask, chunk = file["data"].id.read_direct_chunk((0, 0, 0, 0))
            chunk = bytearray(chunk)
            chunk[place] ^= 0x55
            file["data"].id.write_direct_chunk((0, 0, 0, 0), bytes(chunk), mask)
        try:
            read(path)
        except OSError as error:
            print(error)
        else:
            raise AssertionError(f"damage at {place} was not seen")
    for wrong in ((2, 2), (1, 9)):
        try:
            with h5py.File(path, "w") as file:
                file.create_dataset("data", data=values, chunks=CHUNK, compression=TALLY, compression_opts=wrong)
        except ValueError as error:
            print(error)
        else:
            raise AssertionError(f"parameters {wrong} were taken")


def reloads(folder, times):
    """The C library closes, and with it the plugin, as often as a program likes."""
    values, path = samples("<u2"), f"{folder}/reload.h5"
    write(path, values, 2)
    library = ctypes.CDLL("libhdf5_serial.so.103")
    for name in ("H5Fopen", "H5Dopen2"):
        getattr(library, name).restype = ctypes.c_int64
    for _ in range(int(times)):
        assert library.H5open() >= 0
        native = ctypes.c_int64.in_dll(library, "H5T_NATIVE_USHORT_g")
        file = ctypes.c_int64(library.H5Fopen(path.encode(), 0, ctypes.c_int64(0)))
        data = ctypes.c_int64(library.H5Dopen2(file, b"data", ctypes.c_int64(0)))
        target = np.zeros(SHAPE, "<u2")
        everything = ctypes.c_int64(0)
        assert library.H5Dread(data, native, everything, everything, everything, target.ctypes.data_as(ctypes.c_void_p)) >= 0
        same(target, values)
        library.H5Dclose(data)
        library.H5Fclose(file)
        assert library.H5close() >= 0
    # And the plugin alone, without the library that would keep it.
    for _ in range(int(times)):
        plugin = ctypes.CDLL(f"{plugins}/libh5tally.so")
        assert plugin.H5PLget_plugin_type() == 0
        plugin.H5PLget_plugin_info.restype = ctypes.c_void_p
        assert ctypes.c_int.from_address(plugin.H5PLget_plugin_info() + 4).value == TALLY
        ctypes.CDLL(None).dlclose(ctypes.c_void_p(plugin._handle))


def work(job):
    folder, i = job
    values, path = samples("<u2", i), f"{folder}/worker{i}.h5"
    for effort in (1, 2, 3):
        write(path, values, effort)
        same(read(path), values)
    same(read(f"{folder}/shared.h5"), samples("<u2"))
    return i


def forks(folder, workers):
    """Workers that are forked from a process in which several threads have used the plugin."""
    write(f"{folder}/shared.h5", samples("<u2"), 2)
    # Not while they use it: a child that is forked while another thread is in the HDF5 library hangs with any filter.
    threads = [threading.Thread(target=read, args=(f"{folder}/shared.h5",)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    for _ in range(3):
        with multiprocessing.get_context("fork").Pool(int(workers)) as pool:
            done = pool.map_async(work, [(folder, i) for i in range(3 * int(workers))]).get(timeout=PATIENCE)
            assert done == list(range(3 * int(workers)))
        work((folder, 0))


if __name__ == "__main__":
    {f.__name__: f for f in (written, digest, tools, damaged, reloads, forks)}[sys.argv[2]](*sys.argv[3:])

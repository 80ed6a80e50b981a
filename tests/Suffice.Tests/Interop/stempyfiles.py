"""Electron events as stempy writes them, versions 1 to 3, and the counts that they stand for.  stempyfiles.py FOLDER"""
import sys

import h5py
import numpy as np

folder = sys.argv[1]
rng = np.random.default_rng(7)
scan, frame = (4, 5), (12, 9)


def write(name, version, frames, positions):
    with h5py.File(f"{folder}/{name}", "w") as f:
        if version > 1:
            f.attrs["version"] = version
        group = f.create_group("electron_events")
        data = group.create_dataset("frames", (len(frames),), dtype=h5py.special_dtype(vlen=np.uint32))
        for i, events in enumerate(frames):
            data[i] = np.asarray(events, "u4")
        data.attrs["Nx"], data.attrs["Ny"] = frame
        places = group.create_dataset("scan_positions", data=np.asarray(positions, "u4"))
        places.attrs["Nx"], places.attrs["Ny"] = scan[1], scan[0]


def events(n):
    return rng.integers(0, frame[0] * frame[1], n)


def dense(frames, positions, per):
    cube = np.zeros((scan[0] * scan[1], frame[0] * frame[1]), "u8")
    for i, list_ in enumerate(frames):
        np.add.at(cube[positions[i // per]], list_, 1)
    return cube


n = scan[0] * scan[1]
one = [events(rng.integers(0, 30)) for _ in range(n)]
# Version 1: in any order, with a position missing, and with a pixel that was hit more often.
order = rng.permutation(n)[:-1]
first = [np.concatenate([one[p], one[p][:1]]) for p in order]
write("v1.h5", 1, first, order)
write("v2.h5", 2, one, np.arange(n))
many = [events(rng.integers(0, 20)) for _ in range(n * 3)]
write("v3.h5", 3, many, np.arange(n))
write("bad-pixel.h5", 2, one[:-1] + [np.array([frame[0] * frame[1]])], np.arange(n))
write("bad-position.h5", 2, one, np.append(np.arange(n - 1), n))
write("bad-count.h5", 2, one, np.arange(n - 1))
for name, cube in ("v1", dense(first, order, 1)), ("v2", dense(one, np.arange(n), 1)), ("v3", dense(many, np.arange(n), 3)):
    assert cube.max() < 256
    cube.astype("u1").tofile(f"{folder}/{name}.counts")

"""Writes acquisitions as a DECTRIS detector does into a folder: NAME_master.h5, NAME_data_000001.h5, ..., some of them damaged.
NAME.bin holds the samples that h5py reads through the master, before the damage."""
import os
import sys

import h5py
import hdf5plugin
import numpy as np

folder = sys.argv[1]
random = np.random.default_rng(5)
FILTERS = {"plain": {}, "bslz4": hdf5plugin.Bitshuffle(), "lz4": hdf5plugin.LZ4()}
DETECTOR = "entry/instrument/detector"


def images(count, dtype):
    counts = random.poisson(0.7, (count, 6, 7)).astype(dtype)
    counts[:, 2, 3] = np.iinfo(dtype).max
    counts[:, 0, 0] = (np.arange(count) + 70_000).astype(dtype)
    return counts


def part(name, number, data, filters="plain", low=None):
    path = "%s/%s_data_%06d.h5" % (folder, name, number)
    with h5py.File(path, "w") as f:
        group = f.create_group("entry/data")
        group.attrs["NX_class"] = np.string_("NXdata")
        d = group.create_dataset("data", data=data, chunks=(1,) + data.shape[1:], maxshape=(None,) + data.shape[1:], **FILTERS[filters])
        if low is not None:
            d.attrs["image_nr_low"], d.attrs["image_nr_high"] = low, low + len(data) - 1
    return path


def master(name, parts, settings=None, masks=None, target="%s_data_%06d.h5"):
    path = "%s/%s_master.h5" % (folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with h5py.File(path, "w") as f:
        f["entry/definition"] = np.string_("NXmx")
        group = f.create_group("entry/data")
        group.attrs["NX_class"], group.attrs["signal"] = np.string_("NXdata"), np.string_("data_000001")
        for number in parts:
            group["data_%06d" % number] = h5py.ExternalLink(target % (os.path.basename(name), number), "/entry/data/data")
        for key, value in {"description": np.string_("Dectris ARINA"), "x_pixel_size": 1e-4, "detectorSpecific/photon_energy": 3e5, **(settings or {})}.items():
            f[DETECTOR + "/" + key] = value
        f[DETECTOR + "/x_pixel_size"].attrs["units"] = np.string_("m")
        f[DETECTOR + "/detectorSpecific/photon_energy"].attrs["units"] = np.string_("eV")
        for key, mask in (masks or {}).items():
            f.create_dataset(DETECTOR + "/detectorSpecific/" + key, data=mask, chunks=mask.shape if mask.dtype.itemsize < 4 else None)
    return path


def acquisition(name, counts=(5, 3, 8), dtype="<u2", filters="plain", start=1, target="%s_data_%06d.h5", **more):
    path = master(name, range(1, len(counts) + 1), target=target, **more)
    low = start
    for number, count in enumerate(counts, 1):
        part(name, number, images(count, dtype), filters, low)
        low += count
    with h5py.File(path, "r") as f:
        array = np.concatenate([f["entry/data/data_%06d" % number][...] for number in range(1, len(counts) + 1)])
    array.tofile("%s/%s.bin" % (folder, name))
    return path


def side_car(name, **attributes):
    with h5py.File("%s/%s.h5" % (folder, name), "w") as f:
        f.create_group("STEM Metadata").attrs.update({key.replace("_", " "): value for key, value in attributes.items()})


def cut(path):
    os.truncate(path, os.path.getsize(path) // 2)


def triggers(n, images_each):
    return {"settings": {"detectorSpecific/ntrigger": np.uint64(n), "detectorSpecific/nimages": np.uint64(images_each)}}


for dtype in ("<u2", "<u4"):
    for filters in FILTERS:
        acquisition("u%d_%s" % (8 * np.dtype(dtype).itemsize, filters), dtype=dtype, filters=filters)
acquisition("many", [1, 2] * 20, filters="bslz4")
acquisition("start", start=1001)

acquisition("missing", **triggers(16, 1))
os.remove(folder + "/missing_data_000002.h5")
acquisition("missing_first")
os.remove(folder + "/missing_first_data_000001.h5")
acquisition("missing_last", **triggers(16, 1))
os.remove(folder + "/missing_last_data_000003.h5")
acquisition("unlinked")
with h5py.File(folder + "/unlinked_master.h5", "a") as f:
    del f["entry/data/data_000002"]
acquisition("short_part")
part("short_part", 1, images(4, "<u2"), low=1)
acquisition("truncated")
cut(folder + "/truncated_data_000003.h5")
acquisition("truncated_first")
cut(folder + "/truncated_first_data_000001.h5")
acquisition("other_shape")
part("other_shape", 2, images(3, "<u2")[:, :, :5], low=6)
acquisition("other_type")
part("other_type", 2, images(3, "<u4"), low=6)
acquisition("other_rank")
part("other_rank", 1, images(5, "<u2")[0], low=1)
acquisition("fewer", **triggers(20, 1))

os.mkdir(folder + "/sub")
acquisition("sub/absolute", target=folder + "/sub/%s_data_%06d.h5")
acquisition("sub/moved")
master("sub/moved", (1, 2, 3), target="/not/here/%s_data_%06d.h5")
acquisition("sub/windows")
master("sub/windows", (1, 2, 3), target="D:\\scans\\%s_data_%06d.h5")
acquisition("sub/linked")
os.symlink(folder + "/sub/linked_master.h5", folder + "/linked_master.h5")
master("circle", (1,))
with h5py.File(folder + "/circle_data_000001.h5", "w") as f:
    f["entry/data/data"] = h5py.ExternalLink("circle_master.h5", "/entry/data/data_000001")

mask = np.zeros((6, 7), "<u4")
mask[0, 1], mask[2, 3], mask[4, 4], mask[5, 6] = 1, 2 | 64, 1 << 31, 256 | 1 << 31
second = np.zeros((6, 7), "u1")
second[1, 1] = 16
acquisition("masked", masks={"pixel_mask": mask, "pixel_mask_2": second})
acquisition("unmasked", masks={"pixel_mask": 0 * mask})
acquisition("other_mask", masks={"pixel_mask": mask[:, :5]})

acquisition("side_car", **triggers(4, 4))
side_car("side_car", NumPixelsX=8, NumPixelsY=2, Pixel_Size=[0.5], IsPixelSizeCalibrated=np.uint8([1]), High_Tension=[3e5])
acquisition("uncalibrated")
side_car("uncalibrated", NumPixelsX=8, NumPixelsY=2, Pixel_Size=[0.5], IsPixelSizeCalibrated=np.uint8([0]))
acquisition("flyback")
side_car("flyback", NumPixelsX=7, NumPixelsY=2)
acquisition("interrupted")
side_car("interrupted", NumPixelsX=5, NumPixelsY=7)
acquisition("unfit")
side_car("unfit", NumPixelsX=2, NumPixelsY=3)
acquisition("text_side_car")
with open(folder + "/text_side_car.h5", "w") as f:
    f.write("no HDF5")
acquisition("triggered", **triggers(2, 8))
acquisition("square")
acquisition("stack", (5, 3, 7))

with h5py.File(master("inside", ()), "a") as f:
    f["entry/data/data_000001"] = images(16, "<u4")
    f["entry/data/data_000001"][...].tofile(folder + "/inside.bin")
with h5py.File(master("inside_unnumbered", ()), "a") as f:
    f["entry/data/data"] = images(16, "<u4")
    f["entry/data/data"][...].tofile(folder + "/inside_unnumbered.bin")

"""Opens a packed file by the documented rules of other programs, each looking for the cube by itself, and compares the counts.

Arguments: packed file, samples (.npy of the original counts).
"""
import sys

import h5py
import hdf5plugin  # noqa: F401  (registers filters)
import numpy as np

f, expected = h5py.File(sys.argv[1], "r"), np.load(sys.argv[2])


def text(value):
    return value.decode() if isinstance(value, bytes) else value


def py4dstem():
    """emdfile: follows groups with a known emd_group_type only; dim vectors with as many values as the axis, or two."""
    assert text(f.attrs["emd_group_type"]) == "file" and f.attrs["version_major"] == 1 and f.attrs["version_minor"] == 0
    roots = [g for g in f.values() if isinstance(g, h5py.Group) and text(g.attrs.get("emd_group_type")) == "root"]
    assert len(roots) == 1
    cubes = [g for g in roots[0].values() if text(g.attrs.get("emd_group_type")) == "array"]
    assert len(cubes) == 1 and text(cubes[0].attrs["python_class"]) == "DataCube"
    dims = [cubes[0]["dim%d" % i] for i in range(4)]
    assert [d.shape[0] for d in dims] == list(expected.shape) and all(text(d.attrs["name"]) and text(d.attrs["units"]) for d in dims)
    text(cubes[0]["data"].attrs["units"])
    calibration = roots[0]["metadatabundle/calibration"]
    assert text(calibration.attrs["python_class"]) == "Calibration"
    assert all("type" in item.attrs for item in calibration.values())
    return cubes[0]["data"]


def hyperspy():
    """RosettaSciIO, hspy/_api.py: /Experiments/TITLE with data and axis-0..., array order, navigation axes first."""
    assert text(f.attrs["file_format"]) == "HyperSpy"
    major = text(f.attrs["file_format_version"]).split(".")[0]
    assert major == "3"
    (title, experiment), = f["Experiments"].items()
    for i, length in enumerate(expected.shape):
        axis = dict(experiment["axis-%d" % i].attrs)
        assert axis["size"] == length and bool(axis["navigate"]) == (i < 2) and not axis["is_binned"]
        assert isinstance(axis["navigate"], np.bool_), type(axis["navigate"])
        assert float(axis["scale"]) and np.isfinite(axis["offset"]) and text(axis["name"]) and text(axis["units"]) and text(axis["_type"]) == "UniformDataAxis"
    assert text(experiment["metadata/General"].attrs["title"]) == title
    assert text(experiment["metadata/Signal"].attrs["signal_type"]) == "electron_diffraction"
    assert "original_metadata" in experiment
    return experiment["data"]


def rosettasciio_emd():
    """RosettaSciIO's reader of NCEM's EMD: datasets called data... in groups with emd_group_type; dim0 first means no transposition."""
    found = []

    def visit(name, item):
        if isinstance(item, h5py.Dataset) and name.split("/")[-1].startswith(("data", "counts")) and item.parent.attrs.get("emd_group_type") is not None:
            found.append(item)

    f.visititems(visit)
    return found[0] if found and "dim0" in found[0].parent else f["datacube_root/datacube/data"]


def libertem():
    """LiberTEM's H5DataSet: the largest dataset of three dimensions or more that a visit of all objects finds."""
    found = []
    f.visititems(lambda name, item: found.append(item) if isinstance(item, h5py.Dataset) and item.ndim >= 3 else None)
    assert found
    chosen = max(found, key=lambda d: d.size)
    assert chosen.chunks[2:] == expected.shape[2:], "a chunk should hold whole frames"
    return chosen


def nexus():
    """NeXus: default attributes lead to NXdata, whose signal has an axis for each dimension."""
    entry = f[text(f.attrs["default"])]
    data = entry[text(entry.attrs["default"])]
    assert text(entry.attrs["NX_class"]) == "NXentry" and text(data.attrs["NX_class"]) == "NXdata"
    axes = [text(axis) for axis in data.attrs["axes"]]
    assert [data[axis].shape[0] for axis in axes] == list(expected.shape)
    assert [data.attrs[axis + "_indices"] for axis in axes] == [0, 1, 2, 3]
    return data[text(data.attrs["signal"])]


for reader in (py4dstem, hyperspy, rosettasciio_emd, libertem, nexus):
    dataset = reader()
    assert dataset.dtype == expected.dtype, (reader.__name__, dataset.dtype)
    assert np.array_equal(dataset[...], expected), reader.__name__
    print(reader.__name__, dataset.name)

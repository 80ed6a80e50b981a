"""Reads a simulated scan by the rules of emdfile 0.0.14 (read.py, utils.py, classes/) and compares counts and rates with raw files."""
import json
import sys

import h5py
import hdf5plugin
import numpy as np

path, counts_path, rates_path = sys.argv[1:]
types = ("node", "array", "pointlist", "pointlistarray", "custom")


def metadata(group):
    assert group.attrs["emd_group_type"] == "metadata"
    values = {}
    for key, item in group.items():
        kind = item.attrs["type"]
        if kind == "string":
            values[key] = item[...].item().decode("utf-8")
        elif kind == "number":
            values[key] = item[...].item()
        elif kind == "list_of_strings":
            values[key] = [item[str(i)][...].item().decode("utf-8") for i in range(item.attrs["length"])]
        else:
            raise Exception("unrecognized type " + kind)
    return values


with h5py.File(path, "r") as f:
    assert f.attrs["emd_group_type"] == "file" and f.attrs["version_major"] == 1 and f.attrs["version_minor"] == 0
    roots = [k for k in f if f[k].attrs.get("emd_group_type") == "root"]
    assert len(roots) == 1 and f[roots[0]].attrs["python_class"] == "Root"
    root = f[roots[0]]
    nodes = [k for k in root if isinstance(root[k], h5py.Group) and root[k].attrs.get("emd_group_type") in types]
    assert nodes == ["datacube"], nodes
    cube = root["datacube"]
    assert cube.attrs["python_class"] == "DataCube"
    data = cube["data"][:]
    assert cube["data"].attrs["units"] == "counts"
    assert data.tobytes() == open(counts_path, "rb").read()
    assert f["truth/lambda"][:].tobytes() == open(rates_path, "rb").read()
    assert f["truth/lambda"].chunks == cube["data"].chunks == (16, 16, 40, 36)
    axes = []
    for n in range(4):
        dim = cube["dim%d" % n]
        at = dim[:]
        assert len(at) == data.shape[n]
        axes.append("%s %s %g %g %d" % (dim.attrs["name"], dim.attrs["units"], at[0], at[1] - at[0], len(at)))
    bundle = root["metadatabundle"]
    assert bundle.attrs["emd_group_type"] == "metadatabundle"
    calibration = metadata(bundle["calibration"])
    assert calibration["_target_paths"] == ["/datacube"]
    for name in ("expected_bits", "realised_bits"):
        assert np.isclose(f["truth"][name][:].sum(), cube.attrs[name], rtol=1e-12)
    print(json.dumps({
        "axes": ", ".join(axes),
        "calibration": "%g %s %g %s" % tuple(calibration[k] for k in ("R_pixel_size", "R_pixel_units", "Q_pixel_size", "Q_pixel_units")),
        "convergence_semiangle": cube.attrs["convergence_semiangle"],
        "expected_bits": cube.attrs["expected_bits"],
        "realised_bits": cube.attrs["realised_bits"],
        "strain": str(f["truth/strain"][:].tolist()),
    }))

"""Lists the arrays of a record that a reader of EMD 1.0 finds: groups from the root on that say what they are."""
import sys

import h5py

with h5py.File(sys.argv[1], "r") as f:
    assert f.attrs["emd_group_type"] == "file" and f.attrs["version_major"] == 1
    root = next(f[k] for k in f if f[k].attrs.get("emd_group_type") == "root")
    for name, group in root.items():
        assert group.attrs["emd_group_type"] == "array" and group.attrs["python_class"] in ("Array", "DataCube")
        data = group["data"]
        dims = [group["dim%d" % n] for n in range(data.ndim)]
        assert [len(d) for d in dims] == list(data.shape)
        print(name, data.shape, data.attrs["units"], *["%s %s %d" % (d.attrs["name"], d.attrs["units"], len(d)) for d in dims], float(data[...].sum()))

"""Synthetic .app5 files by the layout that the readers of RosettaSciIO and fpd describe; real ones are too large to keep.  topspinfiles.py FOLDER [PATTERNS]"""
import sys

import h5py
import numpy as np

folder = sys.argv[1]
rng = np.random.default_rng(5)
session, other = "18d9446f-22bf-4fb1-8d13-338174e75d20", "b38446c6-6b25-4fee-9c62-6d8e4fcbeb5c"
series, virtual, survey = "3526f008-a687-41fb-a21e-c21362241492", "b0212ada-90b1-4117-8ed5-355717e4910b", "5a203dd8-ddbd-4775-8786-78d456e8b877"
rows, columns, height, width = 3, 4, 6, 5
step, origin = 2e-9, (-3e-9, 1e-8)


def axis(name, offset, scale):
    return f"<{name}><Offset>{offset}</Offset><Scale>{scale}</Scale><Unit><Name>angle</Name><Symbol>mrad</Symbol></Unit></{name}>"


def text(x, y):
    return (f"<ImageData><Calibration>{axis('X', -1.5, 0.5)}{axis('Y', -1.25, 0.25)}</Calibration><Properties><Item><Name>Position</Name>"
            f"<Value Serializer='Point'><X>{x!r}</X><Y>{y!r}</Y></Value></Item></Properties></ImageData>")


def about():
    return ("<?xml version='1.0'?><Experiment><Context>Acquire Series</Context><Operator>A. N. Other</Operator><ProcedureData>"
            "<Item><Name>FrameTime</Name><Value Serializer='Double'>0.01</Value></Item>"
            f"<Item><Name>Series</Name><Value Serializer='ImageSeriesSerializer'><Id Serializer='Guid'>{series}</Id></Value></Item></ProcedureData></Experiment>")


def write(name, shape=(rows, columns), single=False, leave_out=(), texts={}, shapes={}, places=None, image=None, first=0):
    n = shape[0] * shape[1]
    cube = rng.poisson(0.8, (n, height, width)).astype("<f4")
    with h5py.File(f"{folder}/{name}", "w") as f:
        group = f if single else f.create_group(session)
        group["Metadata"] = np.bytes_(about())
        f["Version"] = "1.0"
        if not single:
            f.create_group(other)["Metadata"] = np.bytes_(about())
            f[other][survey] = rng.random((32, 32))
        group[virtual] = cube.sum((1, 2)).reshape(image or shape).astype("f8")
        patterns = group.create_group(series)
        for i in range(n):
            if i in leave_out:
                cube[i] = 0
                continue
            y, x = divmod(i, shape[1])
            at = places[i] if places is not None else (float(origin[0] + step * x), float(origin[1] + 3 * step * y))
            one = patterns.create_group(str(i + first))
            one.create_dataset("Data", data=np.zeros(shapes[i], "f4") if i in shapes else cube[i])
            one["Metadata"] = np.bytes_(texts.get(i, text(*at)))
    cube.tofile(f"{folder}/{name}.samples")


if len(sys.argv) > 2:
    height = width = 64
    write("many.app5", (int(sys.argv[2]) // 100, 100))
    sys.exit()
write("raster.app5")
write("single.app5", single=True, first=1)
write("missing.app5", leave_out=(2, 5))
write("no-position.app5", texts={7: "<ImageData>"}, leave_out=(4,))
write("no-grid.app5", places=[(float(x), float(y)) for x, y in rng.random((12, 2))])
write("twice.app5", places=[(0.0, 1e-9 * (i // 2)) for i in range(12)], image=(2, 6))
write("shapes.app5", shapes={7: (6, 6)})
write("doctype.app5", texts={0: "<!DOCTYPE a [<!ENTITY b 'c'>]>" + text(0.0, 0.0)})

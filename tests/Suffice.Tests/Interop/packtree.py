"""Checks that everything of an HDF5 file is in its packed copy: same tree, links, attributes, types and values."""
import sys

import h5py
import hdf5plugin  # noqa: F401  (registers filters)
import numpy as np

source, packed = h5py.File(sys.argv[1], "r"), h5py.File(sys.argv[2], "r")
problems, first_names = [], {}


def same_values(a, b):
    if isinstance(a, h5py.Empty) or isinstance(b, h5py.Empty):
        return isinstance(a, h5py.Empty) and isinstance(b, h5py.Empty) and a.dtype == b.dtype
    a, b = np.asarray(a), np.asarray(b)
    if a.dtype != b.dtype or a.shape != b.shape:
        return False
    if h5py.check_dtype(ref=a.dtype) is h5py.Reference:
        return all(names(source, x) == names(packed, y) for x, y in zip(a.ravel(), b.ravel()))
    if a.dtype.names:
        return all(same_values(a[name], b[name]) for name in a.dtype.names)
    if a.dtype == object:
        return all(same_values(x, y) if isinstance(x, np.ndarray) else same_object(x, y) for x, y in zip(a.ravel(), b.ravel()))
    return a.tobytes() == b.tobytes()


def same_object(x, y):
    if isinstance(x, h5py.Reference):
        return names(source, x) == names(packed, y)
    return x == y


def names(file, reference):
    return file[reference].name if reference else None


def attributes(a, b, path):
    for name in a.attrs:
        if name not in b.attrs:
            problems.append("%s@%s is missing" % (path, name))
        elif not same_values(a.attrs[name], b.attrs[name]):
            problems.append("%s@%s: %r became %r" % (path, name, a.attrs[name], b.attrs[name]))
        else:
            x, y = (h5py.h5a.open(o.id, name.encode()) for o in (a, b))
            if x.get_type() != y.get_type() or x.get_space().get_simple_extent_type() != y.get_space().get_simple_extent_type():
                problems.append("%s@%s has another type" % (path, name))


def walk(a, b, path):
    attributes(a, b, path or "/")
    for name in a:
        child = path + "/" + name
        link, other = a.get(name, getlink=True), b.get(name, getlink=True)
        if other is None:
            problems.append(child + " is missing")
            continue
        if isinstance(link, (h5py.SoftLink, h5py.ExternalLink)):
            if type(link) is not type(other) or (link.path, getattr(link, "filename", 0)) != (other.path, getattr(other, "filename", 0)):
                problems.append(child + " is another link")
            continue
        one, two = a[name], b[name]
        where = h5py.h5o.get_info(one.id).addr
        if where in first_names:
            if two != packed[first_names[where]]:
                problems.append("%s is no longer %s" % (child, first_names[where]))
            continue
        first_names[where] = child
        if isinstance(one, h5py.Group):
            walk(one, two, child)
        elif isinstance(one, h5py.Dataset):
            if one.dtype != two.dtype or one.shape != two.shape or one.maxshape != two.maxshape and one.chunks:
                problems.append("%s: %s %s became %s %s" % (child, one.dtype, one.shape, two.dtype, two.shape))
            elif one.id.get_space().get_simple_extent_type() != h5py.h5s.NULL and not same_values(one[()], two[()]):
                problems.append(child + " has other values")
            attributes(one, two, child)
        elif one.dtype != two.dtype:
            problems.append(child + " is another type")


walk(source, packed, "")
print("\n".join(problems) or "equal: %d objects" % len(first_names))
sys.exit(bool(problems))

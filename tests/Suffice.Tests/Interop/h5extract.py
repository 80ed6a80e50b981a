"""Takes the stored chunks out of an HDF5 file.

h5extract.py FILE FOLDER   writes FOLDER/N.chunk (as stored) and FOLDER/N.bytes (decoded) for every chunk with filter mask 0 of
                           every dataset with one filter, and prints a line N, filter id, filter values, element bytes

The decoded bytes come from a dataset of the same name in the group "original", where there is one, and from h5py otherwise.
"""
import os
import sys

import h5py
import hdf5plugin  # noqa: F401  registers the plugins that it brings


def main():
    source, folder = sys.argv[1:]
    number = 0
    with h5py.File(source, "r") as f:
        datasets = []
        f.visititems(lambda name, item: datasets.append(item) if isinstance(item, h5py.Dataset) else None)
        for d in datasets:
            properties = d.id.get_create_plist()
            if d.chunks is None or properties.get_nfilters() != 1:
                continue
            code, _, values, _ = properties.get_filter(0)
            original = "original/" + d.name.split("/")[-1]
            content = f[original] if original in f else d
            for i in range(min(d.id.get_num_chunks(), 20)):
                at = d.id.get_chunk_info(i).chunk_offset
                mask, chunk = d.id.read_direct_chunk(at)
                if mask != 0:
                    continue
                part = content[tuple(slice(a, a + n) for a, n in zip(at, d.chunks))]
                open(os.path.join(folder, f"{number}.chunk"), "wb").write(chunk)
                open(os.path.join(folder, f"{number}.bytes"), "wb").write(part.tobytes())
                print(number, code, ",".join(str(v) for v in values), d.dtype.itemsize)
                number += 1


main()

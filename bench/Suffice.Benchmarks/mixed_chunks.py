"""Makes chunks of unrelated and of dense patterns out of real files, for `margins`:

    python3 mixed_chunks.py DATA OUT

DATA has the folders merlin, dm and blo of real files; OUT gets .npy files of one chunk each. ./suffice reads the files.
"""

import pathlib
import subprocess
import sys
import tempfile

import h5py
import numpy as np

SUFFICE = pathlib.Path(__file__).resolve().parents[2] / "suffice"


def read(path):
    """All patterns of a file: (pattern, y, x)."""
    with tempfile.TemporaryDirectory() as folder:
        packed = f"{folder}/packed.h5"
        subprocess.run([SUFFICE, "pack", path, packed], check=True, capture_output=True)
        cubes = []
        with h5py.File(packed) as file:
            file.visititems(lambda _, item: cubes.append(item) if isinstance(item, h5py.Dataset) and item.ndim == 4 else None)
            samples = cubes[0][...]
    return samples.reshape(-1, *samples.shape[2:])


def main(data, out):
    data, out = pathlib.Path(data), pathlib.Path(out)
    merlin = data / "merlin"
    with tempfile.TemporaryDirectory() as folder:
        scan = pathlib.Path(folder) / "AuPd.mib"
        scan.write_bytes(subprocess.run(["gzip", "-dc", merlin / "AuPd_Calibration_Scan_600mmCL.mib.gz"], check=True, capture_output=True).stdout)
        (pathlib.Path(folder) / "AuPd.hdr").write_bytes((merlin / "AuPd_Calibration_Scan_600mmCL.hdr").read_bytes())
        aupd = read(scan)
    silicon = read(merlin / "merlintools_200kV_CL_380mm_Si110.mib")
    series = read(merlin / "001_4x2_6bit.mib").astype(np.uint16)
    rings = read(data / "dm" / "test_diffraction_pattern.dm3")[0]
    rings = rings - min(0, int(rings.min()))
    precession = read(data / "blo" / "test1.blo")
    half = rings.shape[0] // 2
    quarters = [rings[:half, :half], rings[:half, half:2 * half], rings[half:2 * half, :half], rings[half:2 * half, half:2 * half]]
    chunks = {
        "unrelated-merlin": [aupd[0], silicon[0], series[0], aupd[200], series[5], np.rot90(silicon[0])],
        "unrelated-aupd-si": [aupd[17], silicon[0], aupd[129], np.flipud(silicon[0]), aupd[250], silicon[0].T],
        "unrelated-aupd": [aupd[i * 43] for i in range(6)],
        "unrelated-series": [series[i] for i in (0, 2, 3, 5, 6, 7)],
        "dense-rings": quarters,
        "dense-rings-turned": [np.rot90(rings, i) for i in range(4)],
        "dense-precession": list(precession[:4]),
        "dense-precession-turned": [np.rot90(precession[i], i) for i in range(4)],
    }
    for name, patterns in chunks.items():
        chunk = np.stack([np.ascontiguousarray(pattern) for pattern in patterns])[None]
        np.save(out / f"{name}.npy", chunk)
        print(f"{name}: {chunk.shape} {chunk.dtype}, {100 * np.mean(chunk == 0):.1f} % zeros, largest {chunk.max()}")


if __name__ == "__main__":
    main(*sys.argv[1:])

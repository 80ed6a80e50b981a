"""Ratio against zeros for every method of a study, with the bound where a simulated file has one, as SVG:

    python3 ratio_figure.py RESULTS OUT.svg FILE...

RESULTS is the folder of `bench`; FILEs are the simulated HDF5 files among its datasets. Balanced chunks. Standard library and h5py.
"""

import csv
import json
import math
import pathlib
import sys

import h5py

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 860, 560, 60, 30, 190, 50
COLOURS = ["#1b6ca8", "#c05621", "#2f855a", "#805ad5", "#b83280", "#718096", "#d69e2e", "#319795", "#9b2c2c", "#4c51bf", "#68751f", "#a0aec0", "#3182ce"]
LEAST, MOST = 2, 260


def bound(path):
    found = []
    with h5py.File(path) as file:
        file.visititems(lambda _, item: found.append(float(item.attrs["realised_bits"])) if "realised_bits" in item.attrs else None)
    return found[0] / 8 if found else None


def main(results, out, *files):
    results = pathlib.Path(results)
    datasets = {d["name"]: d for d in json.loads((results / "metadata.json").read_text())["datasets"]}
    bounds = {pathlib.Path(f).stem: bound(f) for f in files}
    ratios = {}
    with open(results / "statistics.csv", newline="") as file:
        for row in csv.DictReader(file):
            if row["method"].startswith("balanced_"):
                ratios.setdefault(row["method"][9:], {})[row["dataset"]] = float(row["compression_ratio_mean"])
    ratios.pop("none", None)
    zeros = {name: 100 * d["sparsity_fraction"] for name, d in datasets.items()}
    ideal = {name: datasets[name]["uncompressed_bytes"] / b for name, b in bounds.items() if b and name in datasets}
    low = math.floor(min(zeros.values()) / 10) * 10

    def x(percent):
        return LEFT + (percent - low) / (100 - low) * (WIDTH - LEFT - RIGHT)

    def y(ratio):
        return TOP + (math.log(MOST) - math.log(ratio)) / math.log(MOST / LEAST) * (HEIGHT - TOP - BOTTOM)

    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="12">',
           f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>']
    for ratio in (2, 5, 10, 20, 50, 100, 200):
        svg.append(f'<path d="M{LEFT} {y(ratio):.1f}H{WIDTH - RIGHT}" stroke="#ddd"/><text x="{LEFT - 8}" y="{y(ratio) + 4:.1f}" text-anchor="end">{ratio}</text>')
    for percent in range(low, 101, 10):
        svg.append(f'<path d="M{x(percent):.1f} {TOP}V{HEIGHT - BOTTOM}" stroke="#eee"/><text x="{x(percent):.1f}" y="{HEIGHT - BOTTOM + 18}" text-anchor="middle">{percent}</text>')
    svg.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">zeros (%)</text>')
    svg.append(f'<text transform="translate(16 {HEIGHT / 2}) rotate(-90)" text-anchor="middle">compression ratio</text>')
    for name, percent in zeros.items():
        svg.append(f'<text transform="translate({x(percent) + 4:.1f} {HEIGHT - BOTTOM - 6}) rotate(-90)" fill="#666" font-size="10">{name}</text>')
    series = [(m, r, COLOURS[i % len(COLOURS)], 3) for i, (m, r) in enumerate(sorted((m, r) for m, r in ratios.items() if not m.startswith("tally")))]
    series += [(m, ratios[m], "#000", 5) for m in ("tally-fast", "tally-archive") if m in ratios]
    series.append(("bound of these counts", ideal, "#d00", 0))
    for k, (method, values, colour, radius) in enumerate(series):
        marks = [(x(zeros[name]), y(ratio)) for name, ratio in values.items()]
        marks.append((WIDTH - RIGHT + 20, TOP + 18 * k + 8))
        for px, py in marks:
            if radius == 0:
                svg.append(f'<path d="M{px - 9:.1f} {py:.1f}h18" stroke="{colour}" stroke-width="2"/>')
            else:
                fill = "none" if method == "tally-archive" else colour
                svg.append(f'<circle cx="{px:.1f}" cy="{py:.1f}" r="{radius}" fill="{fill}" stroke="{colour}"/>')
        svg.append(f'<text x="{WIDTH - RIGHT + 34}" y="{TOP + 18 * k + 12}">{method}</text>')
    pathlib.Path(out).write_text("\n".join(svg) + "\n</svg>\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

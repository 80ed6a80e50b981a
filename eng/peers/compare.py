"""Runs Suffice and h5py alternately on one file and prints the ratios of their times as a Markdown table.

A pair is one pass of each over all methods; who goes first alternates. The ratio of a pair is h5py's time over ours, so
more than 1 means that Suffice is faster; the table gives the median over the pairs and their 95 % interval by order
statistics (for 7 pairs that is smallest to largest). Pairs and not means, because the machine's other work comes and goes.
"""
import argparse
import csv
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
METHODS = ("none gzip_1 gzip_6 gzip_9 lzf szip blosc_blosclz blosc_lz4 blosc_lz4hc blosc_zlib blosc_zstd lz4_hdf5 bitshuffle_lz4").split()


def run_peer(args, tmp, methods, threads):
    environment = dict(os.environ)
    environment.pop("BLOSC_NTHREADS", None)
    if threads:
        environment["BLOSC_NTHREADS"] = str(threads)
    command = ["/usr/bin/python3", os.path.join(HERE, "h5py_bench.py"), args.file, os.path.join(tmp, "peer.h5"), args.chunking, *methods]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return {row["method"]: row for row in map(json.loads, done.stdout.splitlines())}


def run_ours(args, tmp, methods):
    out = os.path.join(tmp, "ours")
    shutil.rmtree(out, ignore_errors=True)
    command = [os.path.join(ROOT, "suffice"), "bench", args.file, "--out", out, "--runs", "1", "--memory", args.memory,
               "--methods", ",".join(f"{args.chunking}_{m}" for m in methods)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    with open(os.path.join(out, "runs.csv")) as f:
        rows = {r["method"].removeprefix(args.chunking + "_"): r for r in csv.DictReader(f)}
    return {m: dict(ratio=float(r["compression_ratio"]), write_s=float(r["write_time"]), read_s=float(r["read_time"]),
                    ok=r["verified"] == "true") for m, r in rows.items()}


def interval(values):
    """The narrowest order statistics that enclose the median with at least 95 %; smallest to largest for few values."""
    ordered, n = sorted(values), len(values)
    tail = 0.0
    k = 0
    while k < n // 2 and tail + math.comb(n, k) / 2**n <= 0.025:
        tail += math.comb(n, k) / 2**n
        k += 1
    k = max(k - 1, 0)
    return ordered[k], ordered[n - 1 - k]


def cell(values):
    low, high = interval(values)
    return f"{statistics.median(values):.2f} ({low:.2f}-{high:.2f})"


def table(title, methods, pairs):
    print(f"\n### {title}\n")
    print("| method | ratio ours / h5py | write, s: ours / h5py | times faster | read, s: ours / h5py | times faster |")
    print("|---|---|---|---|---|---|")
    for m in methods:
        both = [(ours[m], peer[m]) for ours, peer in pairs if m in ours and "error" not in peer.get(m, {"error": 1})]
        if not both:
            print(f"| {m} | no stock filter on this machine | | | | |")
            continue
        if not all(o["ok"] and p["ok"] for o, p in both):
            sys.exit(f"{m}: a run did not give the samples back")
        median = {(k, i): statistics.median(pair[i][k] for pair in both) for k in ("write_s", "read_s") for i in (0, 1)}
        times = {k: cell([p[k] / o[k] for o, p in both]) for k in ("write_s", "read_s")}
        print(f"| {m} | {both[0][0]['ratio']:.2f} / {both[0][1]['ratio']:.2f} "
              f"| {median['write_s', 0]:.3f} / {median['write_s', 1]:.3f} | {times['write_s']} "
              f"| {median['read_s', 0]:.3f} / {median['read_s', 1]:.3f} | {times['read_s']} |", flush=True)


def machine():
    with open("/proc/cpuinfo") as f:
        model = next((line.split(":")[1].strip() for line in f if line.startswith("model name")), platform.machine())
    versions = subprocess.run(["/usr/bin/python3", "-c", "import h5py, hdf5plugin; print(f'h5py {h5py.__version__}, "
                               "HDF5 {h5py.version.hdf5_version}, hdf5plugin {hdf5plugin.version}')"], capture_output=True, text=True)
    return f"{model}, {os.cpu_count()} cores; {versions.stdout.strip()}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", help="a four-dimensional .npy")
    parser.add_argument("--pairs", type=int, default=7)
    parser.add_argument("--chunking", default="balanced")
    parser.add_argument("--methods", nargs="*", default=METHODS)
    parser.add_argument("--memory", default="4GiB")
    parser.add_argument("--threads", type=int, default=os.cpu_count(), help="of the second comparison with BLOSC_NTHREADS")
    args = parser.parse_args()
    blosc = [m for m in args.methods if m.startswith("blosc")]
    alone, threaded = [], []
    with tempfile.TemporaryDirectory() as tmp:
        for pair in range(args.pairs):
            print(f"pair {pair + 1} of {args.pairs}", file=sys.stderr)
            steps = [lambda: ("ours", run_ours(args, tmp, args.methods)), lambda: ("peer", run_peer(args, tmp, args.methods, 0)),
                     lambda: ("threaded", run_peer(args, tmp, blosc, args.threads) if blosc else {})]
            result = dict(step() for step in (steps if pair % 2 == 0 else steps[::-1]))
            alone.append((result["ours"], result["peer"]))
            threaded.append((result["ours"], result["threaded"]))
    print(f"{os.path.basename(args.file)}, {os.path.getsize(args.file) / 2**20:.0f} MiB, {args.chunking} chunks, {args.pairs} interleaved pairs.  ")
    print(machine())
    table("Suffice on all cores against h5py with its default of one Blosc thread", args.methods, alone)
    if blosc:
        table(f"Suffice on all cores against h5py with BLOSC_NTHREADS={args.threads}", blosc, threaded)


main()

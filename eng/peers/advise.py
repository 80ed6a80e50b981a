"""Holds the predictions of `suffice advise` against what packing and verifying then do, and prints Markdown."""
import json
import os
import statistics
import subprocess
import sys
import tempfile

PURPOSES = ("archive", "interactive", "acquire", "share")
RUNS = int(os.environ.get("RUNS", "3"))


def suffice(*arguments):
    done = subprocess.run(["./suffice", *arguments, "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    if done.returncode != 0:
        sys.exit(f"suffice {' '.join(arguments)}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def compare(file, purpose, folder):
    choice = suffice("advise", file, "--for", purpose)["choice"]
    target = os.path.join(folder, "packed.emd")
    chunk = ",".join(map(str, choice["chunk"]))
    packs = [suffice("pack", file, target, "--codec", choice["codec"], "--chunk", chunk, "--overwrite")[0] for _ in range(RUNS)]
    reads = [suffice("verify", target)[0] for _ in range(RUNS)]
    ratio = packs[0]["cube_bytes"] / packs[0]["stored_bytes"]
    seconds = statistics.median(pack["seconds"] for pack in packs)
    speed = statistics.median(read["checked_bytes"] / read["seconds"] for read in reads)
    pairs = ((choice["ratio"]["value"], ratio), (choice["pack_seconds"], seconds), (choice["read_bytes_per_second"]["value"] / 1e9, speed / 1e9))
    cells = " | ".join(f"{predicted:.4g} | {measured:.4g} | {100 * (predicted / measured - 1):+.1f} %" for predicted, measured in pairs)
    print(f"| {os.path.basename(file)} | {purpose} | {choice['codec']}, {chunk} | {cells} |", flush=True)


print("| File | For | Choice | Ratio predicted | packed | off by | Packing predicted, s | took | off by | Reading predicted, GB/s | verified | off by |")
print("|---|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
with tempfile.TemporaryDirectory() as folder:
    for file in sys.argv[1:]:
        for purpose in PURPOSES:
            compare(file, purpose, folder)

"""Figures of a Merlin file of 256 x 256 big-endian uint16 frames, by numpy: what our own pass must find."""
import sys

import numpy

raw = numpy.fromfile(sys.argv[1], dtype=[("header", "S384"), ("frame", ">u2", (256, 256))])["frame"].astype("u2")


def entropy(values):
    _, counts = numpy.unique(values, return_counts=True)
    p = counts / counts.sum()
    return float(-(p * numpy.log2(p)).sum())


frames = raw.reshape(len(raw), -1)
print((raw == 0).sum(), raw.max(), repr(float(raw.mean(dtype="f8"))), repr(float(raw.std(dtype="f8"))), len(numpy.unique(raw)))
print(repr(entropy(raw)), repr(float(numpy.mean([entropy(frames[:, i]) for i in range(frames.shape[1])]))))
sums = frames.sum(axis=1, dtype="u8")
print(repr(float(sums.mean())), sums.min(), sums.max())

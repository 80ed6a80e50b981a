using System.Security.Cryptography;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Packing;

namespace Suffice.Reductions.Records;

/// <summary>Checks a record by itself: every chunk, everything beside them, the certificate.</summary>
internal static class RecordIntegrity
{
    /// <summary>What is wrong with a record, one sentence each; empty where nothing is.</summary>
    public static IReadOnlyList<string> Problems(Hdf5File file, ReadOnlySpan<byte> certificate, int threads, CancellationToken cancellation)
    {
        List<string> problems = [];
        if (Hdf5Attributes.Text(file, RecordLayout.Group, "certificate_sha256") != Convert.ToHexStringLower(SHA256.HashData(certificate)))
            problems.Add("the certificate is not the one that was written");
        (IReadOnlyList<string> chunks, List<(long, long)> places) = CheckChunks(file, decode: true, threads, cancellation);
        problems.AddRange(chunks);
        byte[] seal = Hdf5Values.ReadDataset(file, PackedLayout.Seal, ElementType.UInt64) ?? [];
        if (Seal.Problem(file.Path, Hdf5Values.AddressOf(file, PackedLayout.Seal), seal, places) is { } broken) problems.Add(broken);
        return problems;
    }

    /// <summary>Holds all chunks against their tables of checksums.</summary>
    public static (IReadOnlyList<string> Problems, List<(long Address, long Bytes)> Places) CheckChunks(
        Hdf5File file, bool decode, int threads, CancellationToken cancellation)
    {
        List<string> problems = [];
        List<(long, long)> places = [];
        for (int number = 0; file.Describe(RecordLayout.Table(number)).Kind == Hdf5NodeKind.Dataset; number++)
        {
            string dataset = Hdf5Attributes.Text(file, RecordLayout.Table(number), "dataset") ?? "";
            using StoredChunks chunks = new(file, dataset, detectorRank: 0);
            problems.AddRange(chunks.Check(PackVerifier.ReadTable(file, RecordLayout.Table(number)), decode, threads, _ => { }, cancellation));
            places.AddRange(chunks.Places ?? []);
        }
        return (problems, places);
    }
}

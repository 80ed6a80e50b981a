using System.Runtime.InteropServices;
using CsCheck;
using Suffice.Chunks;
using Suffice.Codecs;
using Suffice.Codecs.Tally;
using Suffice.Containers.Hdf5;
using Suffice.Cubes;
using Suffice.Tests.Codecs;
using Suffice.Tests.Codecs.Tally;
using Suffice.Tests.Interop;
using Suffice.Views;
using Xunit;

namespace Suffice.Tests.Views;

public sealed class SparsePassTests : IDisposable
{
    private static readonly ElementType[] Elements = [ElementType.UInt8, ElementType.UInt16, ElementType.UInt32, ElementType.Int16, ElementType.Float32];

    private readonly TemporaryFolder _folder = new();
    private int _files;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Views_of_a_Tally_file_are_those_of_its_samples()
    {
        int sparse = 0;
        Gen.Select(
                FilterChecks.OneOf(Elements), FilterChecks.OneOf(TallyChunks.Efforts), Gen.Double[-3, 0],
                Gen.Select(Gen.Int[1, 20], Gen.Int[1, 20], Gen.Int[1, 40], Gen.Int[20, 50]), Gen.Select(Gen.Int[4, 20], Gen.Int[4, 20], Gen.Int[1, 4]))
            .Sample((element, effort, dose, shape, chunk) =>
            {
                CubeShape extents = new(shape.Item1, shape.Item2, shape.Item3, shape.Item4);
                using OpenedCube opened = Hdf5CubeFile.Open(Write(element, extents, (Math.Min(chunk.Item1, shape.Item1), Math.Min(chunk.Item2, shape.Item2)), effort, Math.Pow(10, dose)));
                if (((ISparseReader)opened.Reader).IsSparse(CubeRegion.Whole(extents))) sparse++;
                Equal(opened.Reader, threads: chunk.Item3);
            }, iter: 60, threads: 1);
        Assert.InRange(sparse, 3, 59);
    }

    [Fact]
    public void A_scan_that_is_folded_otherwise_than_its_chunks_gives_the_same()
    {
        string path = Write(ElementType.UInt16, new CubeShape(420, 1, 40, 41), (140, 1), TallyEffort.Fast, 0.02);
        using OpenedCube opened = Hdf5CubeFile.Open(path, null, new ScanSize(20, 21));
        Assert.True(((ISparseReader)opened.Reader).IsSparse(CubeRegion.Whole(opened.Cube.Shape)));
        Equal(opened.Reader, threads: 2);
    }

    [Fact]
    public void Parts_of_patterns_and_chunks_that_hold_such_are_read_as_samples()
    {
        CubeShape shape = new(16, 16, 24, 24);
        using (OpenedCube whole = Hdf5CubeFile.Open(Write(ElementType.UInt16, shape, (8, 16), TallyEffort.Fast, 0.02)))
        {
            ISparseReader reader = (ISparseReader)whole.Reader;
            Assert.True(reader.IsSparse(CubeRegion.Rows(shape, 3, 7)));
            Assert.False(reader.IsSparse(new CubeRegion(0, 0, 0, 0, shape with { DetectorX = 23 })));
            Equal(new ScanCrop(whole.Reader, new ScanRegion(2, 3, 9, 5)), threads: 2);
        }
        using OpenedCube halves = Hdf5CubeFile.Open(Write(ElementType.UInt16, shape, (16, 16), TallyEffort.Fast, 0.02, detectorChunk: 12));
        Assert.False(((ISparseReader)halves.Reader).IsSparse(CubeRegion.Whole(shape)));
        Equal(halves.Reader, threads: 2);
    }

    [Fact]
    public void Spectra_are_read_as_samples()
    {
        ChunkSpec chunk = new(ElementType.UInt16, ByteOrder.LittleEndian, [6, 8, 200]);
        byte[] samples = TallyChunks.Counts(chunk with { Extents = [6, 8, 1, 200] }, 0.05);
        string path = Path.Combine(_folder.Path, "spectra.h5");
        FilterSpec filter = TallyFilter.Spec(chunk, TallyEffort.Fast);
        using (Hdf5File file = Hdf5File.Create(path))
        {
            using (Hdf5DatasetWriter writer = Hdf5DatasetWriter.Create(file, "/data", new Hdf5Layout(chunk.Element, chunk.Order, [6, 8, 200], chunk.Extents, [filter])))
                writer.WriteChunk([0, 0, 0], 0, FilterChecks.Encode(new TallyFilter(filter, chunk), samples));
            file.Close();
        }
        using OpenedCube opened = Hdf5CubeFile.Open(path);
        Equal(opened.Reader, threads: 2);
    }

    [Fact]
    public void Views_that_need_all_samples_share_a_pass_with_those_that_do_not()
    {
        CubeShape shape = new(16, 16, 24, 24);
        using OpenedCube opened = Hdf5CubeFile.Open(Write(ElementType.UInt16, shape, (16, 16), TallyEffort.Fast, 0.02));
        VirtualImage image = new(DetectorMask.Whole(24, 24), 16, 16), alone = new(DetectorMask.Whole(24, 24), 16, 16);
        Summed other = new();
        ViewScans.Run(opened.Reader, [image, other], []);
        ViewScans.Run(opened.Reader, [alone], []);
        Assert.Equal(alone.Values.ToArray(), image.Values.ToArray());
        Assert.Equal(256, other.Patterns);
    }

    [Fact]
    public void A_damaged_chunk_is_the_same_error_as_for_its_samples()
    {
        CubeShape shape = new(16, 16, 24, 24);
        string path = Write(ElementType.UInt16, shape, (16, 16), TallyEffort.Fast, 0.02);
        byte[] whole = File.ReadAllBytes(path);
        int chunk = whole.AsSpan().IndexOf("TLY\x1"u8), errors = 0;
        for (int at = chunk; at < whole.Length; at += 13)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 0x55;
            File.WriteAllBytes(path, damaged);
            using OpenedCube opened = Hdf5CubeFile.Open(path);
            string? message = Message(opened.Reader);
            Assert.Equal(Message(new AsSamples(opened.Reader)), message);
            if (message is null) continue;
            errors++;
            Assert.Contains("chunk (0, 0, 0, 0): Tally: ", message, StringComparison.Ordinal);
        }
        Assert.InRange(errors, 10, 1000);

        static string? Message(ICubeReader reader) =>
            (Record.Exception(() => ViewScans.Run(reader, [new VirtualImage(DetectorMask.Whole(24, 24), 16, 16)], [])) as CubeFileException)?.Message;
    }

    private static void Equal(ICubeReader reader, int threads)
    {
        CubeShape shape = reader.Cube.Shape;
        (double[][] ours, double[][] theirs) = (Run(reader), Run(new AsSamples(reader)));
        for (int i = 0; i < ours.Length; i++) Assert.Equal(theirs[i], ours[i]);

        double[][] Run(ICubeReader source)
        {
            DetectorMask ring = DetectorMask.Annulus(shape.DetectorY, shape.DetectorX, new DetectorFrame(shape.DetectorY / 2.0, shape.DetectorX / 3.0), 1, 9);
            VirtualImage sum = new(ring, shape.ScanY, shape.ScanX), maximum = new(ring, shape.ScanY, shape.ScanX, DetectorResponse.Maximum);
            CentreOfMass centre = new(ring, shape.ScanY, shape.ScanX);
            PatternMoments moments = new(shape.DetectorY, shape.DetectorX);
            long seen = 0;
            ViewPass.Run(
                source, [sum, maximum, centre, new NotANumberCount((int)shape.PatternSamples, shape.ScanX, default)], [moments], threads, 1 << 16, done => seen = done,
                TestContext.Current.CancellationToken);
            Assert.Equal(source.Cube.Bytes, seen);
            return [
                sum.Values.ToArray(), maximum.Values.ToArray(), centre.RowCentres.ToArray(), centre.ColumnCentres.ToArray(), centre.Sums.ToArray(),
                moments.Sums.ToArray(), moments.Maxima.ToArray(), moments.Means(), moments.Variances()];
        }
    }

    private string Write(ElementType element, CubeShape shape, (int Rows, int Columns) chunk, TallyEffort effort, double brightest, int? detectorChunk = null)
    {
        string path = Path.Combine(_folder.Path, $"{_files++}.h5");
        ChunkSpec whole = new(element, ByteOrder.LittleEndian, [shape.ScanY, shape.ScanX, shape.DetectorY, shape.DetectorX]);
        byte[] samples = TallyChunks.Counts(whole, brightest, shape.DetectorX);
        // Signed counts without a dark level, so that most are zero.
        if (element == ElementType.Int16) foreach (ref short sample in MemoryMarshal.Cast<byte, short>(samples.AsSpan())) sample += 20;
        Hdf5Layout layout = new(
            element, ByteOrder.LittleEndian, [shape.ScanY, shape.ScanX, shape.DetectorY, shape.DetectorX],
            [chunk.Rows, chunk.Columns, shape.DetectorY, detectorChunk ?? shape.DetectorX], []);
        layout = layout with { Filters = [TallyFilter.Spec(layout.Spec, effort)] };
        using Hdf5File file = Hdf5File.Create(path);
        using (Hdf5CubeWriter writer = new(file, "/data", layout, threads: 1))
        {
            using SampleBuffer buffer = new(samples.Length);
            samples.CopyTo(buffer.Span());
            writer.Write(CubeRegion.Whole(shape), buffer, TestContext.Current.CancellationToken);
        }
        file.Close();
        return path;
    }

    // A reader that only knows samples.
    private sealed class AsSamples(ICubeReader reader) : ICubeReader
    {
        public Cube Cube => reader.Cube;

        public CubeShape BlockShape => reader.BlockShape;

        public void Read(in CubeRegion region, Span<byte> samples, int threads) => reader.Read(region, samples, threads);

        public void Dispose()
        {
        }
    }

    // A view of samples alone.
    private sealed class Summed : PositionView
    {
        private int _patterns;

        public int Patterns => _patterns;

        public override void Measure<T>(int scanY, int scanX, ReadOnlySpan<T> pattern) => Interlocked.Increment(ref _patterns);
    }
}

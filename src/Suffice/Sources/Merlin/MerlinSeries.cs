using System.Collections.Immutable;
using Suffice.Cubes;

namespace Suffice.Sources.Merlin;

/// <summary>
/// The files whose frames make up one acquisition. Names alone do not tell: scan1.mib and scan2.mib may be two scans. The
/// frames' own numbers do: within an acquisition they go on from file to file, each acquisition begins with 1.
/// </summary>
/// <param name="Parts">The files in the order of their frames, and the gaps where one is missing.</param>
/// <param name="FirstNumber">The frame's own number of the first one.</param>
internal sealed record MerlinSeries(ImmutableArray<FramePart> Parts, long FirstNumber)
{
    private const int MostNamed = 5;

    /// <summary>Frames of all parts, the missing ones among them.</summary>
    public int Frames => (int)Parts[^1].End;

    public IEnumerable<string> Files => Parts.Select(part => part.Path).OfType<string>();

    /// <summary>One file of the series.</summary>
    private sealed record Member(string Path, NumberedFile? Name, long FirstNumber, long Frames)
    {
        public long EndNumber => FirstNumber + Frames;

        public string FileName => System.IO.Path.GetFileName(Path);
    }

    /// <summary>Finds the series that a file belongs to; it may be the only one.</summary>
    /// <param name="mib">The file.</param>
    /// <param name="first">Header of its first frame.</param>
    /// <param name="frameBytes">Bytes of a header and its pixels.</param>
    /// <param name="asked">What the user said of the scan; a file that it fits alone is taken alone.</param>
    /// <param name="notes">What was found odd.</param>
    public static MerlinSeries Find(SourceFile mib, MerlinFrameHeader first, long frameBytes, ScanSize? asked, List<string> notes)
    {
        List<string> partial = [];
        Member own = Measure(mib, first, frameBytes, partial);
        if (own.Frames == 0)
            throw new CubeFileException(mib.Path,
                $"has {mib.Bytes:N0} bytes, less than one frame of {first.Geometry} ({frameBytes:N0} bytes)");
        List<string> partialOfOthers = [], leftAside = [];
        List<Member> members = Others(own, first, frameBytes, partialOfOthers, leftAside);
        bool isSeries = members.Count > 0;
        members.Add(own);
        members.Sort((a, b) => (a.FirstNumber, a.Name?.Number).CompareTo((b.FirstNumber, b.Name?.Number)));
        if (isSeries && WhyNot(members, own, asked) is string reason)
        {
            notes.Add($"{members.Count - 1:N0} more files are named like this one with other numbers, but {reason}: they are left aside");
            (isSeries, members) = (false, [own]);
        }
        notes.AddRange(partial);
        if (isSeries)
        {
            notes.Add($"{members.Count:N0} files of a numbered series are read as one: {members[0].FileName} to {members[^1].FileName}");
            notes.AddRange(partialOfOthers.Concat(leftAside).Take(MostNamed));
        }
        return Join(members, mib.Path, notes);
    }

    private static Member Measure(SourceFile mib, MerlinFrameHeader first, long frameBytes, List<string> notes)
    {
        (long frames, long rest) = Math.DivRem(mib.Bytes, frameBytes);
        Member member = new(mib.Path, NumberedFile.Parse(mib.Path), first.Sequence, frames);
        if (rest > 0) notes.Add($"{member.FileName} ends {rest:N0} bytes into frame {frames + 1:N0}, which would have {frameBytes:N0}: it is left out");
        return member;
    }

    private static List<Member> Others(Member own, MerlinFrameHeader first, long frameBytes, List<string> partial, List<string> leftAside)
    {
        List<Member> others = [];
        if (own.Name is null) return others;
        foreach (NumberedFile file in NumberedFile.Find(own.Path, own.Name.Prefix, Path.GetExtension(own.Path)))
        {
            if (Path.GetFileName(file.Path) == own.FileName) continue;
            try
            {
                using SourceFile mib = SourceFile.Open(file.Path);
                MerlinFrameHeader found = MerlinFrameHeader.Parse(mib.ReadStart(first.HeaderBytes), file.Path);
                if (!found.HasGeometryOf(first) || found.CounterDepth != first.CounterDepth || mib.Bytes < frameBytes)
                    throw new CubeFileException(file.Path, $"it holds no whole frame of {first.Geometry}");
                others.Add(Measure(mib, found, frameBytes, partial));
            }
            catch (CubeFileException cause)
            {
                leftAside.Add($"{Path.GetFileName(file.Path)} is left aside: {cause.Problem}");
            }
        }
        return others;
    }

    /// <summary>Why files, in the order of their frames, are no series; null where they are one.</summary>
    private static string? WhyNot(List<Member> members, Member own, ScanSize? asked)
    {
        long present = members.Sum(member => member.Frames);
        if (asked is ScanSize scan && scan.Positions == own.Frames && scan.Positions != present) return "--scan fits this one alone";
        for (int i = 1; i < members.Count; i++)
        {
            (Member before, Member after) = (members[i - 1], members[i]);
            if (after.FirstNumber < before.EndNumber || after.Name!.Number <= before.Name!.Number)
                return "their frames have numbers of their own";
        }
        // More gaps than frames: a damaged number, or files of several acquisitions.
        return members[^1].EndNumber - members[0].FirstNumber > 2 * present ? "most frames between them would be missing" : null;
    }

    private static MerlinSeries Join(List<Member> members, string asked, List<string> notes)
    {
        ImmutableArray<FramePart>.Builder parts = ImmutableArray.CreateBuilder<FramePart>();
        long next = 0;
        foreach (Member member in members)
        {
            long at = member.FirstNumber - members[0].FirstNumber;
            if (at > next)
            {
                notes.Add(Gap(members[members.IndexOf(member) - 1], member, next, at));
                parts.Add(new FramePart(null, next, at - next));
            }
            parts.Add(new FramePart(member.Path, at, member.Frames));
            next = at + member.Frames;
        }
        if (next > int.MaxValue) throw new CubeFileException(asked, $"{next:N0} frames are more than are read here; split the file");
        if (members[0].FirstNumber > 1)
            notes.Add($"the first frame has sequence number {members[0].FirstNumber:N0}: the frames before it are in other files, or lost");
        return new(parts.ToImmutable(), members[0].FirstNumber);
    }

    private static string Gap(Member before, Member after, long first, long end)
    {
        string frames = end - first == 1 ? $"frame {first + 1:N0} reads as zeros" : $"frames {first + 1:N0} to {end:N0} read as zeros";
        NumberedFile name = before.Name!;
        return (after.Name!.Number - name.Number) switch
        {
            1 => $"frames are missing between {before.FileName} and {after.FileName}: {frames}",
            2 => $"{name.NameOf(name.Number + 1)} is missing: {frames}",
            _ => $"{name.NameOf(name.Number + 1)} to {name.NameOf(after.Name.Number - 1)} are missing: {frames}",
        };
    }
}

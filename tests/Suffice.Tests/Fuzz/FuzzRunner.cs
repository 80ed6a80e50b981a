using Xunit;

namespace Suffice.Tests.Fuzz;

/// <summary>Feeds one target and watches over memory, time and the kind of exceptions.</summary>
internal sealed class FuzzRunner : IDisposable
{
    private const byte Pattern = 0xA5;
    private const int WatchedBytes = 256, MostFailures = 5;
    private const double MostSeconds = 2;

    // A new Tally encoder begins with nearly 5 MB of tables, whatever the chunk.
    private const long MostAllocatedBytes = 8 << 20;

    private enum InputKind
    {
        Valid,
        Damaged,
        Forged,
    }

    private readonly FuzzTarget _target;
    private readonly GuardedMemory _source = new(FuzzInput.MostBytes), _result = new(FuzzInput.MostBytes + WatchedBytes);
    private readonly FuzzWatchdog _watchdog = new();
    private readonly List<string> _failures = [];

    public FuzzRunner(FuzzTarget target) => _target = target;

    /// <summary>Runs so many inputs of one seed; fails with all that is needed to replay.</summary>
    public void Run(long seed, long inputs)
    {
        using FuzzJournal journal = new(_target.Name);
        for (long i = 0; i < inputs && _failures.Count < MostFailures; i++)
        {
            journal.Begin(i);
            RunOne(seed, i);
        }
        journal.End(inputs, _failures.Count);
        if (_failures.Count > 0) Assert.Fail(string.Join(Environment.NewLine, _failures));
    }

    /// <summary>Runs one kept input in every case of the target.</summary>
    public void Replay(FuzzInput input, string name)
    {
        for (int index = 0; index < _target.Cases && _failures.Count < MostFailures; index++)
        {
            int number = index;
            Try(index, input, InputKind.Forged, atEnd: index % 2 == 0, () => $"{name}, case {number}");
        }
        if (_failures.Count > 0) Assert.Fail(string.Join(Environment.NewLine, _failures));
    }

    public void Dispose()
    {
        _watchdog.Dispose();
        _source.Dispose();
        _result.Dispose();
    }

    private void RunOne(long seed, long iteration)
    {
        // Each input has its own generator, so that one can be made again without those before it.
        Random random = new(HashCode(seed, iteration, _target.Name));
        FuzzInputs inputs = new(_target, random);
        int index = _target.Choose(random);
        bool isValid = random.Next(32) == 0;
        FuzzInput input = isValid ? _target.Valid(index) : inputs.Damaged(index);
        Try(index, input, isValid ? InputKind.Valid : inputs.IsForged ? InputKind.Forged : InputKind.Damaged, atEnd: random.Next(2) == 0, () => Describe(seed, iteration, index, input));
    }

    private void Try(int index, FuzzInput input, InputKind kind, bool atEnd, Func<string> describe)
    {
        _watchdog.Start(describe);
        string? problem = Execute(index, input, kind, atEnd);
        _watchdog.Stop();
        if (problem is not null) _failures.Add($"{_target.Name}: {problem}; {describe()}");
    }

    /// <summary>What is wrong, or null.</summary>
    private string? Execute(int index, FuzzInput input, InputKind kind, bool atEnd)
    {
        int room = Math.Clamp(input.Room, 0, FuzzInput.MostBytes), place = _result.Place(room, atEnd);
        Span<byte> payload = _source.All.Slice(_source.Place(input.Payload.Length, atEnd), input.Payload.Length);
        input.Payload.CopyTo(payload);
        Span<byte> before = _result.All[Math.Max(0, place - WatchedBytes)..place], output = _result.All.Slice(place, room);
        Span<byte> after = _result.All[(place + room)..Math.Min(_result.All.Length, place + room + WatchedBytes)];
        before.Fill(Pattern);
        after.Fill(Pattern);
        output[..Math.Min(room, WatchedBytes)].Fill(Pattern);
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        double seconds = ThreadTime.Seconds;
        string? problem = null;
        try
        {
            int length = _target.Run(index, input, payload, output);
            if (length < 0 || length > room) problem = $"says it wrote {length} bytes into {room}";
            else if (kind == InputKind.Valid) _target.Check(index, output[..length]);
            else if (kind == InputKind.Damaged) _target.CheckDamaged(output[..length]);
        }
        catch (Exception e) when (kind != InputKind.Valid && _target.IsRefusal(e))
        {
            if (e.Message.Length == 0) problem = "refuses without a reason";
        }
        catch (Exception e)
        {
            problem = $"{(kind == InputKind.Valid ? "a valid input fails with " : "")}{e}";
        }
        seconds = ThreadTime.Seconds - seconds;
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (before.ContainsAnyExcept(Pattern) || after.ContainsAnyExcept(Pattern)) problem ??= "writes beside its output";
        if (!payload.SequenceEqual(input.Payload)) problem ??= "writes to its input";
        if (allocated > MostAllocatedBytes + 8L * room) problem ??= $"allocates {allocated:N0} bytes";
        if (seconds > MostSeconds) problem ??= $"takes {seconds:F1} s";
        return problem;
    }

    private string Describe(long seed, long iteration, int index, FuzzInput input)
    {
        byte[] bytes = input.ToBytes();
        string text = Convert.ToBase64String(bytes);
        if (text.Length > 2000)
        {
            text = Path.Combine(Path.GetTempPath(), $"{_target.Name}.{seed}-{iteration}.bin");
            File.WriteAllBytes(text, bytes);
        }
        return $"SUFFICE_FUZZ_SEED={seed}, iteration {iteration}, case {index}, input {text}";
    }

    // FNV-1a: the hash codes of .NET differ from one process to the next.
    private static int HashCode(long seed, long iteration, string name)
    {
        ulong hash = 14695981039346656037;
        foreach (ulong item in (ReadOnlySpan<ulong>)[(ulong)seed, (ulong)iteration, .. name.Select(c => (ulong)c)])
            hash = (hash ^ item) * 1099511628211;
        return (int)(hash ^ (hash >> 32));
    }
}

namespace Suffice.Tests.Fuzz;

/// <summary>One decoder or parser, with valid inputs to begin from.</summary>
internal abstract class FuzzTarget
{
    /// <summary>Name in messages and of the files in Corpus/fuzz.</summary>
    public abstract string Name { get; }

    /// <summary>Share of all inputs, relative to other targets.</summary>
    public virtual int Weight => 4;

    /// <summary>Number of situations, such as a filter's parameters with a chunk of some size and content.</summary>
    public abstract int Cases { get; }

    /// <summary>Words of a text format.</summary>
    public virtual byte[][] Tokens => [];

    /// <summary>A case; targets prefer the cheap ones.</summary>
    public virtual int Choose(Random random) => random.Next(Cases);

    /// <summary>A valid input.</summary>
    public abstract FuzzInput Valid(int index);

    /// <summary>Whether parameters of a filter are damaged too, and how many there may be.</summary>
    public virtual bool MayChangeNumberOfParameters => false;

    /// <summary>Makes checksums right again, so that what is behind them is reached; whether it did.</summary>
    public virtual bool Repair(int index, byte[] payload) => false;

    /// <summary>Decodes or parses and returns the length of the output.</summary>
    /// <param name="index">The case.</param>
    /// <param name="input">Everything but the payload is taken from here.</param>
    /// <param name="payload">The payload, in guarded memory.</param>
    /// <param name="output">Room for the result, in guarded memory.</param>
    public abstract int Run(int index, FuzzInput input, ReadOnlySpan<byte> payload, Span<byte> output);

    /// <summary>Whether damaged input may end so.</summary>
    public abstract bool IsRefusal(Exception exception);

    /// <summary>Throws unless the output of a valid input is right.</summary>
    public virtual void Check(int index, ReadOnlySpan<byte> output)
    {
    }

    /// <summary>Throws where the output shows that damage, which no repair hid, went unseen.</summary>
    public virtual void CheckDamaged(ReadOnlySpan<byte> output)
    {
    }
}

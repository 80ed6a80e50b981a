using System.Collections.Immutable;

namespace Suffice.Tests.Fuzz;

/// <summary>Makes damaged inputs of a target out of its valid ones.</summary>
internal sealed class FuzzInputs(FuzzTarget target, Random random)
{
    private readonly Mutator _mutator = new(random);

    /// <summary>Whether the last damaged input has checksums that hide the damage.</summary>
    public bool IsForged { get; private set; }

    public FuzzInput Damaged(int index)
    {
        FuzzInput good = target.Valid(index);
        ImmutableArray<uint> parameters = good.Parameters;
        bool onlyParameters = false;
        if (random.Next(8) == 0)
        {
            parameters = DamagedParameters(parameters, good.Room);
            onlyParameters = random.Next(2) == 0;
        }
        byte[] payload = good.Payload;
        if (!onlyParameters)
        {
            byte[] other = target.Valid(target.Choose(random)).Payload;
            payload = _mutator.Mutate(payload, other, target.Tokens, FuzzInput.MostBytes);
            IsForged = random.Next(2) == 0 && target.Repair(index, payload);
        }
        uint mask = random.Next(4) == 0 ? (uint)random.NextInt64(uint.MaxValue) : good.FilterMask;
        return new(parameters, mask, Room(good.Room), payload);
    }

    private int Room(int good) => random.Next(12) switch
    {
        0 => random.Next(good + 1),
        1 => good + random.Next(64),
        2 => (int)Math.Min(_mutator.Size(good), 1UL << 17),
        _ => good,
    };

    private ImmutableArray<uint> DamagedParameters(ImmutableArray<uint> good, int length)
    {
        ImmutableArray<uint>.Builder damaged = good.ToBuilder();
        if (target.MayChangeNumberOfParameters && random.Next(4) == 0) damaged.Count = random.Next(9);
        for (int changes = random.Next(1, 4); changes > 0 && damaged.Count > 0; changes--)
            damaged[random.Next(damaged.Count)] = random.Next(2) == 0 ? (uint)random.Next(40) : (uint)_mutator.Size(length);
        return damaged.ToImmutable();
    }
}

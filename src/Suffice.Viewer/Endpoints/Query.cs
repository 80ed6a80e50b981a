using System.Globalization;
using Microsoft.AspNetCore.Http;
using Suffice.Views;

namespace Suffice.Viewer.Endpoints;

/// <summary>The parameters of a request, each checked; whatever is not known or not right is an error for the client.</summary>
internal sealed class Query
{
    private const int MostCharacters = 200;

    private readonly IQueryCollection _values;

    /// <param name="known">All parameters that the endpoint takes.</param>
    /// <exception cref="ArgumentException">There is another parameter, one twice, or one that is too long.</exception>
    public Query(HttpRequest request, params ReadOnlySpan<string> known)
    {
        _values = request.Query;
        foreach ((string name, Microsoft.Extensions.Primitives.StringValues value) in _values)
        {
            if (!known.Contains(name)) throw new ArgumentException($"there is no parameter of that name; there are {string.Join(", ", known.ToArray())}");
            if (value.Count != 1) throw new ArgumentException($"{name} is given {value.Count} times");
            if (value[0]!.Length > MostCharacters) throw new ArgumentException($"{name} is longer than {MostCharacters} characters");
        }
    }

    public int Int(string name, int missing, int least, int most)
    {
        if (Text(name) is not { } text) return missing;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value : throw new ArgumentException($"{name} must be a whole number from {least} to {most}");
    }

    public double Part(string name)
    {
        if (Text(name) is not { } text) return 1;
        return double.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out double value) && value is >= 0 and <= 1
            ? value : throw new ArgumentException($"{name} must be a number from 0 to 1");
    }

    public string OneOf(string name, params ReadOnlySpan<string> choices)
    {
        string text = Text(name) ?? choices[0];
        return choices.Contains(text) ? text : throw new ArgumentException($"{name} must be one of {string.Join(", ", choices.ToArray())}");
    }

    public ViewRequest Detector(string name)
    {
        string text = Text(name) ?? throw new ArgumentException($"{name} is missing, such as annulus:40-90px@128,128");
        try
        {
            return ViewRequest.Parse(text);
        }
        catch (ArgumentException)
        {
            throw new ArgumentException($"{name} must be written as annulus:40-90px@128,128");
        }
    }

    private string? Text(string name) => _values.TryGetValue(name, out Microsoft.Extensions.Primitives.StringValues value) ? value[0] : null;
}

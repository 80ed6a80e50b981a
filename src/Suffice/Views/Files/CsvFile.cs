using System.Globalization;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Views.Files;

/// <summary>Curves as text: the coordinate and the value, a line for each sample.</summary>
public static class CsvFile
{
    /// <summary>The file's content.</summary>
    /// <exception cref="ArgumentException">The result has more than one axis.</exception>
    public static string Encode(ViewResult result)
    {
        if (result.Axes.Length != 1) throw new ArgumentException("a curve has one axis", nameof(result));
        Axis axis = result.Axes[0];
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{Header(axis.Name, axis.Unit)},{Header(result.Title, result.Unit)}");
        text.Append('\n');
        for (int i = 0; i < result.Values.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"{axis.Offset + i * axis.Scale:R},{result.Values[i]:R}\n");
        return text.ToString();
    }

    private static string Header(string name, string unit) => unit.Length == 0 ? name.Replace(',', ' ') : $"{name.Replace(',', ' ')} ({unit})";
}

using System.Globalization;
using System.Text;
using Suffice.Cubes;

namespace Suffice.Views.Files;

/// <summary>Curves and lists as text: the coordinate and the value of each sample, or the position and the numbers of each thing found there.</summary>
public static class CsvFile
{
    /// <summary>The file's content.</summary>
    /// <exception cref="ArgumentException">The result is neither a curve nor a list.</exception>
    public static string Encode(ViewResult result)
    {
        if (!result.IsTable && result.Axes.Length != 1) throw new ArgumentException("a curve has one axis", nameof(result));
        StringBuilder text = new();
        if (result.IsTable) AppendTable(text, result);
        else AppendCurve(text, result);
        return text.ToString();
    }

    private static void AppendCurve(StringBuilder text, ViewResult result)
    {
        Axis axis = result.Axes[0];
        text.Append(CultureInfo.InvariantCulture, $"{Header(axis.Name, axis.Unit)},{Header(result.Title, result.Unit)}\n");
        for (int i = 0; i < result.Values.Length; i++)
            text.Append(CultureInfo.InvariantCulture, $"{axis.Offset + i * axis.Scale:R},{result.Values[i]:R}\n");
    }

    // The axes are rows and columns of the scan, things, numbers; places without a thing hold NaN.
    private static void AppendTable(StringBuilder text, ViewResult result)
    {
        int columns = result.Axes[1].Length, things = result.Axes[2].Length, width = result.TableColumns.Length;
        text.Append(CultureInfo.InvariantCulture, $"{result.Axes[0].Name},{result.Axes[1].Name},{string.Join(',', result.TableColumns)}\n");
        for (int i = 0; i < result.Values.Length; i += width)
        {
            if (double.IsNaN(result.Values[i])) continue;
            (int row, int column) = Math.DivRem(i / width / things, columns);
            text.Append(CultureInfo.InvariantCulture, $"{row},{column}");
            for (int j = 0; j < width; j++) text.Append(CultureInfo.InvariantCulture, $",{result.Values[i + j]:R}");
            text.Append('\n');
        }
    }

    private static string Header(string name, string unit) => unit.Length == 0 ? name.Replace(',', ' ') : $"{name.Replace(',', ' ')} ({unit})";
}

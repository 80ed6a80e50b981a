using System.Collections.Immutable;
using System.Globalization;

namespace Suffice.Sources.Numpy;

/// <summary>The Python dictionary in a .npy header.</summary>
/// <param name="Descr">The element type: the text of a string, or the source of a list for structured arrays.</param>
/// <param name="FortranOrder">Whether the first index varies fastest.</param>
/// <param name="Shape">Extents as written.</param>
internal sealed record NpyDictionary(string Descr, bool FortranOrder, ImmutableArray<long> Shape)
{
    /// <summary>numpy has at most 64 dimensions.</summary>
    private const int MostDimensions = 64;

    /// <summary>Parses the literal; null where it is none, or lacks one of the three entries.</summary>
    public static NpyDictionary? TryParse(string text)
    {
        Literal literal = new(text);
        string? descr = null;
        bool? fortran = null;
        ImmutableArray<long> shape = default;
        if (!literal.Take('{')) return null;
        while (!literal.Take('}'))
        {
            if (literal.TakeString() is not string key || !literal.Take(':')) return null;
            if (key == "descr")
            {
                descr = literal.Next == '[' ? literal.TakeBrackets() : literal.TakeString();
                if (descr is null) return null;
            }
            else if (key == "fortran_order")
            {
                fortran = literal.TakeWord() switch { "True" => true, "False" => false, _ => null };
                if (fortran is null) return null;
            }
            else if (key == "shape")
            {
                shape = literal.TakeTuple();
                if (shape.IsDefault) return null;
            }
            else
            {
                return null;
            }
            if (!literal.Take(',') && literal.Next != '}') return null;
        }
        return descr is null || fortran is null || shape.IsDefault ? null : new(descr, fortran.Value, shape);
    }

    /// <summary>A cursor over Python source; what does not fit leaves null or false, never an exception.</summary>
    private ref struct Literal(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;

        /// <summary>The next character that is no space; NUL at the end.</summary>
        public char Next
        {
            get
            {
                _rest = _rest.TrimStart();
                return _rest.IsEmpty ? '\0' : _rest[0];
            }
        }

        public bool Take(char expected)
        {
            if (Next != expected || _rest.IsEmpty) return false;
            _rest = _rest[1..];
            return true;
        }

        public string? TakeString()
        {
            char quote = Next;
            if (quote is not ('\'' or '"')) return null;
            int end = _rest[1..].IndexOf(quote);
            if (end < 0) return null;
            string text = _rest[1..(end + 1)].ToString();
            _rest = _rest[(end + 2)..];
            return text;
        }

        public string TakeWord()
        {
            _ = Next;
            int end = 0;
            while (end < _rest.Length && char.IsAsciiLetterOrDigit(_rest[end])) end++;
            string word = _rest[..end].ToString();
            _rest = _rest[end..];
            return word;
        }

        /// <summary>A bracketed list as it is written; brackets within strings are not expected there.</summary>
        public string? TakeBrackets()
        {
            _ = Next;
            int depth = 0;
            for (int i = 0; i < _rest.Length; i++)
            {
                depth += _rest[i] switch { '[' => 1, ']' => -1, _ => 0 };
                if (depth > 0) continue;
                string text = _rest[..(i + 1)].ToString();
                _rest = _rest[(i + 1)..];
                return text;
            }
            return null;
        }

        public ImmutableArray<long> TakeTuple()
        {
            if (!Take('(')) return default;
            ImmutableArray<long>.Builder extents = ImmutableArray.CreateBuilder<long>();
            while (!Take(')'))
            {
                // Python 2 wrote long integers as 16L.
                string digits = TakeWord().TrimEnd('L');
                if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out long extent)) return default;
                extents.Add(extent);
                if (extents.Count > MostDimensions || (!Take(',') && Next != ')')) return default;
            }
            return extents.ToImmutable();
        }
    }
}

using Suffice.Cubes;
using Xunit;

namespace Suffice.Tests;

public sealed class ElementTypesTests
{
    [Fact]
    public void Every_element_type_is_found_by_its_size_and_kind()
    {
        foreach (ElementType element in ElementTypes.All)
            Assert.Equal(element, ElementTypes.Find(element.Bytes(), element.IsFloat(), element.IsSigned()));
    }
}

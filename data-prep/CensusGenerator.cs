using System.Globalization;
using System.Text;

namespace PML.DataPrep;

/// <summary>Writes a table in the format of Census-Income (KDD): a generated stand-in, for tests and for machines without the files. No one's data.</summary>
/// <remarks>A factor model: each person has a life stage and a schooling, which correlate; every column leans on both by loadings of its own and on
/// chance. So either task can be learnt in part, and what serves one serves the other only in part. Only arithmetic that IEEE 754 defines to the bit
/// (+ - * / sqrt), so that the bytes are the same on every machine.</remarks>
internal static class CensusGenerator
{
    public const int Rows = 6_000;

    // Of education on life stage; the real table's two labels correlate weakly as well.
    private const double Correlation = 0.3;
    private const int SchoolAge = 15;
    private const string Children = "Children";

    // Shares of the real table's kinds of education from the lowest up; in between lies high school.
    private static readonly (double Share, string Start)[] Schooling =
    [
        (.02, "Less"), (.05, "1st"), (.09, "5th"), (.15, "7th"), (.21, "10th"), (.27, "11th"), (.3, "12th"), (.62, "High"),
        (.8, "Some"), (.84, "Associates degree-occup"), (.87, "Associates degree-academic"), (.95, "Bachelors"), (.985, "Masters"), (.993, "Prof"), (1, "Doctorate"),
    ];

    /// <summary>The table's text; each row depends on the seed and its number alone.</summary>
    public static MemoryStream Text(ulong seed, int rows = Rows)
    {
        var loadings = CensusSchema.Columns.Select((_, column) => Loadings(new SampleRandom(seed, RandomStream.CensusLoadings, (ulong)column))).ToArray();
        var text = new StringBuilder();
        for (var row = 0; row < rows; row++)
        {
            var random = new SampleRandom(seed, RandomStream.CensusRows, (ulong)row);
            Write(text, loadings, ref random);
        }
        return new MemoryStream(Encoding.ASCII.GetBytes(text.ToString()), writable: false);
    }

    private static (double Stage, double Schooling, double Skew) Loadings(SampleRandom random) => (random.Uniform(-1, 1), random.Uniform(-1, 1), random.Uniform(1, 3));

    private static void Write(StringBuilder text, (double Stage, double Schooling, double Skew)[] loadings, ref SampleRandom random)
    {
        var stage = Normal(ref random);
        var schooling = Correlation * stage + Math.Sqrt(1 - Correlation * Correlation) * Normal(ref random);
        var age = (int)Math.Clamp(34 + 22 * stage, 0, 90);
        for (var column = 0; column < CensusSchema.Columns.Count; column++)
        {
            var schema = CensusSchema.Columns[column];
            var lean = Share(loadings[column].Stage * stage + loadings[column].Schooling * schooling + 0.7 * Normal(ref random));
            text.Append(column == 0 ? "" : ", ").Append(schema.Kind switch
            {
                CensusColumnKind.Age => age.ToString(CultureInfo.InvariantCulture),
                CensusColumnKind.Education => age < SchoolAge ? Children : Education(schema, Share(schooling)),
                CensusColumnKind.Number => Number(schema.Name, lean),
                CensusColumnKind.Unused => "?",
                _ => schema.Categories[(int)(schema.Categories.Count * Skewed(lean, loadings[column].Skew))],
            });
        }
        text.Append('\n');
    }

    private static string Education(CensusColumn column, double share)
    {
        var start = Schooling.First(step => share < step.Share).Start;
        return column.Categories.First(category => category.StartsWith(start, StringComparison.Ordinal));
    }

    /// <summary>Weeks worked, the weight of a person in the survey, or an amount that most people have none of.</summary>
    private static string Number(string column, double lean) => column switch
    {
        "WKSWORK" => ((int)(53 * lean)).ToString(CultureInfo.InvariantCulture),
        "MARSUPWT" => ((int)(1e4 + 3e5 * lean) / 100.0).ToString("0.00", CultureInfo.InvariantCulture),
        _ => lean < 0.85 ? "0" : ((int)(2e4 * (lean - 0.85))).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Near the standard normal distribution: twelve uniform numbers less six.</summary>
    private static double Normal(ref SampleRandom random)
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++) sum += random.NextDouble();
        return sum;
    }

    /// <summary>Near the share of a standard normal distribution below <paramref name="z"/>, in (0, 1).</summary>
    private static double Share(double z) => 0.5 + 0.5 * z / Math.Sqrt(1.6 + z * z);

    /// <summary>Between <paramref name="share"/> and its square or cube, so that a column's first categories are the frequent ones.</summary>
    private static double Skewed(double share, double power) => power < 2 ? share * (1 + (power - 1) * (share - 1)) : share * share * (1 + (power - 2) * (share - 1));
}

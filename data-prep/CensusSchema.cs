namespace PML.DataPrep;

/// <summary>The 42 columns of Census-Income (KDD), their categories, and which of the 468 features each becomes.</summary>
/// <remarks>Source: the file census-income.test of UCI data set 117, in which every category occurs; the paper's released code for what is done with a column.
/// The lists are here, not taken from a file's rows, so that a feature means the same in every copy of the set.</remarks>
internal static class CensusSchema
{
    /// <summary>The column whose rows may say <see cref="LeftOut"/>.</summary>
    public const string LeftOutColumn = "HHDFMX";

    /// <summary>Rows of this category are left out, as in the released code: it occurs in the training file alone.</summary>
    public const string LeftOut = "Grandchild <18 ever marr not in subfamily";

    private const string Countries =
        "?|Cambodia|Canada|China|Columbia|Cuba|Dominican-Republic|Ecuador|El-Salvador|England|France|Germany|Greece|Guatemala|Haiti|Holand-Netherlands|" +
        "Honduras|Hong Kong|Hungary|India|Iran|Ireland|Italy|Jamaica|Japan|Laos|Mexico|Nicaragua|Outlying-U S (Guam USVI etc)|Panama|Peru|Philippines|Poland|" +
        "Portugal|Puerto-Rico|Scotland|South Korea|Taiwan|Thailand|Trinadad&Tobago|United-States|Vietnam|Yugoslavia";

    /// <summary>The columns in the files' order.</summary>
    public static readonly IReadOnlyList<CensusColumn> Columns =
    [
        new("AAGE", CensusColumnKind.Age),
        new("ACLSWKR", CensusColumnKind.Category,
            "Federal government|Local government|Never worked|Not in universe|Private|Self-employed-incorporated|Self-employed-not incorporated|State government|" +
            "Without pay"),
        new("ADTIND", CensusColumnKind.Category, CensusColumn.Codes(51)),
        new("ADTOCC", CensusColumnKind.Category, CensusColumn.Codes(46)),
        new("AHGA", CensusColumnKind.Education,
            "10th grade|11th grade|12th grade no diploma|1st 2nd 3rd or 4th grade|5th or 6th grade|7th and 8th grade|9th grade|Associates degree-academic program|" +
            "Associates degree-occup /vocational|Bachelors degree(BA AB BS)|Children|Doctorate degree(PhD EdD)|High school graduate|Less than 1st grade|" +
            "Masters degree(MA MS MEng MEd MSW MBA)|Prof school degree (MD DDS DVM LLB JD)|Some college but no degree"),
        new("AHRSPAY", CensusColumnKind.Number),
        new("AHSCOL", CensusColumnKind.Category, "College or university|High school|Not in universe"),
        new("AMARITL", CensusColumnKind.Category,
            "Divorced|Married-A F spouse present|Married-civilian spouse present|Married-spouse absent|Never married|Separated|Widowed"),
        new("AMJIND", CensusColumnKind.Category,
            "Agriculture|Armed Forces|Business and repair services|Communications|Construction|Education|Entertainment|Finance insurance and real estate|" +
            "Forestry and fisheries|Hospital services|Manufacturing-durable goods|Manufacturing-nondurable goods|Medical except hospital|Mining|" +
            "Not in universe or children|Other professional services|Personal services except private HH|Private household services|Public administration|" +
            "Retail trade|Social services|Transportation|Utilities and sanitary services|Wholesale trade"),
        new("AMJOCC", CensusColumnKind.Category,
            "Adm support including clerical|Armed Forces|Executive admin and managerial|Farming forestry and fishing|Handlers equip cleaners etc|" +
            "Machine operators assmblrs & inspctrs|Not in universe|Other service|Precision production craft & repair|Private household services|" +
            "Professional specialty|Protective services|Sales|Technicians and related support|Transportation and material moving"),
        new("ARACE", CensusColumnKind.Category, "Amer Indian Aleut or Eskimo|Asian or Pacific Islander|Black|Other|White"),
        new("AREORGN", CensusColumnKind.Category,
            "All other|Central or South American|Chicano|Cuban|Do not know|Mexican (Mexicano)|Mexican-American|NA|Other Spanish|Puerto Rican"),
        new("ASEX", CensusColumnKind.Binary, "Female|Male"),
        new("AUNMEM", CensusColumnKind.Category, "No|Not in universe|Yes"),
        new("AUNTYPE", CensusColumnKind.Category, "Job leaver|Job loser - on layoff|New entrant|Not in universe|Other job loser|Re-entrant"),
        new("AWKSTAT", CensusColumnKind.Category,
            "Children or Armed Forces|Full-time schedules|Not in labor force|PT for econ reasons usually FT|PT for econ reasons usually PT|" +
            "PT for non-econ reasons usually FT|Unemployed full-time|Unemployed part- time"),
        new("CAPGAIN", CensusColumnKind.Number),
        new("CAPLOSS", CensusColumnKind.Number),
        new("DIVVAL", CensusColumnKind.Number),
        new("FILESTAT", CensusColumnKind.Category, "Head of household|Joint both 65+|Joint both under 65|Joint one under 65 & one 65+|Nonfiler|Single"),
        new("GRINREG", CensusColumnKind.Category, "Abroad|Midwest|Northeast|Not in universe|South|West"),
        new("GRINST", CensusColumnKind.Category,
            "?|Abroad|Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|District of Columbia|Florida|Georgia|Idaho|Illinois|Indiana|Iowa|" +
            "Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|" +
            "New Mexico|New York|North Carolina|North Dakota|Not in universe|Ohio|Oklahoma|Oregon|Pennsylvania|South Carolina|South Dakota|Tennessee|Texas|Utah|" +
            "Vermont|Virginia|West Virginia|Wisconsin|Wyoming"),
        new("HHDFMX", CensusColumnKind.Category,
            "Child 18+ ever marr Not in a subfamily|Child 18+ ever marr RP of subfamily|Child 18+ never marr Not in a subfamily|" +
            "Child 18+ never marr RP of subfamily|Child 18+ spouse of subfamily RP|Child <18 ever marr RP of subfamily|Child <18 ever marr not in subfamily|" +
            "Child <18 never marr RP of subfamily|Child <18 never marr not in subfamily|Child <18 spouse of subfamily RP|Child under 18 of RP of unrel subfamily|" +
            "Grandchild 18+ ever marr RP of subfamily|Grandchild 18+ ever marr not in subfamily|Grandchild 18+ never marr RP of subfamily|" +
            "Grandchild 18+ never marr not in subfamily|Grandchild 18+ spouse of subfamily RP|Grandchild <18 never marr RP of subfamily|" +
            "Grandchild <18 never marr child of subfamily RP|Grandchild <18 never marr not in subfamily|Householder|In group quarters|Nonfamily householder|" +
            "Other Rel 18+ ever marr RP of subfamily|Other Rel 18+ ever marr not in subfamily|Other Rel 18+ never marr RP of subfamily|" +
            "Other Rel 18+ never marr not in subfamily|Other Rel 18+ spouse of subfamily RP|Other Rel <18 ever marr RP of subfamily|" +
            "Other Rel <18 ever marr not in subfamily|Other Rel <18 never marr child of subfamily RP|Other Rel <18 never marr not in subfamily|" +
            "Other Rel <18 never married RP of subfamily|Other Rel <18 spouse of subfamily RP|RP of unrelated subfamily|Secondary individual|" +
            "Spouse of RP of unrelated subfamily|Spouse of householder"),
        new("HHDREL", CensusColumnKind.Category,
            "Child 18 or older|Child under 18 ever married|Child under 18 never married|Group Quarters- Secondary individual|Householder|" +
            "Nonrelative of householder|Other relative of householder|Spouse of householder"),
        new("MARSUPWT", CensusColumnKind.Number),
        new("MIGMTR1", CensusColumnKind.Unused),
        new("MIGMTR3", CensusColumnKind.Unused),
        new("MIGMTR4", CensusColumnKind.Unused),
        new("MIGSAME", CensusColumnKind.Category, "No|Not in universe under 1 year old|Yes"),
        new("MIGSUN", CensusColumnKind.Category, "?|No|Not in universe|Yes"),
        new("NOEMP", CensusColumnKind.Category, CensusColumn.Codes(6)),
        new("PARENT", CensusColumnKind.Category, "Both parents present|Father only present|Mother only present|Neither parent present|Not in universe"),
        new("PEFNTVTY", CensusColumnKind.Category, Countries),
        new("PEMNTVTY", CensusColumnKind.Category, Countries),
        new("PENATVTY", CensusColumnKind.Category, Countries),
        new("PRCITSHP", CensusColumnKind.Category,
            "Foreign born- Not a citizen of U S|Foreign born- U S citizen by naturalization|Native- Born abroad of American Parent(s)|" +
            "Native- Born in Puerto Rico or U S Outlying|Native- Born in the United States"),
        new("SEOTR", CensusColumnKind.Category, CensusColumn.Codes(2)),
        new("VETQVA", CensusColumnKind.Category, "No|Not in universe|Yes"),
        new("VETYN", CensusColumnKind.Category, CensusColumn.Codes(2)),
        new("WKSWORK", CensusColumnKind.Number),
        new("YEAR", CensusColumnKind.Unused),
        new("INCOME", CensusColumnKind.Category, "- 50000.|50000+."),
    ];

    /// <summary>How many features come from numbers: the six z-scored columns and the sex, 0 or 1. They are the first ones.</summary>
    public static readonly int Values = Columns.Count(column => column.IsValue);

    /// <summary>How many columns become one feature a category; a row has one 1 in each of them.</summary>
    public static readonly int Codes = Columns.Count(column => column.Kind == CensusColumnKind.Category);

    /// <summary>All features.</summary>
    public static readonly int Features = Values + Columns.Where(column => column.Kind == CensusColumnKind.Category).Sum(column => column.Categories.Count);

    /// <summary>The place of each column's first feature; -1 for a column that becomes none.</summary>
    public static readonly IReadOnlyList<int> FirstFeature = Places();

    private static int[] Places()
    {
        var (value, code) = (0, Values);
        var places = new int[Columns.Count];
        for (var column = 0; column < places.Length; column++)
        {
            places[column] = Columns[column].IsValue ? value++ : Columns[column].Kind == CensusColumnKind.Category ? code : -1;
            if (Columns[column].Kind == CensusColumnKind.Category) code += Columns[column].Categories.Count;
        }
        return places;
    }
}

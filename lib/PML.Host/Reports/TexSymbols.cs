using System.Text;

namespace PML.Host.Reports;

/// <summary>What TeX's commands stand for.</summary>
internal static class TexSymbols
{
    /// <summary>Letters.</summary>
    public static readonly IReadOnlyDictionary<string, string> Letters = Table("""
        alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ
        sigma σ tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω
        ell ℓ infty ∞ partial ∂ nabla ∇ emptyset ∅ hbar ℏ top ⊤ bot ⊥ Re ℜ Im ℑ aleph ℵ
        """);

    /// <summary>Operators, relations and delimiters.</summary>
    public static readonly IReadOnlyDictionary<string, string> Operators = Table("""
        le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ approx ≈ sim ∼ simeq ≃ equiv ≡ propto ∝ in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖
        prec ≺ preceq ⪯ succ ≻ succeq ⪰ ll ≪ gg ≫ to → rightarrow → leftarrow ← Rightarrow ⇒ Leftarrow ⇐ leftrightarrow ↔ iff ⇔ mapsto ↦ times × cdot ⋅ pm ± mp ∓
        circ ∘ ast ∗ star ⋆ oplus ⊕ otimes ⊗ odot ⊙ wedge ∧ vee ∨ neg ¬ forall ∀ exists ∃ mid ∣ parallel ∥ perp ⊥ colon : ldots … dots … cdots ⋯ vdots ⋮
        langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lVert ‖ rVert ‖ Vert ‖ lvert | rvert | vert | { { } } | ‖ % % _ _ & & # # $ $
        """);

    /// <summary>Operators whose limits stand below and above them in a displayed formula.</summary>
    public static readonly IReadOnlyDictionary<string, string> Limits = Table("sum ∑ prod ∏ bigcup ⋃ bigcap ⋂ min min max max argmin arg\u00a0min argmax arg\u00a0max inf inf sup sup lim lim");

    /// <summary>Functions, set upright.</summary>
    public static readonly IReadOnlyDictionary<string, string> Functions = Table("log log ln ln exp exp sin sin cos cos tan tan tanh tanh arg arg det det dim dim deg deg int ∫ Pr Pr");

    /// <summary>Spaces, in em.</summary>
    public static readonly IReadOnlyDictionary<string, string> Spaces = Table(", 0.17 : 0.22 ; 0.28 ! 0 quad 1 qquad 2");

    /// <summary>Marks above a letter.</summary>
    public static readonly IReadOnlyDictionary<string, string> Accents = Table("hat ^ widehat ^ bar ¯ overline ¯ tilde ~ widetilde ~ vec → dot ˙ ddot ¨");

    /// <summary>Letters in another alphabet, by Unicode's own characters for them.</summary>
    /// <param name="font">"mathbb", "mathcal" or "mathbf".</param>
    /// <param name="text">Plain letters; other characters stay.</param>
    public static string InFont(string font, string text)
    {
        var result = new StringBuilder();
        foreach (char c in text) result.Append(Exceptions(font, c) ?? Shifted(font, c));
        return result.ToString();
    }

    private static string Shifted(string font, char c)
    {
        int capitals = font switch { "mathbb" => 0x1D538, "mathcal" => 0x1D49C, _ => 0x1D400 };
        return char.IsAsciiLetterUpper(c) ? char.ConvertFromUtf32(capitals + c - 'A')
            : char.IsAsciiLetterLower(c) ? char.ConvertFromUtf32(capitals + 26 + c - 'a')
            : c.ToString();
    }

    // Unicode had these before it had the alphabets.
    private static string? Exceptions(string font, char c) => (font, c) switch
    {
        ("mathbb", 'C') => "ℂ", ("mathbb", 'H') => "ℍ", ("mathbb", 'N') => "ℕ", ("mathbb", 'P') => "ℙ", ("mathbb", 'Q') => "ℚ", ("mathbb", 'R') => "ℝ", ("mathbb", 'Z') => "ℤ",
        ("mathcal", 'B') => "ℬ", ("mathcal", 'E') => "ℰ", ("mathcal", 'F') => "ℱ", ("mathcal", 'H') => "ℋ", ("mathcal", 'I') => "ℐ", ("mathcal", 'L') => "ℒ",
        ("mathcal", 'M') => "ℳ", ("mathcal", 'R') => "ℛ", ("mathcal", 'e') => "ℯ", ("mathcal", 'g') => "ℊ", ("mathcal", 'o') => "ℴ",
        _ => null,
    };

    private static Dictionary<string, string> Table(string text)
    {
        var words = text.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, words.Length / 2).ToDictionary(i => words[2 * i], i => words[2 * i + 1]);
    }
}

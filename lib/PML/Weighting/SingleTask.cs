using PML.Support;

namespace PML.Weighting;

/// <summary>Single-task learning (STL): one network that minimises one task's loss alone.</summary>
/// <remarks>Source: the paper, Section 5; the reference that the other methods are measured against.</remarks>
public sealed record SingleTask() : WeightingMethod("STL task 1")
{
    /// <summary>Which task, from 0; the name follows it.</summary>
    public int Task
    {
        get;
        init
        {
            field = Check.AtLeast(value, 0);
            Name = $"STL task {value + 1}";
        }
    }

    /// <inheritdoc/>
    public override WeightingNeeds Needs => WeightingNeeds.None;

    /// <inheritdoc/>
    /// <exception cref="PmlException">There is no such task.</exception>
    public override Coefficients Weigh(WeightingInput input)
    {
        var weights = new double[input.Tasks];
        weights[Check.InRange(Task, 0, input.Tasks - 1, nameof(Task))] = 1;
        return weights;
    }
}

namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        private static readonly Operator negOp = new("neg"), absOp = new("abs"), signOp = new("sign"), sqrtOp = new("sqrt"), sqrtInPlaceOp = new("sqrt_"), squareOp = new("square"),
            powOp = new("pow", "Tensor_Scalar"), expOp = new("exp"), logOp = new("log"), tanhOp = new("tanh"), sigmoidOp = new("sigmoid"), reluOp = new("relu"), clampOp = new("clamp"),
            maximumOp = new("maximum"), minimumOp = new("minimum"), eqOp = new("eq", "Tensor"), eqScalarOp = new("eq", "Scalar"), neOp = new("ne", "Tensor"), neScalarOp = new("ne", "Scalar"),
            ltOp = new("lt", "Tensor"), ltScalarOp = new("lt", "Scalar"), leOp = new("le", "Tensor"), leScalarOp = new("le", "Scalar"), gtOp = new("gt", "Tensor"), gtScalarOp = new("gt", "Scalar"),
            geOp = new("ge", "Tensor"), geScalarOp = new("ge", "Scalar"), isfiniteOp = new("isfinite"), isnanOp = new("isnan"), whereOp = new("where", "self"),
            softmaxOp = new("softmax", "int"), logSoftmaxOp = new("log_softmax", "int");

        /// <summary>The negative of every element.</summary>
        public Tensor neg() => negOp.Call(this);

        /// <summary>The absolute value of every element.</summary>
        public Tensor abs() => absOp.Call(this);

        /// <summary>-1, 0 or 1 for every element.</summary>
        public Tensor sign() => signOp.Call(this);

        /// <summary>The square root of every element; not a number below 0.</summary>
        public Tensor sqrt() => sqrtOp.Call(this);

        /// <summary>Replaces every element by its square root.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor sqrt_() => Changed(sqrtInPlaceOp, this);

        /// <summary>The square of every element.</summary>
        public Tensor square() => squareOp.Call(this);

        /// <summary>Every element to a power.</summary>
        public Tensor pow(Scalar exponent) => powOp.Call(this, exponent);

        /// <summary>e to the power of every element.</summary>
        public Tensor exp() => expOp.Call(this);

        /// <summary>The natural logarithm of every element.</summary>
        public Tensor log() => logOp.Call(this);

        /// <summary>The hyperbolic tangent of every element.</summary>
        public Tensor tanh() => tanhOp.Call(this);

        /// <summary>1 / (1 + exp(-x)) for every element.</summary>
        public Tensor sigmoid() => sigmoidOp.Call(this);

        /// <summary>The greater of 0 and every element.</summary>
        public Tensor relu() => reluOp.Call(this);

        /// <summary>Every element, held between two bounds of which one may be left out.</summary>
        public Tensor clamp(Scalar? min = null, Scalar? max = null) => clampOp.Call(this, min, max);

        /// <summary>The greater of two elements, not a number where one is none; the shapes broadcast.</summary>
        public Tensor maximum(Tensor other) => maximumOp.Call(this, other);

        /// <summary>The smaller of two elements, not a number where one is none; the shapes broadcast.</summary>
        public Tensor minimum(Tensor other) => minimumOp.Call(this, other);

        /// <summary>Whether elements are equal; the shapes broadcast.</summary>
        public Tensor eq(Tensor target) => eqOp.Call(this, target);

        /// <summary>Whether elements equal a number.</summary>
        public Tensor eq(Scalar target) => eqScalarOp.Call(this, target);

        /// <summary>Whether elements differ; the shapes broadcast.</summary>
        public Tensor ne(Tensor target) => neOp.Call(this, target);

        /// <summary>Whether elements differ from a number.</summary>
        public Tensor ne(Scalar target) => neScalarOp.Call(this, target);

        /// <summary>Whether elements are below those of another tensor; the shapes broadcast.</summary>
        public Tensor lt(Tensor target) => ltOp.Call(this, target);

        /// <summary>Whether elements are below a number.</summary>
        public Tensor lt(Scalar target) => ltScalarOp.Call(this, target);

        /// <summary>Whether elements are at most those of another tensor; the shapes broadcast.</summary>
        public Tensor le(Tensor target) => leOp.Call(this, target);

        /// <summary>Whether elements are at most a number.</summary>
        public Tensor le(Scalar target) => leScalarOp.Call(this, target);

        /// <summary>Whether elements are above those of another tensor; the shapes broadcast.</summary>
        public Tensor gt(Tensor target) => gtOp.Call(this, target);

        /// <summary>Whether elements are above a number.</summary>
        public Tensor gt(Scalar target) => gtScalarOp.Call(this, target);

        /// <summary>Whether elements are at least those of another tensor; the shapes broadcast.</summary>
        public Tensor ge(Tensor target) => geOp.Call(this, target);

        /// <summary>Whether elements are at least a number.</summary>
        public Tensor ge(Scalar target) => geScalarOp.Call(this, target);

        /// <summary>Whether elements are neither infinite nor not a number.</summary>
        public Tensor isfinite() => isfiniteOp.Call(this);

        /// <summary>Whether elements are not a number.</summary>
        public Tensor isnan() => isnanOp.Call(this);

        /// <summary>This tensor's element where <paramref name="condition"/> is true, else the one of <paramref name="y"/>; the shapes broadcast.</summary>
        public Tensor where(Tensor condition, Tensor y) => whereOp.Call(condition, this, y);

        /// <summary>Elements as shares of their exponentials' sum along one dimension.</summary>
        public Tensor softmax(long dim, ScalarType? dtype = null) => softmaxOp.Call(this, dim, dtype);

        /// <summary>The logarithm of <see cref="softmax"/>, computed without overflow.</summary>
        public Tensor log_softmax(long dim, ScalarType? dtype = null) => logSoftmaxOp.Call(this, dim, dtype);
    }
}

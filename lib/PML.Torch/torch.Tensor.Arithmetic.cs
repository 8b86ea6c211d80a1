namespace TorchSharp;

public static partial class torch
{
    public sealed partial class Tensor
    {
        private static readonly Operator addOp = new("add", "Tensor"), addScalarOp = new("add", "Scalar"), subOp = new("sub", "Tensor"), subScalarOp = new("sub", "Scalar"),
            mulOp = new("mul", "Tensor"), mulScalarOp = new("mul", "Scalar"), divOp = new("div", "Tensor"), divScalarOp = new("div", "Scalar"),
            addInPlaceOp = new("add_", "Tensor"), addScalarInPlaceOp = new("add_", "Scalar"), subInPlaceOp = new("sub_", "Tensor"), subScalarInPlaceOp = new("sub_", "Scalar"),
            mulInPlaceOp = new("mul_", "Tensor"), mulScalarInPlaceOp = new("mul_", "Scalar"), divInPlaceOp = new("div_", "Tensor"), divScalarInPlaceOp = new("div_", "Scalar"),
            addcmulInPlaceOp = new("addcmul_"), addcdivInPlaceOp = new("addcdiv_"), lerpInPlaceOp = new("lerp_", "Tensor"), rsubScalarOp = new("rsub", "Scalar"), reciprocalOp = new("reciprocal");

        /// <summary>The sum, element by element; the shapes broadcast.</summary>
        public Tensor add(Tensor target) => addOp.Call(this, target);

        /// <summary>This plus <paramref name="alpha"/> times <paramref name="target"/>, element by element; the shapes broadcast.</summary>
        public Tensor add(Tensor target, Scalar alpha) => addOp.Call(this, target, alpha);

        /// <summary>A number added to every element.</summary>
        public Tensor add(Scalar scalar) => addScalarOp.Call(this, scalar);

        /// <summary>The difference, element by element; the shapes broadcast.</summary>
        public Tensor sub(Tensor target) => subOp.Call(this, target);

        /// <summary>A number taken from every element.</summary>
        public Tensor sub(Scalar target) => subScalarOp.Call(this, target);

        /// <summary>The product, element by element; the shapes broadcast.</summary>
        public Tensor mul(Tensor target) => mulOp.Call(this, target);

        /// <summary>Every element times a number.</summary>
        public Tensor mul(Scalar target) => mulScalarOp.Call(this, target);

        /// <summary>The quotient, element by element; the shapes broadcast. Whole numbers give floats.</summary>
        public Tensor div(Tensor target) => divOp.Call(this, target);

        /// <summary>Every element divided by a number. Whole numbers give floats.</summary>
        public Tensor div(Scalar target) => divScalarOp.Call(this, target);

        /// <summary>Adds to it, element by element.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor add_(Tensor target) => Changed(addInPlaceOp, this, target);

        /// <summary>Adds <paramref name="alpha"/> times <paramref name="target"/> to it, element by element.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor add_(Tensor target, Scalar alpha) => Changed(addInPlaceOp, this, target, alpha);

        /// <summary>Adds a number to every element of it.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor add_(Scalar scalar) => Changed(addScalarInPlaceOp, this, scalar);

        /// <summary>Subtracts from it, element by element.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor sub_(Tensor target) => Changed(subInPlaceOp, this, target);

        /// <summary>Subtracts a number from every element of it.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor sub_(Scalar target) => Changed(subScalarInPlaceOp, this, target);

        /// <summary>Multiplies it, element by element.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor mul_(Tensor target) => Changed(mulInPlaceOp, this, target);

        /// <summary>Multiplies every element of it by a number.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor mul_(Scalar target) => Changed(mulScalarInPlaceOp, this, target);

        /// <summary>Divides it, element by element.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor div_(Tensor target) => Changed(divInPlaceOp, this, target);

        /// <summary>Divides every element of it by a number.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor div_(Scalar target) => Changed(divScalarInPlaceOp, this, target);

        /// <summary>Adds <paramref name="value"/> times the product of two tensors to it, element by element.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor addcmul_(Tensor tensor1, Tensor tensor2, Scalar value) => Changed(addcmulInPlaceOp, this, tensor1, tensor2, value);

        /// <summary>Adds <paramref name="value"/> times the quotient of two tensors to it, element by element.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor addcdiv_(Tensor tensor1, Tensor tensor2, Scalar value) => Changed(addcdivInPlaceOp, this, tensor1, tensor2, value);

        /// <summary>Moves it towards <paramref name="end"/> by the share <paramref name="weight"/>, element by element.</summary>
        /// <returns>The same tensor.</returns>
        public Tensor lerp_(Tensor end, Tensor weight) => Changed(lerpInPlaceOp, this, end, weight);

        /// <summary>The sum, element by element.</summary>
        public static Tensor operator +(Tensor left, Tensor right) => addOp.Call(left, right);

        /// <summary>A number added to every element.</summary>
        public static Tensor operator +(Tensor left, double right) => addScalarOp.Call(left, right);

        /// <summary>A whole number added to every element.</summary>
        public static Tensor operator +(Tensor left, long right) => addScalarOp.Call(left, right);

        /// <summary>A number added to every element.</summary>
        public static Tensor operator +(double left, Tensor right) => addScalarOp.Call(right, left);

        /// <summary>A whole number added to every element.</summary>
        public static Tensor operator +(long left, Tensor right) => addScalarOp.Call(right, left);

        /// <summary>The difference, element by element.</summary>
        public static Tensor operator -(Tensor left, Tensor right) => subOp.Call(left, right);

        /// <summary>A number taken from every element.</summary>
        public static Tensor operator -(Tensor left, double right) => subScalarOp.Call(left, right);

        /// <summary>A whole number taken from every element.</summary>
        public static Tensor operator -(Tensor left, long right) => subScalarOp.Call(left, right);

        /// <summary>Every element taken from a number.</summary>
        public static Tensor operator -(double left, Tensor right) => rsubScalarOp.Call(right, left);

        /// <summary>Every element taken from a whole number.</summary>
        public static Tensor operator -(long left, Tensor right) => rsubScalarOp.Call(right, left);

        /// <summary>The product, element by element.</summary>
        public static Tensor operator *(Tensor left, Tensor right) => mulOp.Call(left, right);

        /// <summary>Every element times a number.</summary>
        public static Tensor operator *(Tensor left, double right) => mulScalarOp.Call(left, right);

        /// <summary>Every element times a whole number.</summary>
        public static Tensor operator *(Tensor left, long right) => mulScalarOp.Call(left, right);

        /// <summary>Every element times a number.</summary>
        public static Tensor operator *(double left, Tensor right) => mulScalarOp.Call(right, left);

        /// <summary>Every element times a whole number.</summary>
        public static Tensor operator *(long left, Tensor right) => mulScalarOp.Call(right, left);

        /// <summary>The quotient, element by element. Whole numbers give floats.</summary>
        public static Tensor operator /(Tensor left, Tensor right) => divOp.Call(left, right);

        /// <summary>Every element divided by a number.</summary>
        public static Tensor operator /(Tensor left, double right) => divScalarOp.Call(left, right);

        /// <summary>Every element divided by a whole number. Whole numbers give floats.</summary>
        public static Tensor operator /(Tensor left, long right) => divScalarOp.Call(left, right);

        /// <summary>A number divided by every element.</summary>
        public static Tensor operator /(double left, Tensor right)
        {
            using var inverse = reciprocalOp.Call(right);
            return mulScalarOp.Call(inverse, left);
        }

        /// <summary>The negative of every element.</summary>
        public static Tensor operator -(Tensor tensor) => tensor.neg();
    }
}

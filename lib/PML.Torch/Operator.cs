using System.Runtime.InteropServices;
using System.Text;

namespace TorchSharp;

/// <summary>An ATen operator, found once by its schema's name. Trailing arguments that are left out take the schema's defaults.</summary>
/// <remarks>Keep instances in static fields. Lists are copied to the stack, so nothing is pinned.</remarks>
internal sealed unsafe class Operator(string name, string overload = "")
{
    private const int StackBytes = 1024;
    private nint found;

    /// <summary>Runs it and returns its only result, a tensor.</summary>
    internal torch.Tensor Call(params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Run(arguments, &result, 1);
        return new torch.Tensor(result.Pointer);
    }

    /// <summary>Runs it and drops its results: for operators that change their first argument.</summary>
    internal void Change(params ReadOnlySpan<Argument> arguments) => Run(arguments, null, 0);

    /// <summary>Runs it and returns its two results.</summary>
    internal (torch.Tensor First, torch.Tensor Second) CallPair(params ReadOnlySpan<Argument> arguments)
    {
        var results = stackalloc Value[2];
        Run(arguments, results, 2);
        return (new torch.Tensor(results[0].Pointer), new torch.Tensor(results[1].Pointer));
    }

    /// <summary>Runs it and returns its result, a number or a truth value.</summary>
    internal Value CallValue(params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Run(arguments, &result, 1);
        return result;
    }

    /// <summary>Runs it and returns its result, a list of tensors.</summary>
    internal torch.Tensor[] CallList(params ReadOnlySpan<Argument> arguments)
    {
        Value result;
        Run(arguments, &result, 1);
        var list = new torch.Tensor[result.Count];
        for (var k = 0; k < list.Length; k++) list[k] = new torch.Tensor(((nint*)result.Pointer)[k]);
        Native.pt_free_list(result.Pointer);
        return list;
    }

    private void Run(ReadOnlySpan<Argument> arguments, Value* results, int room)
    {
        var values = stackalloc Value[arguments.Length];
        var bytes = 0;
        for (var k = 0; k < arguments.Length; k++)
        {
            values[k] = arguments[k].Value;
            bytes += arguments[k].ListBytes;
        }
        if (bytes == 0) Invoke(arguments, values, results, room);
        else RunWithLists(arguments, values, bytes, results, room);
    }

    private void RunWithLists(ReadOnlySpan<Argument> arguments, Value* values, int bytes, Value* results, int room)
    {
        var large = bytes > StackBytes;
        var stack = stackalloc byte[large ? 0 : bytes];
        var block = large ? (byte*)NativeMemory.Alloc((nuint)bytes) : stack;
        try
        {
            var at = block;
            for (var k = 0; k < arguments.Length; k++)
            {
                if (arguments[k].ListBytes == 0) continue;
                arguments[k].CopyList((long*)at);
                values[k].Pointer = (nint)at;
                at += arguments[k].ListBytes;
            }
            Invoke(arguments, values, results, room);
        }
        finally
        {
            if (large) NativeMemory.Free(block);
        }
    }

    private void Invoke(ReadOnlySpan<Argument> arguments, Value* values, Value* results, int room)
    {
        var op = found != 0 ? found : Find();
        var status = Native.pt_call(op, values, arguments.Length, results, room);
        // Without this a finalizer might free a tensor that the call still reads.
        foreach (ref readonly var argument in arguments) GC.KeepAlive(argument.Owner);
        Native.Check(status, name);
    }

    private nint Find()
    {
        fixed (byte* n = Encoding.UTF8.GetBytes($"aten::{name}\0"), o = Encoding.UTF8.GetBytes($"{overload}\0"))
        {
            nint op;
            Native.Check(Native.pt_find(n, o, &op), name);
            return found = op;
        }
    }
}

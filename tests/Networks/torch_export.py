"""Loads an exported network into PyTorch's, after torch_modules.py. Arguments: a folder, a network, the numbers that make it. In the folder:
network.safetensors and x. Writes each task's outputs, and prints the file's metadata."""
import json, struct


def load(path):
    """A safetensors file without its library: the arrays by name, and the metadata."""
    with open(path, "rb") as file:
        data = file.read()
    (length,) = struct.unpack("<Q", data[:8])
    header, arrays = json.loads(data[8:8 + length]), {}
    notes = header.pop("__metadata__")
    for name, entry in header.items():
        start, end = (8 + length + offset for offset in entry["data_offsets"])
        values = np.frombuffer(data[start:end], {"F32": np.float32, "I64": np.int64}[entry["dtype"]])
        arrays[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return arrays, notes


folder, name, numbers = sys.argv[1], sys.argv[2], [int(number) for number in sys.argv[3:]]
torch.set_num_threads(1)
state, notes = load(f"{folder}/network.safetensors")
try:
    from safetensors.torch import load_file
    assert all(torch.equal(state[key], value) for key, value in load_file(f"{folder}/network.safetensors").items())
except ImportError:
    pass
model = network(name, numbers)
assert set(model.state_dict()) == set(state), set(model.state_dict()) ^ set(state)
model.load_state_dict(state, strict=True)
model.eval()
with torch.no_grad():
    for t, y in enumerate(model(torch.from_numpy(np.load(f"{folder}/x.npy")))):
        np.save(f"{folder}/output_{t}.npy", y.numpy())
print(json.dumps(notes))

"""The kit's networks against PyTorch's, after torch_modules.py. Arguments: a folder, a network, the numbers that make it. In the folder: theta [W, N],
x, and weight_t of each task's outputs. Writes each task's outputs of W forwards one after another, the gradient of their weighted sum by theta,
the running statistics that they leave, and the outputs of an evaluation with those."""
folder, name, numbers = sys.argv[1], sys.argv[2], [int(number) for number in sys.argv[3:]]
read = lambda file: torch.from_numpy(np.load(f"{folder}/{file}.npy"))
write = lambda file, values: np.save(f"{folder}/{file}.npy", np.ascontiguousarray(values))
thetas, x = read("theta"), read("x")
torch.set_num_threads(1)
model = network(name, numbers).to(thetas.dtype)
parameters = list(model.parameters())
assert sum(p.numel() for p in parameters) == thetas.shape[1], (sum(p.numel() for p in parameters), thetas.shape)


def load(theta):
    at = 0
    for p in parameters:
        p.data = theta[at:at + p.numel()].view(p.shape).clone()
        at += p.numel()


outputs, gradients, evaluated = [], [], []
for w, theta in enumerate(thetas):
    load(theta)
    y = model(x)
    total = sum((y[t] * read(f"weight_{t}")[w]).sum() for t in range(len(y)))
    gradients.append(torch.cat([g.flatten() for g in torch.autograd.grad(total, parameters)]))
    outputs.append(y)
model.eval()
with torch.no_grad():
    for theta in thetas:
        load(theta)
        evaluated.append(model(x))
for t in range(len(outputs[0])):
    write(f"output_{t}", torch.stack([y[t].detach() for y in outputs]))
    write(f"evaluated_{t}", torch.stack([y[t] for y in evaluated]))
write("gradient", torch.stack(gradients))
norms = [m for m in model.modules() if isinstance(m, nn.BatchNorm2d)]
write("statistics", torch.cat([v for m in norms for v in (m.running_mean, m.running_var)]) if norms else torch.zeros(0, dtype=thetas.dtype))

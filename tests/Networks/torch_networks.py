"""The kit's networks as PyTorch modules. Arguments: a folder, a network, the numbers that make it. In the folder: theta [W, N], x, and
weight_t of each task's outputs. Writes each task's outputs of W forwards one after another, the gradient of their weighted sum by theta,
the running statistics that they leave, and the outputs of an evaluation with those."""
import sys
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F


class LeNet(nn.Module):
    def __init__(self, tasks):
        super().__init__()
        self.conv1, self.conv2, self.fc = nn.Conv2d(1, 10, 5), nn.Conv2d(10, 20, 5), nn.Linear(320, 50)
        self.decoders = nn.ModuleList(nn.Sequential(nn.Linear(50, 50), nn.ReLU(), nn.Linear(50, 10)) for _ in range(tasks))

    def forward(self, x):
        h = F.relu(F.max_pool2d(self.conv1(x), 2))
        h = F.relu(F.max_pool2d(self.conv2(h), 2))
        e = F.relu(self.fc(h.flatten(1)))
        return [decoder(e) for decoder in self.decoders]


class Mlp(nn.Module):
    def __init__(self, features, hidden, *classes):
        super().__init__()
        self.fc = nn.Linear(features, hidden)
        self.decoders = nn.ModuleList(nn.Linear(hidden, count) for count in classes)

    def forward(self, x):
        return [decoder(F.relu(self.fc(x))) for decoder in self.decoders]


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs))
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Sequential() if same else nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return F.relu(self.body(x) + self.shortcut(x))


class ResNet18(nn.Module):
    def __init__(self, width, features, *outputs):
        super().__init__()
        layers, channels = [nn.Conv2d(3, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU()], width
        for stage in range(4):
            for block in range(2):
                layers.append(Block(channels, width << stage, 2 if stage and not block else 1))
                channels = width << stage
        self.encoder = nn.Sequential(*layers, nn.AvgPool2d(4), nn.Flatten())
        self.decoders = nn.ModuleList(nn.Linear(features, count) for count in outputs)

    def forward(self, x):
        h = self.encoder(x)
        return [decoder(h) for decoder in self.decoders]


class SegNet(nn.Module):
    def __init__(self, width, *outputs):
        super().__init__()
        counts, widths = [2, 2, 3, 3, 3], [width * k for k in (1, 2, 4, 8, 8)]
        self.down = nn.ModuleList(self.stage(([3] + widths)[k], widths[k], counts[k]) for k in range(5))
        self.up = nn.ModuleList(self.stage(widths[k], ([width] + widths)[k], counts[k]) for k in reversed(range(5)))
        self.heads = nn.ModuleList(nn.Sequential(nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, count, 1)) for count in outputs)
        self.pool, self.unpool = nn.MaxPool2d(2, 2, return_indices=True), nn.MaxUnpool2d(2, 2)

    @staticmethod
    def stage(inputs, outputs, count):
        return nn.Sequential(*(layer for k in range(count) for layer in (
            nn.Conv2d(outputs if k else inputs, outputs, 3, padding=1), nn.BatchNorm2d(outputs), nn.ReLU())))

    def forward(self, x):
        places = []
        for stage in self.down:
            x = stage(x)
            size = x.shape
            x, indices = self.pool(x)
            places.append((indices, size))
        for stage in self.up:
            indices, size = places.pop()
            x = stage(self.unpool(x, indices, output_size=size))
        return [head(x) for head in self.heads]


folder, name, numbers = sys.argv[1], sys.argv[2], [int(number) for number in sys.argv[3:]]
read = lambda file: torch.from_numpy(np.load(f"{folder}/{file}.npy"))
write = lambda file, values: np.save(f"{folder}/{file}.npy", np.ascontiguousarray(values))
thetas, x = read("theta"), read("x")
torch.set_num_threads(1)
model = {"LeNet": LeNet, "Mlp": Mlp, "ResNet18": ResNet18, "SegNet": SegNet}[name](*numbers).to(thetas.dtype)
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

"""The kit's networks as PyTorch modules, with the kit's names for parameters and running statistics."""
import sys
import numpy as np, torch, torch.nn as nn, torch.nn.functional as F


class Tasks(nn.Module):
    """A network with a part for each task: head1, head2, ..."""

    def each(self, name, parts):
        self.names = []
        for t, part in enumerate(parts):
            self.names.append(f"{name}{t + 1}")
            self.add_module(self.names[-1], part)

    def outputs(self, forward):
        return [forward(getattr(self, name)) for name in self.names]


class LeNet(Tasks):
    def __init__(self, tasks):
        super().__init__()
        self.encoder = nn.ModuleDict({"conv1": nn.Conv2d(1, 10, 5), "conv2": nn.Conv2d(10, 20, 5), "fc": nn.Linear(320, 50)})
        self.each("decoder", (nn.ModuleDict({"fc1": nn.Linear(50, 50), "fc2": nn.Linear(50, 10)}) for _ in range(tasks)))

    def forward(self, x):
        h = F.relu(F.max_pool2d(self.encoder["conv1"](x), 2))
        h = F.relu(F.max_pool2d(self.encoder["conv2"](h), 2))
        e = F.relu(self.encoder["fc"](h.flatten(1)))
        return self.outputs(lambda decoder: decoder["fc2"](F.relu(decoder["fc1"](e))))


class Mlp(Tasks):
    def __init__(self, features, hidden, *classes):
        super().__init__()
        self.encoder = nn.ModuleDict({"fc": nn.Linear(features, hidden)})
        self.each("decoder", (nn.ModuleDict({"fc": nn.Linear(hidden, count)}) for count in classes))

    def forward(self, x):
        e = F.relu(self.encoder["fc"](x))
        return self.outputs(lambda decoder: decoder["fc"](e))


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False), nn.BatchNorm2d(outputs)
        self.conv2, self.bn2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False), nn.BatchNorm2d(outputs)
        same = stride == 1 and inputs == outputs
        self.shortcut = nn.Sequential() if same else nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        return F.relu(self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x))))) + self.shortcut(x))


class ResNet18(Tasks):
    def __init__(self, width, features, *outputs):
        super().__init__()
        self.encoder, channels = nn.ModuleDict({"conv1": nn.Conv2d(3, width, 3, padding=1, bias=False), "bn1": nn.BatchNorm2d(width)}), width
        for stage in range(4):
            first, channels = Block(channels, width << stage, 2 if stage else 1), width << stage
            self.encoder[f"layer{stage + 1}"] = nn.Sequential(first, Block(channels, channels, 1))
        self.each("decoder", (nn.ModuleDict({"fc": nn.Linear(features, count)}) for count in outputs))

    def forward(self, x):
        h = F.relu(self.encoder["bn1"](self.encoder["conv1"](x)))
        for stage in range(4):
            h = self.encoder[f"layer{stage + 1}"](h)
        h = F.avg_pool2d(h, 4).flatten(1)
        return self.outputs(lambda decoder: decoder["fc"](h))


class Stage(nn.ModuleDict):
    """Convolutions with batch normalisation; the first one changes the width."""

    def __init__(self, inputs, outputs, count):
        super().__init__()
        self.count = count
        for k in range(count):
            self[f"conv{k + 1}"] = nn.Conv2d(outputs if k else inputs, outputs, 3, padding=1)
            self[f"bn{k + 1}"] = nn.BatchNorm2d(outputs)

    def forward(self, x):
        for k in range(self.count):
            x = F.relu(self[f"bn{k + 1}"](self[f"conv{k + 1}"](x)))
        return x


class SegNet(Tasks):
    def __init__(self, width, *outputs):
        super().__init__()
        counts, widths = [2, 2, 3, 3, 3], [width * k for k in (1, 2, 4, 8, 8)]
        self.encoder = nn.ModuleDict({f"{k + 1}": Stage(([3] + widths)[k], widths[k], counts[k]) for k in range(5)})
        self.decoder = nn.ModuleDict({f"{k + 1}": Stage(widths[k], ([width] + widths)[k], counts[k]) for k in reversed(range(5))})
        self.each("head", (nn.ModuleDict({"conv1": nn.Conv2d(width, width, 3, padding=1), "conv2": nn.Conv2d(width, count, 1)}) for count in outputs))
        self.pool, self.unpool = nn.MaxPool2d(2, 2, return_indices=True), nn.MaxUnpool2d(2, 2)

    def forward(self, x):
        places = []
        for stage in self.encoder.values():
            x = stage(x)
            size = x.shape
            x, indices = self.pool(x)
            places.append((indices, size))
        for stage in self.decoder.values():
            indices, size = places.pop()
            x = stage(self.unpool(x, indices, output_size=size))
        return self.outputs(lambda head: head["conv2"](head["conv1"](x)))


def network(name, numbers):
    return {"LeNet": LeNet, "Mlp": Mlp, "ResNet18": ResNet18, "SegNet": SegNet}[name](*numbers)

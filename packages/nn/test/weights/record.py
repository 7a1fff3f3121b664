"""State dicts of PyTorch's and Keras' models as Python's safetensors writes them, and what the models predict.

    pip install torch keras safetensors numpy
    KERAS_BACKEND=torch python packages/nn/test/weights/record.py
    npx biome format --write packages/nn/test/weights
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy
import safetensors.numpy
import safetensors.torch
import torch
from keras import layers
from torch import nn

here = pathlib.Path(__file__).parent
torch.manual_seed(0)
keras.utils.set_random_seed(0)
recorded = {"torch": torch.__version__, "keras": keras.__version__, "models": {}}


def keep(name, x, y):
    recorded["models"][name] = {"x": x.tolist(), "shape": list(y.shape), "y": y.flatten().tolist()}


def pytorch(name, model, x, dtype=None):
    model.train()
    if x.dtype == torch.float32:
        for _ in range(3):
            model(torch.randn(8, *x.shape[1:]))
    model.eval()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.add_(torch.randn_like(parameter) * 0.1)
        if dtype:
            model.to(dtype).float()
        y = model(x)
    state = {key: each.to(dtype) if dtype and each.is_floating_point() else each for key, each in model.state_dict().items()}
    safetensors.torch.save_file(state, here / f"{name}.safetensors")
    keep(name, x.numpy(), y.numpy())


class Recurrent(nn.Module):
    def __init__(self, net, features):
        super().__init__()
        self.net, self.head = net, nn.Linear(features, 2)

    def forward(self, x):
        return self.head(self.net(x)[0])


class Words(nn.Module):
    """Names that sort otherwise than the layers stand."""

    def __init__(self):
        super().__init__()
        self.words = nn.Embedding(9, 4)
        self.mix = nn.Linear(4, 6)
        self.answer = nn.Linear(6, 2)

    def forward(self, x):
        return self.answer(torch.relu(self.mix(self.words(x))))


class Named(nn.Module):
    """A block of an image net, the names of its parts PyTorch's own habit."""

    def __init__(self):
        super().__init__()
        self.conv1, self.bn1 = nn.Conv2d(1, 3, 3, padding=1, bias=False), nn.BatchNorm2d(3)
        self.conv2, self.bn2 = nn.Conv2d(3, 3, 3, padding=1, bias=False), nn.BatchNorm2d(3)
        self.fc = nn.Linear(3, 2)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        return self.fc(torch.relu(self.bn2(self.conv2(x))).mean((2, 3)))


pytorch("mlp", nn.Sequential(nn.Linear(3, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Linear(8, 8), nn.PReLU(8), nn.LayerNorm(8), nn.Linear(8, 2)), torch.randn(4, 3))
pytorch("cnn", nn.Sequential(nn.Conv2d(2, 4, 3, padding=1), nn.GroupNorm(2, 4), nn.ReLU(), nn.Conv2d(4, 4, 3, padding=1, groups=4), nn.ReLU(),
                             nn.ConvTranspose2d(4, 3, 4, 2, 1), nn.Flatten(), nn.Linear(3 * 64, 2)), torch.randn(2, 2, 4, 4))
pytorch("named", Named(), torch.randn(2, 1, 5, 5))
pytorch("lstm", Recurrent(nn.LSTM(3, 4, 2, batch_first=True, bidirectional=True), 8), torch.randn(2, 5, 3))
pytorch("gru", Recurrent(nn.GRU(3, 4, batch_first=True), 4), torch.randn(2, 5, 3))
pytorch("rnn", Recurrent(nn.RNN(3, 4, batch_first=True), 4), torch.randn(2, 5, 3))
encoder = nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16, activation="gelu", batch_first=True, norm_first=True), 2, enable_nested_tensor=False)
pytorch("transformer", encoder, torch.randn(2, 5, 8))
pytorch("words", Words(), torch.randint(0, 9, (2, 4)))
pytorch("volumes", nn.Sequential(nn.Conv3d(1, 2, 3, padding=1), nn.ReLU(), nn.ConvTranspose3d(2, 1, 2, 2), nn.Flatten(), nn.Linear(64, 2)), torch.randn(2, 1, 2, 2, 2))
pytorch("half", nn.Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2)), torch.randn(4, 3), torch.bfloat16)


def of_keras(name, model, x):
    for weight in model.weights:
        weight.assign(weight.numpy() + numpy.abs(numpy.random.default_rng(1).normal(size=weight.shape)) * 0.1)
    # An array that is not in C's order is written as it lies in memory, and read back as another one.
    arrays = {each.path: numpy.ascontiguousarray(each.numpy()) for each in model.weights}
    safetensors.numpy.save_file(arrays, here / f"{name}.safetensors")
    keep(name, x, numpy.array(model(x).detach()))


floats = lambda *shape: numpy.random.default_rng(0).normal(size=shape).astype("float32")
of_keras("keras-mlp", keras.Sequential([layers.Input((3,)), layers.Dense(8, use_bias=False), layers.BatchNormalization(), layers.ReLU(), layers.Dense(8), layers.LayerNormalization(), layers.Dense(2)]), floats(4, 3))
of_keras("keras-cnn", keras.Sequential([layers.Input((4, 4, 2)), layers.Conv2D(4, 3, padding="same"), layers.ReLU(), layers.DepthwiseConv2D(3, padding="same"), layers.SeparableConv2D(3, 3, padding="same"),
                                        layers.GlobalAveragePooling2D(), layers.Dense(2)]), floats(2, 4, 4, 2))
of_keras("keras-recurrent", keras.Sequential([layers.Input((5, 3)), layers.Bidirectional(layers.LSTM(4, return_sequences=True)), layers.GRU(4, return_sequences=True), layers.SimpleRNN(3), layers.Dense(2)]), floats(2, 5, 3))
inputs = layers.Input((5,), dtype="int32")
embedded = layers.Embedding(9, 8)(inputs)
attended = layers.Add()([embedded, layers.MultiHeadAttention(2, 4)(embedded, embedded)])
of_keras("keras-attention", keras.Model(inputs, layers.Dense(2)(attended)), numpy.random.default_rng(0).integers(0, 9, (2, 5)))
of_keras("keras-signals", keras.Sequential([layers.Input((6, 3)), layers.DepthwiseConv1D(3, padding="same", depth_multiplier=2), layers.SeparableConv1D(4, 3, padding="same"),
                                            layers.Conv1D(2, 3, padding="same"), layers.Conv1DTranspose(2, 4, 2, padding="same")]), floats(2, 6, 3))
of_keras("keras-films", keras.Sequential([layers.Input((3, 4, 4, 2)), layers.ConvLSTM2D(3, 3, padding="same"), layers.GlobalAveragePooling2D(), layers.Dense(2)]), floats(2, 3, 4, 4, 2))
(here / "recorded.json").write_text(json.dumps(recorded) + "\n")
for file in sorted(here.glob("*.safetensors")):
    print(file.name, file.stat().st_size, sorted(safetensors.numpy.load_file(file) if file.stem != "half" else [])[:4])

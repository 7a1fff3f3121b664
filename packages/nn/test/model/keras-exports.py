"""Networks as Keras 3 writes them as ONNX (its backend PyTorch), and what Keras makes of them.

    pip install keras torch onnx
    KERAS_BACKEND=torch python packages/nn/test/model/keras-exports.py
    npx biome format --write packages/nn/test/model
"""

import json
import os
import pathlib

os.environ["KERAS_BACKEND"] = "torch"

import keras
import numpy
from keras import layers

here = pathlib.Path(__file__).parent
keras.utils.set_random_seed(0)
sequence = layers.Input((5, 8))
models = {
    "convolutions": keras.Sequential([
        layers.Input((8, 8, 2)), layers.Conv2D(4, 3, strides=2, padding="same", activation="relu"), layers.BatchNormalization(),
        layers.SeparableConv2D(4, 3, padding="same"), layers.MaxPooling2D(), layers.GlobalAveragePooling2D(), layers.Dense(2),
    ]),
    "larger": keras.Sequential([
        layers.Input((4, 4, 2)), layers.UpSampling2D(2), layers.Conv2DTranspose(3, 3, strides=2, padding="same"),
        layers.Resizing(9, 9), layers.LeakyReLU(),
    ]),
    "attention": keras.Model(sequence, layers.Dense(2)(layers.Add()([sequence, layers.MultiHeadAttention(2, 4)(sequence, sequence)]))),
}
recorded = {"keras": keras.__version__, "models": {}}
for name, model in models.items():
    x = numpy.random.default_rng(0).normal(size=(2, *model.input_shape[1:])).astype("float32")
    y = model(x).detach().numpy()
    model.export(here / f"keras-{name}.onnx", format="onnx", verbose=False)
    recorded["models"][name] = {"x": x.tolist(), "shape": list(y.shape), "y": y.flatten().tolist()}
(here / "keras-exports.json").write_text(json.dumps(recorded) + "\n")

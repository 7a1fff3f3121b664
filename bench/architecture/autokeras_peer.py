"""AutoKeras on what images.py made: python autokeras_peer.py FOLDER NAME SECONDS. Its time is over when the limit is; the
trial that runs then ends with what it has, and the best of all is scored."""

import os
import sys
import time

began = time.time()
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import autokeras  # noqa: E402
import keras  # noqa: E402
import numpy as np  # noqa: E402

folder, name, limit = sys.argv[1], sys.argv[2], float(sys.argv[3])
data = np.load(f"{folder}/{name}.npz")
x, y, xt, yt = data["x"], data["y"], data["xt"], data["yt"]
if x.ndim == 3:
    x, xt = x[..., None], xt[..., None]


# AutoKeras 3.0.0 gives Dense a NumPy integer, which newer releases of Keras refuse.
dense = keras.layers.Dense.__init__
keras.layers.Dense.__init__ = lambda self, units, **options: dense(self, int(units), **options)


class Over(Exception):
    pass


class Limit(keras.callbacks.Callback):
    def on_train_batch_end(self, batch, logs=None):
        if time.time() - began > limit:
            self.model.stop_training = True

    def on_train_begin(self, logs=None):
        if time.time() - began > limit:
            raise Over


classes = int(len(np.unique(y)))
search = autokeras.ImageClassifier(num_classes=classes, max_trials=100, overwrite=True, directory=f"{folder}/autokeras-{name}", seed=0)
try:
    search.fit(x, y, validation_split=0.2, verbose=0, callbacks=[Limit()])
except BaseException as error:
    print("ended by", type(error).__name__, str(error)[:300])
print("trials", [(trial.status, trial.score) for trial in search.tuner.oracle.trials.values()])
took = time.time() - began
said = search.tuner.get_best_model().predict(xt, verbose=0)
said = said.argmax(1) if said.shape[1] > 1 else (said[:, 0] > 0.5).astype(int)
print(name, "autokeras", (said == yt).mean(), "after", round(took, 1), "s")

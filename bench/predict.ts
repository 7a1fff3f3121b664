/**
 * What `predict` costs over the runtime itself, on the same file: µs a call, one after the other in turn.
 *   tsx bench/predict.ts
 */

import {
  batchNorm,
  conv2d,
  dense,
  fit,
  flatten,
  gru,
  type Layer,
  lstm,
  maxPool,
  meanSquaredError,
  relu,
  sequential,
} from "@kaviar/nn";
import { tensor } from "@kaviar/tensor";
import { InferenceSession, Tensor as OrtTensor } from "onnxruntime-node";

const models: Readonly<Record<string, { readonly model: Layer; readonly shape: readonly number[] }>> = {
  "MLP 20-64-64-2": { model: sequential(dense(64), relu, dense(64), relu, dense(2)), shape: [20] },
  "MLP 784-256-128-10": { model: sequential(dense(256), relu, dense(128), relu, dense(10)), shape: [784] },
  "CNN on digits": {
    model: sequential(
      conv2d(16, 3),
      batchNorm(),
      relu,
      maxPool(2),
      conv2d(32, 3),
      batchNorm(),
      relu,
      maxPool(2),
      flatten,
      dense(10),
    ),
    shape: [1, 8, 8],
  },
  "LSTM, 50 steps": { model: sequential(lstm(64), dense(10)), shape: [50, 8] },
  "GRU, 50 steps": { model: sequential(gru(64), dense(10)), shape: [50, 8] },
};

const rounds = 5;
const seconds = 0.4;

const bestOf = async (call: () => Promise<unknown>): Promise<number> => {
  const end = performance.now() + 1000 * seconds;
  let best = Infinity;
  while (performance.now() < end) {
    const start = performance.now();
    await call();
    best = Math.min(best, performance.now() - start);
  }
  return 1000 * best;
};

console.log("model                 batch     bare µs   predict µs     over    share");
for (const [name, { model, shape }] of Object.entries(models)) {
  const size = shape.reduce((product, n) => product * n, 1);
  const rows = Float32Array.from({ length: 16 * size }, (_, i) => Math.sin(i));
  const y = { data: new Float32Array(16), shape: [16, 1] };
  const trained = await fit(
    sequential(model, dense(1)),
    { x: { data: rows, shape: [16, ...shape] }, y },
    { loss: meanSquaredError, epochs: 1, progress: false },
  );
  const session = await InferenceSession.create(await trained.toOnnx(), {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    extra: { session: { intra_op: { allow_spinning: "0" } } },
  });
  for (const batch of [1, 64, 1024]) {
    const data = Float32Array.from({ length: batch * size }, (_, i) => Math.cos(i));
    const x = tensor(data, { shape: [batch, ...shape] });
    const bare = () => session.run({ [session.inputNames[0]!]: new OrtTensor("float32", data, [batch, ...shape]) });
    const own = () => trained.predict(x);
    let [least, ours] = [Infinity, Infinity];
    for (let round = 0; round < rounds; round++) {
      least = Math.min(least, await bestOf(bare));
      ours = Math.min(ours, await bestOf(own));
    }
    console.log(
      `${name.padEnd(20)} ${String(batch).padStart(6)} ${least.toFixed(1).padStart(11)} ${ours.toFixed(1).padStart(12)} ${(ours - least).toFixed(1).padStart(8)} ${((100 * least) / ours).toFixed(1).padStart(7)} %`,
    );
  }
}

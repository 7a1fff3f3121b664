// jax-js on its wasm backend, the whole step jitted.
//   node mlp-jax-js.mjs small 1
import { measure, peerArguments } from "./measure.mjs";
import { packagesOf } from "./packages.mjs";

const options = peerArguments();
const { adam, classes, steps, batch } = options;
if (options.threads !== 1) throw new Error("jax-js has one thread outside the browser.");

const {
  defaultDevice,
  init,
  jit,
  nn,
  numpy: np,
  tree,
  valueAndGrad,
} = await packagesOf("jax-js", ["@jax-js/jax@0.1"]).import("@jax-js/jax");
await init("wasm");
defaultDevice("wasm");

// A function owns its arguments and uses them up; `.ref` keeps a value for another use.
const lossOf = (layers, x, labels) => {
  const logits = layers.reduce((h, { weight, bias }, i) => {
    const z = np.matmul(h, weight).add(bias);
    return i < layers.length - 1 ? nn.relu(z) : z;
  }, x);
  return nn
    .logSoftmax(logits)
    .mul(labels)
    .sum()
    .mul(-1 / batch);
};

const step = jit(({ layers, m, v, step }, x, y, rows) => {
  const [loss, gradient] = valueAndGrad(lossOf)(
    tree.ref(layers),
    np.take(x, rows.ref, 0),
    nn.oneHot(np.take(y, rows, 0), classes),
  );
  const t = step.add(1);
  const root = np.sqrt(np.array(1).sub(np.power(adam.beta2, t.ref)));
  const rate = root.ref.mul(adam.rate).div(np.array(1).sub(np.power(adam.beta1, t.ref)));
  const average = (old, now, beta) => old.mul(beta).add(now.mul(1 - beta));
  const m1 = tree.map((m, g) => average(m, g, adam.beta1), m, tree.ref(gradient));
  const v1 = tree.map((v, g) => average(v, np.square(g), adam.beta2), v, gradient);
  const moved = tree.map(
    (p, m, v) => p.sub(m.mul(rate.ref).div(np.sqrt(v).add(root.ref.mul(adam.epsilon)))),
    layers,
    tree.ref(m1),
    tree.ref(v1),
  );
  rate.dispose();
  root.dispose();
  return [{ layers: moved, m: m1, v: v1, step: t }, loss];
});

const x = np.array(options.x).reshape([options.rows, options.features]);
const y = np.array(options.y, { dtype: np.int32 });
const batches = Array.from({ length: steps }, (_, i) =>
  np.array(options.batches.slice(i * batch, (i + 1) * batch), { dtype: np.int32 }),
);
const layers = options.weights.map((weight, i) => ({
  weight: np.array(weight).reshape(options.widths.slice(i, i + 2)),
  bias: np.zeros([options.widths[i + 1]]),
}));
const zeros = () => tree.map((p) => np.zeros(p.shape), layers);
let state = { layers, m: zeros(), v: zeros(), step: np.array(0) };

// Each loss is read at once: with reads left for the end of the epoch jax-js takes forty times as long.
await measure({ ...options, peer: "jax-js 0.1 wasm" }, async () => {
  const losses = [];
  for (const rows of batches) {
    const [next, loss] = step(state, x.ref, y.ref, rows.ref);
    state = next;
    losses.push((await loss.data())[0]);
  }
  return losses;
});

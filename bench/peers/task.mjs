// The task every peer solves: an MLP classifier, softmax cross-entropy, Adam at its usual settings, one epoch of batches.
// All numbers come from a counter hash, so task.py makes the same bits.
import sizes from "./sizes.json" with { type: "json" };

export const adam = { rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };

/** lowbias32 (Wellons): a bijection of 32-bit integers that passes for random. */
function hash(i) {
  let h = i;
  h = Math.imul(h ^ (h >>> 16), 0x7feb352d);
  h = Math.imul(h ^ (h >>> 15), 0x846ca68b);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Uniform numbers in [−1, 1), a stream of its own for each seed. */
export const uniform = (seed, length) =>
  Float64Array.from({ length }, (_, i) => hash((hash(seed) + i) >>> 0) / 2 ** 31 - 1);

/** `weights[i]` is [in, out] by rows; biases start at zero; labels are the loudest of random linear teachers. */
export function task(size) {
  if (!(size in sizes)) throw new Error(`The size must be one of ${Object.keys(sizes).join(", ")}, got ${size}.`);
  const { widths, batch, rows } = sizes[size];
  const features = widths[0];
  const classes = widths.at(-1);
  const x = Float32Array.from(uniform(1, rows * features), (u) => u * Math.sqrt(3));
  const teachers = uniform(2, features * classes);
  const y = Int32Array.from({ length: rows }, (_, row) => {
    const votes = new Float64Array(classes);
    for (let f = 0; f < features; f++)
      for (let c = 0; c < classes; c++) votes[c] += x[row * features + f] * teachers[f * classes + c];
    return votes.indexOf(Math.max(...votes));
  });
  const steps = rows / batch;
  const batches = Int32Array.from(uniform(3, steps * batch), (u) => Math.floor(((u + 1) / 2) * rows));
  const weights = widths.slice(1).map((out, i) => {
    const scale = Math.sqrt(6 / widths[i]);
    return Float32Array.from(uniform(4 + i, widths[i] * out), (u) => u * scale);
  });
  return { widths, batch, rows, steps, features, classes, x, y, batches, weights };
}

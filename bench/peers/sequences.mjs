// Sequences to classify, for the recurrent net and the transformer; sequences.py makes the same bits.
import { uniform } from "./task.mjs";

export const shapes = {
  lstm: { rows: 640, length: 50, features: 8, classes: 10, batch: 32, width: 64 },
  transformer: { rows: 640, length: 32, features: 64, classes: 10, batch: 32, heads: 4, blocks: 2 },
};

/** Uniform numbers; a row's label is the loudest of random linear teachers that hear its mean over time. */
export function sequences({ rows, length, features, classes }) {
  const x = Float32Array.from(uniform(1, rows * length * features), (u) => u * Math.sqrt(3));
  const teachers = uniform(2, features * classes);
  const y = Int32Array.from({ length: rows }, (_, row) => {
    const votes = new Float64Array(classes);
    for (let i = 0; i < length * features; i++)
      for (let c = 0; c < classes; c++)
        votes[c] += x[row * length * features + i] * teachers[(i % features) * classes + c];
    return votes.indexOf(Math.max(...votes));
  });
  return { x, y };
}

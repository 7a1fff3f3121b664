/**
 * A transformer that turns words round. Each letter of the answer stands elsewhere in the question, so every position has
 * to look at another one: what attention is for.
 */
import {
  accuracy,
  adam,
  cosine,
  createRandom,
  dense,
  embedding,
  fit,
  layerNorm,
  positionalEncoding,
  sequential,
  sparseSoftmaxCrossEntropy,
  summary,
  transformerBlock,
} from "@kaviar/nn";

const [letters, length, rows] = [26, 8, 4096];
const random = createRandom(1);
const words = Array.from({ length: rows }, () => Int32Array.from({ length }, () => Math.floor(random() * letters)));
const flat = (all: readonly Int32Array[]) => ({
  data: Int32Array.from(all.flatMap((word) => [...word])),
  shape: [all.length, length],
});

const model = sequential(
  embedding(letters, 32),
  positionalEncoding(),
  transformerBlock({ heads: 2, hidden: 64 }),
  transformerBlock({ heads: 2, hidden: 64 }),
  layerNorm(),
  dense(letters),
);
console.log(`${summary(model, [length])}\n`);

const trained = await fit(
  model,
  { x: flat(words), y: flat(words.map((word) => word.toReversed())) },
  {
    loss: sparseSoftmaxCrossEntropy,
    optimizer: adam({ rate: cosine({ peak: 5e-3, warmup: 50 }) }),
    epochs: 4,
    batchSize: 64,
    validation: 0.1,
    metrics: [accuracy],
    seed: 1,
  },
);
const { accuracy: right } = trained.history.at(-1)!.validation!.metrics;
console.log(`${(100 * right!).toFixed(1)} % of the letters right, in words it has not seen`);

const text = (word: ArrayLike<number>) => String.fromCharCode(...Array.from(word, (letter) => 97 + letter));
const asked = ["reversed", "learning", "shipyard", "puzzling"];
const scores = await trained.predict(flat(asked.map((word) => Int32Array.from(word, (c) => c.charCodeAt(0) - 97))));
const said = await scores.argmax(-1).data();
console.log(`\n${asked.map((word, i) => `${word} → ${text(said.subarray(i * length, (i + 1) * length))}`).join("\n")}`);

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { arange, key, type Tensor, tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import {
  accuracy,
  adam,
  createRandom,
  define,
  dense,
  embedding,
  fit,
  globalAveragePool,
  load,
  mapParameters,
  positionalEmbedding,
  sparseSoftmaxCrossEntropy,
  transformerBlock,
} from "../../src/index.ts";

const [vocabulary, longest, rows] = [20, 8, 800];
const random = createRandom(7);
const word = () => 2 + Math.floor((vocabulary - 2) * random());
const padded = (numbers: readonly number[]) => [...numbers, ...new Array<number>(longest - numbers.length).fill(0)];

/** A question and a text of unequal lengths: is the question's word in the text? */
const made = Array.from({ length: rows }, (_, i) => {
  const text = Array.from({ length: 3 + Math.floor(6 * random()) }, word);
  const inside = text[Math.floor(text.length * random())]!;
  let other = word();
  while (text.includes(other)) other = word();
  return { text: padded(text), question: [1, i % 2 ? inside : other], y: i % 2 };
});
const tokens = (lists: readonly number[][]) => ({
  data: Int32Array.from(lists.flat()),
  shape: [lists.length, lists[0]!.length],
});
const inputs = (some: readonly (typeof made)[number][]) => ({
  text: tokens(some.map(({ text }) => text)),
  question: tokens(some.map(({ question }) => question)),
});

const model = define(
  {
    words: embedding(vocabulary, 24, { maskZero: true }),
    asked: embedding(vocabulary, 24, { maskZero: true }),
    places: positionalEmbedding(longest),
    block: transformerBlock({ heads: 4, hidden: 48 }),
    mean: globalAveragePool(),
    hidden: dense(24),
    answer: dense(2),
  },
  (
    { words, asked, places, block, mean, hidden, answer },
    { text, question }: Record<"text" | "question", Tensor<"int32">>,
  ) => {
    const about = mean(asked(question));
    const read = block(places(words(text)).add(about.expandDims(1)));
    return answer(hidden(mean(read).mul(about).add(mean(read))).relu());
  },
);

it("a transformer of two masked inputs learns, is saved and loaded, and never sees its padding", async () => {
  const folder = await mkdtemp(join(tmpdir(), "text-"));
  try {
    const trained = await fit(
      model,
      { x: inputs(made), y: made.map(({ y }) => y) },
      {
        loss: sparseSoftmaxCrossEntropy,
        optimizer: adam({ rate: 3e-3 }),
        epochs: 25,
        metrics: [accuracy],
        validation: 0.2,
        seed: 1,
      },
    );
    expect(trained.history.at(-1)!.validation!.metrics.accuracy).toBeGreaterThan(0.8);
    const file = join(folder, "text.onnx");
    await trained.save(file);
    const some = made.slice(0, 16);
    const said = await (await trained.predict(inputs(some))).data();
    for (const again of [await load(file), await load(file, { model })]) {
      const there = await (await again.predict(inputs(some) as never)).data();
      expect(Array.from(there)).toEqual(Array.from(said, (value) => expect.closeTo(value, 5)));
    }
    // Whatever stands where the padding is, the texts say the same.
    const odd = mapParameters((path, p) => {
      const first = arange(p.shape[0]!)
        .equal(0)
        .reshape([-1, ...p.shape.slice(1).map(() => 1)]);
      return /^(words|asked)\/weight$/.test(path) ? first.where(9, p) : p;
    }, trained.params);
    const { text, question } = inputs(some);
    const tensors = {
      text: tensor(text.data, { shape: text.shape }),
      question: tensor(question.data, { shape: question.shape }),
    };
    const { y } = model.apply(odd, trained.state, tensors, { training: false, key: key(0), path: "" });
    expect(Array.from(await y.data())).toEqual(Array.from(said, (value) => expect.closeTo(value, 4)));
  } finally {
    await rm(folder, { recursive: true });
  }
}, 60_000);

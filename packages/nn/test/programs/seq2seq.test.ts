import type { Tensor } from "@kaviar/tensor";
import { expect, it } from "vitest";
import {
  adam,
  createRandom,
  createTrainer,
  define,
  dense,
  embedding,
  fit,
  gru,
  sparseSoftmaxCrossEntropy,
} from "../../src/index.ts";

const [letters, length, rows] = [6, 5, 600];
const [pad, start] = [0, letters + 1];

const random = createRandom(2);
const words = Array.from({ length: rows }, () => {
  const size = 2 + Math.floor(4 * random());
  return Array.from({ length: size }, () => 1 + Math.floor(letters * random()));
});
const padded = (numbers: readonly number[]) => [...numbers, ...new Array<number>(length - numbers.length).fill(pad)];
const rowsOf = (lists: readonly number[][]) => Int32Array.from(lists.flat());
const source = words.map(padded);
const wanted = words.map((word) => padded(word.toReversed()));
/** What the decoder is shown: its own answer, a step later. */
const shown = wanted.map((word) => [start, ...word.slice(0, -1)]);

const tokens = (lists: readonly number[][]) => ({ data: rowsOf(lists), shape: [lists.length, length] });

it("an encoder hands its state to a decoder, which turns words round, letter by letter", async () => {
  const translate = define(
    {
      words: embedding(letters + 2, 16, { maskZero: true }),
      encoder: gru(48, { state: true }),
      answers: embedding(letters + 2, 16),
      decoder: gru(48, { sequence: true, state: true }),
      letters: dense(letters + 1),
    },
    ({ words, encoder, answers, decoder, letters }, { source, shown }: Record<"source" | "shown", Tensor<"int32">>) => {
      const { state } = encoder({ x: words(source) });
      return letters(decoder({ x: answers(shown), state }).y);
    },
  );
  const x = { source: tokens(source), shown: tokens(shown) };
  const trained = await fit(
    translate,
    { x, y: tokens(wanted) },
    {
      loss: sparseSoftmaxCrossEntropy,
      optimizer: adam({ rate: 1e-2 }),
      epochs: 25,
      batchSize: 32,
      seed: 4,
    },
  );
  // Letter by letter, each from what it said before: the first 50 words.
  const asked = source.slice(0, 50);
  let answer = asked.map(() => [start, ...new Array<number>(length - 1).fill(pad)]);
  let said: number[][] = asked.map(() => []);
  for (let step = 0; step < length; step++) {
    const scores = await trained.predict({ source: tokens(asked), shown: tokens(answer) });
    const best = await scores.argmax(-1).data();
    said = said.map((letters, row) => [...letters, best[row * length + step]!]);
    answer = said.map((letters) => [start, ...letters, ...new Array<number>(length).fill(pad)].slice(0, length));
  }
  const right = said.filter((letters, row) => letters.join() === wanted[row]!.join()).length;
  expect(right).toBeGreaterThan(40);
}, 60_000);

it("the same in steps of one's own, with an encoder and a decoder apart", async () => {
  const trainer = createTrainer({
    networks: {
      encoder: define(
        { words: embedding(letters + 2, 12, { maskZero: true }), walk: gru(24, { state: true }) },
        ({ words, walk }, x: Tensor<"int32">) => walk({ x: words(x) }).state,
      ),
      decoder: define(
        {
          words: embedding(letters + 2, 12),
          walk: gru(24, { sequence: true, state: true }),
          letters: dense(letters + 1),
        },
        ({ words, walk, letters }, { x, state }: { x: Tensor<"int32">; state: Tensor }) => {
          const walked = walk({ x: words(x), state });
          return { letters: letters(walked.y), state: walked.state };
        },
      ),
    },
    optimizers: { encoder: adam({ rate: 1e-2 }), decoder: adam({ rate: 1e-2 }) },
    step: ({ encoder, decoder }, batch: Record<"source" | "shown" | "wanted", Tensor<"int32">>, { update }) => {
      const loss = update(["encoder", "decoder"], () => {
        const { letters } = decoder({ x: batch.shown, state: encoder(batch.source) });
        return sparseSoftmaxCrossEntropy(letters, batch.wanted as never).mean();
      });
      return { loss };
    },
  });
  const data = { source: tokens(source), shown: tokens(shown), wanted: tokens(wanted) };
  let models: Awaited<ReturnType<typeof trainer.models>> | undefined;
  const losses: number[] = [];
  for await (const epoch of trainer.train(data, { epochs: 12, seed: 4 })) {
    models = epoch.models;
    losses.push(epoch.values.loss);
  }
  expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2);
  const few = { source: tokens(source.slice(0, 2)), shown: tokens(shown.slice(0, 2)) };
  const state = await models!.encoder.predict(few.source);
  expect((await models!.decoder.predict({ x: few.shown, state })).letters.shape).toEqual([2, length, letters + 1]);
  // A letter at a time, the state handed on by hand: the same as all letters at once.
  const run = await trainer.begin(data);
  const begin = trainer.predict(run, "encoder", few.source);
  const whole = await trainer.predict(run, "decoder", { x: few.shown, state: begin }).letters.data();
  let at = begin;
  for (let step = 0; step < length; step++) {
    const x = { data: Int32Array.from([0, 1], (row) => shown[row]![step]!), shape: [2, 1] };
    const { letters: scores, state } = trainer.predict(run, "decoder", { x, state: at });
    at = state;
    const said = await scores.data();
    for (const row of [0, 1]) {
      const expected = whole.subarray((row * length + step) * (letters + 1), (row * length + step + 1) * (letters + 1));
      expect(Array.from(said.subarray(row * (letters + 1), (row + 1) * (letters + 1)))).toEqual(
        Array.from(expected, (value) => expect.closeTo(value, 5)),
      );
    }
  }
}, 60_000);

import { readFileSync } from "node:fs";
import { data, grad, isTensor, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { adam, define, dense, fit, gru, masking, parallel, relu, sequential } from "../../src/index.ts";
import * as losses from "../../src/losses/index.ts";
import { counted, expectNear, type Listed, toTensors } from "../recorded.ts";

interface Recorded {
  readonly prediction: Readonly<Record<string, Listed>>;
  readonly loss: Listed;
  readonly gradient: Readonly<Record<string, Listed>>;
  readonly target?: Listed;
  readonly inputLengths?: Listed;
  readonly labelLengths?: Listed;
}

/** By record-batches.py, in float64. */
const recorded: { readonly cases: Readonly<Record<string, Recorded>>; readonly dice: readonly number[] } = JSON.parse(
  readFileSync(new URL("recorded-batches.json", import.meta.url), "utf8"),
);

type Named = Readonly<Record<string, Tensor>>;
type Called = (prediction: unknown, target: unknown) => Tensor;

const made = {
  ctc: losses.ctc(),
  "ctc with lengths": losses.ctc(),
  "ctc with a blank at the end": losses.ctc({ blank: 4 }),
  triplet: losses.triplet(),
  "triplet with margin 0.2": losses.triplet({ margin: 0.2 }),
  batchHardTriplet: losses.batchHardTriplet(),
  marginRanking: losses.marginRanking({ margin: 0.5 }),
  infoNce: losses.infoNce(),
  "infoNce both ways": losses.infoNce({ temperature: 0.5, bothWays: true }),
  ntXent: losses.ntXent(),
};

describe("losses of whole batches and sequences", () => {
  it.each(Object.entries(made))("%s: the values and gradients that PyTorch gives", async (name, loss) => {
    const { prediction, gradient, target, inputLengths, labelLengths, loss: expected } = recorded.cases[name]!;
    const outputs = toTensors(prediction) as Named;
    const y = target && (toTensors(target) as Tensor);
    const wanted = inputLengths
      ? { labels: y, ...(toTensors({ inputLengths, labelLengths: labelLengths! }) as Named) }
      : y;
    const given = (named: Named) => ("outputs" in loss ? named : Object.values(named)[0]);
    const each = (named: Named) => (loss as Called)(given(named), wanted);
    const weighted = (named: Named) => {
      const loss = each(named);
      return loss.mul(counted(loss, (i) => i + 1)).sum();
    };
    const found = await data({ loss: each(outputs), gradient: grad(weighted)(outputs) as Named });
    expectNear(found.loss, expected, 2e-6);
    expectNear(found.gradient, gradient, 2e-5);
  });

  it("dice is Keras's, with Keras's ε for s", async () => {
    const [prediction, target] = [
      tensor([
        [0.5, 0.9, 0.01],
        [0.25, 1e-5, 0.999],
      ]),
      tensor([
        [1, 1, 0],
        [0, 0, 1],
      ]),
    ];
    const found = await losses.dice({ smooth: 1e-7 })(prediction, target).data();
    recorded.dice.forEach((value, i) => {
      expect(Math.abs(found[i]! - value)).toBeLessThan(1e-6);
    });
  });

  it("equal codes, single rows and zeros: every value and gradient is a number", async () => {
    const same = tensor([
      [1, 2],
      [1, 2],
      [0, 0],
    ]);
    const pair = { left: same, right: same };
    const all = await data([
      losses.triplet()({ anchor: same, positive: same, negative: same }),
      losses.batchHardTriplet()(same, tensor([0, 0, 1])),
      losses.infoNce()(pair),
      losses.ntXent()(pair),
      losses.ntXent()({ left: tensor([[1, 0]]), right: tensor([[0, 1]]) }),
      grad((x: Tensor) =>
        losses
          .batchHardTriplet()(x, tensor([0, 0, 1]))
          .sum(),
      )(same),
      grad((x: Tensor) => losses.triplet()({ anchor: x, positive: same, negative: same }).sum())(same),
      grad((x: Tensor) => losses.ntXent()({ left: x, right: same }).sum())(same),
    ]);
    expect(all.flatMap((each) => [...each]).filter((x) => !Number.isFinite(x))).toEqual([]);
    expect(all[4]![0]).toBeCloseTo(0, 6);
  });

  it("what no path spells has an infinite loss, and slope 0", async () => {
    const logits = tensor([[[0, 1, 2]]]);
    const loss = (x: Tensor) => losses.ctc()(x, tensor([[1, 2]]));
    expect([...(await loss(logits).data())]).toEqual([Infinity]);
    expect([...(await grad((x: Tensor) => loss(x).sum())(logits).data())]).toEqual([0, 0, 0]);
  });
});

interface Triple {
  readonly anchor: Tensor;
  readonly positive: Tensor;
  readonly negative: Tensor;
}

describe("trained by fit", () => {
  /** Marks in a row of noise: which classes come, in which order. */
  const marked = (rows: number) => {
    const x: number[][][] = [];
    const y: number[][] = [];
    for (let row = 0; row < rows; row++) {
      const said = Array.from({ length: 1 + (row % 3) }, (_, i) => 1 + ((row * 7 + i * 5 + (row >> 2)) % 3));
      x.push(
        Array.from({ length: 8 }, (_, t) =>
          [1, 2, 3].map((c) => (t % 2 === 1 && said[(t - 1) / 2] === c ? 1 : 0.1 * Math.sin(row + t * 3 + c))),
        ),
      );
      y.push(Array.from({ length: 3 }, (_, i) => said[i] ?? 0));
    }
    return { x, y };
  };

  it("ctc learns what comes in which order, also with lengths", async () => {
    const { x, y } = marked(60);
    const model = sequential(gru(16, { sequence: true }), dense(4));
    const options = { loss: losses.ctc(), optimizer: adam({ rate: 0.02 }), epochs: 25, validation: 0.2 };
    const { history } = await fit(model, { x, y }, options);
    expect(history[0]!.loss).toBeGreaterThan(2);
    expect(history.at(-1)!.validation!.loss).toBeLessThan(0.5);
    const lengths = { labels: y, inputLengths: y.map((row) => 2 * row.filter((c) => c > 0).length + 1) };
    const withLengths = await fit(model, { x, y: lengths }, { ...options, epochs: 2 });
    expect(withLengths.history[1]!.loss).toBeLessThan(withLengths.history[0]!.loss);
  });

  const points = Array.from({ length: 90 }, (_, i) => {
    const [group, angle] = [i % 3, i * 2.4];
    return [2 * Math.cos(2 * group) + 0.3 * Math.cos(angle), 2 * Math.sin(2 * group) + 0.3 * Math.sin(angle), i % 2];
  });
  const groups = points.map((_, i) => i % 3);
  const encoder = () => sequential(dense(16), relu, dense(4));

  it("batchHardTriplet from labels, triplet and ntXent from named outputs without y, marginRanking with signs", async () => {
    const options = { optimizer: adam({ rate: 0.01 }), epochs: 15, seed: 1 };
    const hard = await fit(encoder(), { x: points, y: groups }, { ...options, loss: losses.batchHardTriplet() });
    expect(hard.history.at(-1)!.loss).toBeLessThan(0.3 * hard.history[0]!.loss);

    const three = define({ code: encoder() }, ({ code }, { anchor, positive, negative }: Triple) => ({
      anchor: code(anchor),
      positive: code(positive),
      negative: code(negative),
    }));
    const shift = (by: number) => points.map((_, i) => points[(i + by) % points.length]!);
    const triples = { anchor: points, positive: shift(3), negative: shift(1) };
    const spread = await fit(three, { x: triples }, { ...options, loss: losses.triplet(), validation: 0.1 });
    expect(spread.history.at(-1)!.validation!.loss).toBeLessThan(0.1);

    const views = define({ code: encoder() }, ({ code }, x: Tensor) => ({ left: code(x), right: code(x.mul(1.1)) }));
    const views2 = await fit(views, { x: points }, { ...options, loss: losses.ntXent() });
    expect(views2.history.at(-1)!.loss).toBeLessThan(views2.history[0]!.loss);

    const scores = define({ score: dense(1) }, ({ score }, { left, right }: { left: Tensor; right: Tensor }) => ({
      left: score(left),
      right: score(right),
    }));
    const x = { left: points, right: shift(7) };
    const y = points.map((point, i) => (point[0]! > x.right[i]![0]! ? 1 : -1));
    const ranked = await fit(scores, { x, y }, { ...options, epochs: 40, loss: losses.marginRanking({ margin: 0.5 }) });
    expect(ranked.history.at(-1)!.loss).toBeLessThan(0.2);
    expect((await ranked.evaluate({ x, y })).loss).toBeLessThan(0.2);
  });

  it("refuses before the first step what does not fit, with the row", async () => {
    const { x, y } = marked(12);
    const model = sequential(gru(4, { sequence: true }), dense(4));
    const complaint = (y: unknown, loss = losses.ctc(), layer: Parameters<typeof fit>[0] = model) =>
      fit(layer, { x, y: y as number[][] }, { loss, epochs: 1 }).then(
        () => undefined,
        (error: Error) => error.message,
      );
    const long = (row: number[]) =>
      y.map((each, i) => (i === 5 ? row : [...each, ...new Array(row.length - 3).fill(0)]));
    expect(await complaint(long([1, 1, 1, 1, 1, 0]))).toMatch(/8 steps can spell.*needs 9 steps at row 5/);
    expect(await complaint(long([1, 0, 2, 0]))).toMatch(/a blank before the end at row 5/);
    expect(await complaint(long([1, 4, 2, 0]))).toMatch(/integers in \[0, 4\): got 4 at row 5/);
    const record = { labels: long([1, 1, 1, 1, 1, 0]) };
    expect(await complaint(record)).toMatch(/`y.labels` must be sequences that 8 steps can spell/);
    expect(await complaint(y.map(() => 1))).toMatch("`y` must have the shape [N, S] for ctc: got [N].");
    expect(await complaint(y, losses.ctc(), sequential(gru(4), dense(4)))).toMatch(
      "ctc needs a model that gives scores of classes at each step, [N, T, C]: it gives [N, 4].",
    );
    const flat = { x: points, y: points };
    await expect(fit(encoder(), flat, { loss: losses.ntXent(), epochs: 1 })).rejects.toThrow(
      "ntXent needs a model with the outputs left, right: it has one without a name.",
    );
    const other = parallel({ left: dense(2), write: dense(2) });
    await expect(fit(other, flat, { loss: losses.infoNce(), epochs: 1 })).rejects.toThrow("it has left, write");
    expect(() =>
      losses.triplet()({ anchor: tensor([[1]]), positive: tensor([[1, 2]]), negative: tensor([[1]]) }),
    ).toThrow("all of one shape: got { anchor: [1, 1], positive: [1, 2], negative: [1, 1] }");
    expect(
      isTensor(losses.triplet()({ anchor: tensor([[1]]), positive: tensor([[1]]), negative: tensor([[1]]) })),
    ).toBe(true);
  });
});

it("ctc counts the steps that a mask leaves, as if their number were given", async () => {
  const rows = [5, 3, 4].map((length, row) =>
    Array.from({ length: 5 }, (_, step) => (step < length ? [Math.sin(row + step), Math.cos(2 * step)] : [0, 0])),
  );
  const labels = [
    [1, 2],
    [2, 0],
    [1, 1],
  ];
  const masked = sequential(masking(), dense(3));
  const options = { loss: losses.ctc(), epochs: 2, seed: 1, batchSize: 3, shuffle: false } as const;
  const known = await fit(masked, { x: rows, y: { labels, inputLengths: [5, 3, 4] } }, options);
  const found = await fit(masked, { x: rows, y: labels }, options);
  const whole = await fit(masked, { x: rows, y: { labels, inputLengths: [5, 5, 5] } }, options);
  expect(found.history.map(({ loss }) => loss)).toEqual(known.history.map(({ loss }) => expect.closeTo(loss, 5)));
  expect(whole.history[0]!.loss).not.toBeCloseTo(found.history[0]!.loss, 3);
});

import { data, openOnnx, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import {
  accuracy,
  dense,
  features,
  fit,
  fitHead,
  layerFrom,
  layerToJson,
  logLoss,
  meanSquaredError,
  normalize,
  relu,
  sequential,
  sgd,
  softmaxCrossEntropy,
  sparseSoftmaxCrossEntropy,
} from "../../src/index.ts";
import { expectNear, readRecorded } from "../recorded.ts";
import type { RecordedHeads } from "./recorded-heads.ts";

const { cases } = readRecorded<RecordedHeads>("head");
const loss = sparseSoftmaxCrossEntropy;

const rowsOf = ({ x, rows, columns, labels, numbers }: RecordedHeads["cases"]["tall"]) => ({
  x: { data: Float32Array.from(x), shape: [rows, columns] },
  labels: Int32Array.from(labels),
  numbers: { data: Float32Array.from(numbers), shape: [rows, 1] },
});

describe("fitHead", () => {
  const { x, labels, numbers } = rowsOf(cases.tall);

  it("says the classes that scikit-learn says, with probabilities that fit rows left out", async () => {
    const trained = await fitHead(
      sequential(normalize(), dense(3)),
      { x, y: labels },
      { loss, metrics: [accuracy, logLoss] },
    );
    const said = await trained.predict(x);
    const classes = await (said as Tensor).argmax(-1).data();
    const theirs = labels.map((_, row) => {
      const own = cases.tall.scores.slice(3 * row, 3 * row + 3);
      return own.indexOf(Math.max(...own));
    });
    expect([...classes]).toEqual([...theirs]);
    const { leaveOneOut, penalty } = trained;
    expect(penalty).toBeGreaterThan(1);
    // Below that of a guess, ln 3; the log loss of the metric is that of the loss.
    expect(leaveOneOut.loss).toBeLessThan(0.9);
    expect(leaveOneOut.logLoss).toBeCloseTo(leaveOneOut.loss!, 4);
    const { metrics } = await trained.evaluate({ x, y: labels });
    expect(metrics.accuracy).toBeGreaterThanOrEqual(leaveOneOut.accuracy!);
  });

  it("is a model as fit makes one: named classes, a file of its own, layers that are written and read", async () => {
    const names = Array.from(labels, (label) => ["low", "middle", "high"][label]!);
    const trained = await fitHead(
      sequential(normalize(), dense(8), relu, sequential(dense(3))),
      { x, y: names },
      { loss, seed: 3 },
    );
    expect(trained.classes).toEqual(["high", "low", "middle"]);
    expect(layerToJson(layerFrom(layerToJson(trained)!))).toEqual(layerToJson(trained));
    const file = await openOnnx(await trained.toOnnx());
    const run = await file.run({ [file.inputs[0]!.name]: tensor(x.data, { shape: x.shape }) });
    const [ours, theirs] = await data([(await trained.predict(x)) as Tensor, Object.values(run)[0] as Tensor]);
    expectNear(theirs, { shape: [], data: [...ours!] }, 1e-5);
  });

  it("begins with the weights that fit begins with", async () => {
    const model = sequential(dense(8), relu, dense(3));
    const solved = await fitHead(model, { x, y: labels }, { loss, seed: 5 });
    const trained = await fit(
      model,
      { x, y: labels },
      { loss, seed: 5, epochs: 1, optimizer: sgd({ rate: 1e-30 }), doctor: "off" },
    );
    const [one, other] = await data(
      [solved, trained].map(({ params }) => (params.dense as Readonly<Record<"weight", Tensor>>).weight),
    );
    expect(one).toEqual(other);
  });

  it("gives numbers the predictions of a ridge, of one column or of a plain list", async () => {
    const { metrics } = await (await fitHead(dense(1), { x, y: numbers }, { loss: meanSquaredError })).evaluate({
      x,
      y: numbers,
    });
    expect(metrics.r2).toBeGreaterThan(0.6);
    const list = await fitHead(dense(1), { x, y: numbers.data }, { loss: meanSquaredError });
    expect(list.leaveOneOut.r2).toBeLessThan(metrics.r2!);
  });

  it("moves what a trained model has learned to other targets", async () => {
    const trained = await fit(
      sequential({ body: dense(8), on: relu, head: dense(3) }),
      { x, y: labels },
      { loss, epochs: 2 },
    );
    const moved = await fitHead(
      sequential({ body: features(trained, "on"), head: dense(2) }),
      { x, y: labels.map((label) => Math.min(1, label)) },
      { loss },
    );
    const [before, after] = await data(
      [trained.params.body, (moved.params.body as typeof trained.params).body].map(
        (own) => (own as Readonly<Record<"weight", Tensor>>).weight,
      ),
    );
    expect(after).toEqual(before);
  });

  it("refuses what it cannot solve", async () => {
    await expect(fitHead(sequential(dense(3), relu), { x, y: labels }, { loss })).rejects.toThrow(
      /solves the last layer .* which is dense: this is relu/,
    );
    await expect(fitHead(dense(3, { bias: false }), { x, y: labels }, { loss })).rejects.toThrow(/has no bias/);
    await expect(fitHead(dense(3), { x, y: labels }, { loss: softmaxCrossEntropy })).rejects.toThrow(
      /solves for classes by number, or for numbers/,
    );
    await expect(fitHead(dense(3), { x, y: labels, weights: new Float32Array(60).fill(1) }, { loss })).rejects.toThrow(
      /counts all rows alike/,
    );
    await expect(fitHead(dense(2), { x, y: labels }, { loss })).rejects.toThrow(/2/);
    await expect(fitHead(dense(1), { x: [[1], [2]], y: [1, 2] }, { loss: meanSquaredError })).rejects.toThrow(
      /three rows at least/,
    );
    await expect(
      fitHead(dense(3), { x: { data: new Float32Array(60 * 6), shape: [60, 3, 2] }, y: labels }, { loss }),
    ).rejects.toThrow(/\[N, /);
  });
});

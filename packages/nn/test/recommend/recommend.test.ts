import { shuffled } from "@kaviar/base/random";
import * as nn from "@kaviar/nn";
import { tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { createDataSet } from "../../src/data/data-set.ts";
import { baselineOf } from "../../src/doctor/chart/baseline.ts";
import { mistakes } from "../../src/doctor/lint/mistakes/index.ts";
import { asLayer } from "../../src/layers/contract/function-layer.ts";
import type { LayerLike } from "../../src/layers/contract/layer.ts";
import type { Losses } from "../../src/losses/contract/losses.ts";
import { parts } from "../../src/recommend/recommendation.ts";
import { madeData, strokes, tableOf } from "./made-data.ts";

const { fit, recommend } = nn;
const dataOf = (name: string) => madeData.find((each) => each.name === name)!.data;
const recommended = (name: string) => recommend(dataOf(name));

/** What a layer is made of, as data. */
const written = (like: LayerLike): unknown => {
  const { kind, options, children = {} } = asLayer(like);
  return { kind, options, children: Object.entries(children).map(([name, child]) => [name, written(child)]) };
};

/** A program's model and options. */
const evaluated = (code: string): { readonly model: LayerLike; readonly options: nn.TrainOptions } => {
  const body = code
    .replace(/import (\{.*\}) from "@kaviar\/nn";/, "const $1 = nn;")
    .replace(/const trained =.*$/, "return { model, options };");
  return new Function("nn", body)(nn) as ReturnType<typeof evaluated>;
};

describe.each(madeData)("recommend: $name", ({ data }) => {
  it("learns more than who says the same of every row, and lint finds nothing", async () => {
    const { model, options } = await recommend(data);
    const { history, findings } = await fit(model(), data, { ...options, epochs: 10 });
    // What lint finds is among what the doctor says of a run.
    expect(findings.filter(({ code }) => code in mistakes)).toEqual([]);
    const reached = Math.min(...history.map(({ validation }) => validation!.loss));
    const { x, y, rows } = createDataSet(data);
    const width = data.y === undefined ? (x as { shape: number[] }).shape[1]! : 1;
    const outputs = (
      written(model()) as { children: [string, { kind: string; options: { units: number } }][] }
    ).children
      .map(([, layer]) => layer)
      .findLast(({ kind }) => kind === "dense")!.options.units;
    const constant = (await baselineOf(options.loss as Losses, y, shuffled(rows, 0), [Math.max(outputs, width)]))!;
    expect(reached).toBeLessThan(constant - 0.05 * Math.abs(constant));
  });

  it("is written as the program that it is", async () => {
    const { code, model, options } = await recommend(data);
    const program = evaluated(code);
    expect(written(program.model)).toEqual(written(model()));
    const { loss, batchSize, epochs, validation, stopEarly, classWeights, metrics } = options;
    expect(program.options).toMatchObject({ batchSize, epochs, validation, stopEarly, metrics });
    expect(program.options.classWeights).toEqual(classWeights);
    expect((program.options.loss as nn.Loss).name).toBe((loss as nn.Loss).name);
  });

  it("says why for each choice, and names only what there is", async () => {
    const { choices } = await recommend(data);
    expect(Object.keys(choices)).toEqual(parts);
    for (const { choice, why, instead, topic } of Object.values(choices)) {
      expect(why).toMatch(/^\S.*\.$/);
      expect(topic).not.toBe("");
      for (const { when } of instead) expect(when).toMatch(/^\S.*[^.\s]$/);
      const calls = [choice, ...instead.map((each) => each.choice)].flatMap((text) => [
        ...text.matchAll(/\b([a-zA-Z]\w*)\(/g),
      ]);
      expect(
        calls.map(([, name]) => name!).filter((name) => !(name in nn) && name !== "mul" && name !== "add"),
      ).toEqual([]);
    }
    expect(JSON.parse(JSON.stringify(choices))).toEqual(choices);
  });
});

describe("recommend", () => {
  it.each([
    ["two classes", "binary", "table"],
    ["three classes, as texts", "classes", "table"],
    ["three classes, as rows", "classes", "table"],
    ["labels", "labels", "table"],
    ["signs", "signs", "table"],
    ["numbers", "numbers", "table"],
    ["two numbers a row", "numbers", "table"],
    ["counts", "counts", "table"],
    ["large counts", "counts", "table"],
    ["shares", "shares", "table"],
    ["an autoencoder", "autoencoder", "table"],
    ["sequences", "binary", "sequences"],
    ["images", "binary", "images"],
    ["texts", "binary", "tokens"],
  ])("sees the task and the kind of inputs: %s, %s of %s", async (name, task, inputs) => {
    expect(await recommended(name)).toMatchObject({ task, inputs });
  });

  it.each([
    ["outliers", "loss", /^huber\(\{ delta: \d/],
    ["numbers", "loss", "meanSquaredError"],
    ["counts", "loss", "poisson"],
    ["counts", "output", "dense(1), exponential"],
    ["shares", "loss", "sigmoidCrossEntropy"],
    ["three classes, as rows", "loss", "softmaxCrossEntropy"],
    ["three classes, as texts", "output", "dense(3)"],
    ["sparse inputs", "optimizer", /^adagrad/],
    ["sparse inputs", "normalization", "none"],
    ["texts", "optimizer", /^adagrad/],
    ["sequences", "optimizer", /rmsprop/],
    ["sequences", "layers", /^gru\(/],
    ["images", "layers", /^conv2d\(16, 3\), batchNorm\(\), relu, maxPool\(2\)/],
    ["images", "initializer", /^heNormal/],
    ["larger images", "regularization", /^randomShift\(\)/],
    ["a rare class", "balance", 'classWeights: "balanced"'],
    ["a rare class", "metrics", "prAuc, balancedAccuracy"],
    ["two classes", "balance", "none"],
    ["wide inputs", "regularization", /^l2\(0.01\)/],
    ["few rows", "layers", "dense(8), relu"],
    ["unscaled inputs", "normalization", "normalize()"],
    ["two classes", "optimizer", /^adam/],
  ] as const)("of %s chooses by what the data are: %s %s", async (name, part, expected) => {
    const { choice } = (await recommended(name)).choices[part];
    if (typeof expected === "string") expect(choice).toBe(expected);
    else expect(choice).toMatch(expected);
  });

  it("gives more rows more layers, batch norm where they are deep, larger batches, and dropout", async () => {
    const x = tensor(
      Float32Array.from({ length: 60_000 * 3 }, (_, i) => ((i * 7919) % 1000) / 500 - 1),
      { shape: [60_000, 3] },
    );
    const y = Float32Array.from({ length: 60_000 }, (_, i) => i % 2);
    const { choices } = await recommend({ x, y });
    expect(choices.layers.choice).toMatch(
      /^dense\(256\), batchNorm\(\), relu, dense\(128\), batchNorm\(\), relu, dense\(64\), batchNorm\(\), relu, dropout/,
    );
    expect(choices.batchSize.choice).toBe("256");
  });

  it("takes images as files have them, and those of one colour without an axis for it", async () => {
    const { x, y } = strokes(20, 8) as { x: number[][][][]; y: number[] };
    const plain = x.map(([image]) => image!);
    const last = plain.map((image) => image.map((row) => row.map((pixel) => [pixel])));
    expect((await recommend({ x: plain, y })).choices.normalization.choice).toBe("reshape([1, 8, 8])");
    expect((await recommend({ x: last, y })).choices.normalization.choice).toBe("channelsFirst");
  });

  it("believes what it is told, where the targets are such", async () => {
    const data = tableOf(100, 2, (row) => Math.round(Math.abs(3 * row[0]!)));
    expect(await recommend("numbers", data)).toMatchObject({ task: "numbers" });
    expect((await recommend("classes", data)).choices.loss.choice).toBe("sparseSoftmaxCrossEntropy");
    await expect(recommend("binary", data)).rejects.toThrow(
      /Targets of the task "binary" are 0 and 1, or two texts: got/,
    );
    await expect(recommend("autoencoder", data)).rejects.toThrow(/are the inputs: none are given: got/);
    await expect(recommend("clases" as never, data)).rejects.toMatchObject({ remedy: "Did you mean classes?" });
  });

  it.each([
    [{ x: [[1], [2]], y: [1, 2] }, "`recommend` needs at least 10 rows to look at: got 2."],
    [{ x: { a: [[1]], b: [[2]] }, y: [1] }, "`recommend` looks at one tensor of inputs and one of targets"],
    [{ x: new Array(12).fill(1), y: new Array(12).fill(0) }, "got one number a row."],
    [
      { x: new Array(12).fill([1, 2]), y: new Array(12).fill([[1], [2]]) },
      "`recommend` knows targets of one number or one list a row: got [2, 1].",
    ],
    [{ x: new Array(12).fill(0).map((_, i) => [i, 1000 * i]) }, "An autoencoder gives back inputs of one scale"],
    [
      { x: new Array(12).fill(0).map((_, i) => [[i, 1, 2, 3]]) },
      "`recommend` knows autoencoders of rows of numbers: got sequences [1, 4].",
    ],
    [{ x: new Array(12).fill([Number.NaN]), y: new Array(12).fill(0) }, "x must hold finite numbers: got NaN at row 0"],
  ])("refuses what it cannot judge, %#", async (data, evidence) => {
    await expect(recommend(data as nn.TrainingData)).rejects.toThrow(evidence);
  });
});

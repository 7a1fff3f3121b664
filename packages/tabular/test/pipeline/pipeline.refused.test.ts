import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  crossValidate,
  dummy,
  encode,
  impute,
  kernelShap,
  linearRegression,
  load,
  logisticRegression,
  minMax,
  permutationImportance,
  pipeline,
  polynomial,
  power,
  type Row,
  scale,
  shap,
  split,
  type Table,
  type TrainedPipeline,
  table,
} from "@kaviar/tabular";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const people = table({
  age: [41, 29, 33, 55, 31, 62],
  plan: ["basic", "pro", "basic", "pro", "pro", "basic"],
  churned: ["no", "yes", "no", "no", "yes", "no"],
});
const pipe = pipeline(encode(), logisticRegression());
const target = "churned";
/** What somebody without types may hand in. */
const wrong = <T>(given: unknown) => given as T;

let folder: string;
let model: TrainedPipeline;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kaviar-"));
  model = await pipe.fit(people, { target });
});
afterAll(() => rm(folder, { recursive: true }));

describe("what is no table", () => {
  const others: readonly (readonly [string, unknown, RegExp])[] = [
    ["a path", "people.csv", /got "people.csv"\.\nRead it first: await readTable/],
    ["rows", people.toRows(), /got a list\.\nMake a table of the rows/],
    ["a promise", Promise.resolve(people), /got a promise\.\nWait for it/],
    ["nothing", undefined, /got nothing\./],
  ];
  it.each(others)("is refused by whatever takes one: %s", async (_, given, says) => {
    const other = wrong<Table>(given);
    await expect(pipe.fit(other, { target })).rejects.toThrow(says);
    await expect(crossValidate(pipe, other, { target })).rejects.toThrow(says);
    await expect(model.evaluate(other)).rejects.toThrow(says);
    await expect(permutationImportance(model, other)).rejects.toThrow(says);
    expect(() => split(other)).toThrow(says);
  });

  it("does not become one", () => {
    expect(() => table(wrong<Row[]>(undefined))).toThrow(/made of columns or of rows: got nothing/);
    expect(() => table(wrong<Row[]>("people.csv"))).toThrow(/readTable/);
    expect(() => table(wrong<Row[]>({ age: 41 }))).toThrow(/A column is a list of values: `age` is 41/);
    expect(() => table(wrong<Row[]>({ plan: "basic" }))).toThrow(/`plan` is "basic"/);
  });
});

describe("a table", () => {
  it("has rows by number, and takes columns as data", () => {
    expect(() => people.take([0, 6])).toThrow(/0 to 5: got 6/);
    expect(() => people.take([0.5])).toThrow(/got 0\.5/);
    expect(() => people.with(wrong(people))).toThrow(/got no list\.\nThose of a table/);
    expect(() => people.with(wrong([{ name: "age" }]))).toThrow(/got others/);
    expect(() => people.take(wrong(5))).toThrow(/take takes a list of rows by number: got 5/);
  });

  it("is filtered by a question, and begins with a number of rows", () => {
    expect(() => people.filter(wrong("age"))).toThrow(/filter takes a question that a row answers: got "age"/);
    expect(() => people.head(wrong("5"))).toThrow(/head takes a number of rows, 0 or more: got "5"/);
    expect(() => people.head(-1)).toThrow(/got -1/);
  });

  it("is asked for columns by their names, and guesses none of one letter", () => {
    expect(() => people.column(wrong(undefined))).toThrow(/asked for by its name: got nothing/);
    expect(() => people.select(wrong(["age", null]))).toThrow(/got null/);
    expect(() => table({ x: [1], y: [2] }).column("z")).toThrow("It has `x`, `y`.");
  });
});

describe("rows to predict for", () => {
  it("are a list of records", async () => {
    await expect(model.predict(wrong({ age: 41, plan: "basic" }))).rejects.toThrow(/Put a single row into a list/);
    await expect(model.predict(wrong([null]))).rejects.toThrow(/row 0 is null/);
    await expect(model.predict(wrong([[41, "basic"]]))).rejects.toThrow(/row 0 is \[41,"basic"\]/);
  });

  it("have no dates where numbers were", async () => {
    const row = { age: new Date(0), plan: "basic" };
    await expect(model.predict([row])).rejects.toThrow(/`age` holds numbers: got dates/);
  });
});

describe("a target", () => {
  it("is in rows, and not all that there is", async () => {
    const none = people.head(0);
    await expect(pipe.fit(none, { target })).rejects.toThrow(/the table has none\.\nLook whether/);
    await expect(pipe.fit(table({ "age:plan": ["1:a", "2:b"] }), { target: "age:plan" })).rejects.toThrow(/delimiter/);
    await expect(pipe.fit(people.head(1), { target })).rejects.toThrow(/`churned` is "no" in the only row/);
  });
});

describe("options", () => {
  it("of evaluate are read", async () => {
    await expect(model.evaluate(people, wrong({ metric: [] }))).rejects.toThrow(/evaluate has no option `metric`/);
    await expect(model.evaluate(people, wrong({ metrics: ["auc"] }))).rejects.toThrow(/each of it a metric/);
  });

  it.each([null, "2", 2n])("are weights that are numbers, not %s", async (weight) => {
    const weights = wrong<number[]>([1, 1, weight, 1, 1, 1]);
    await expect(pipe.fit(people, { target, weights })).rejects.toThrow(
      /Weights are finite numbers ≥ 0: got .* at row 2/,
    );
  });

  it("name no column twice", async () => {
    await expect(pipe.fit(people, { target: "age", weights: "age" })).rejects.toThrow(/`age` is named as both/);
  });

  it("weight classes by a record", async () => {
    const classWeights = wrong<Record<string, number>>(new Map([["yes", 2]]));
    await expect(pipe.fit(people, { target, classWeights })).rejects.toThrow(/Give a record/);
  });

  it.each([null, "2", 2n, Number.NaN])("weight classes by numbers, not %s", async (weight) => {
    const classWeights = wrong<Record<string, number>>({ yes: weight });
    await expect(pipe.fit(people, { target, classWeights })).rejects.toThrow(/gives classes numbers ≥ 0: got yes: /);
  });

  it("give folds that have rows on both sides", async () => {
    const scored = (folds: readonly { training: Int32Array; validation: Int32Array }[]) =>
      crossValidate(pipe, people, { target, folds });
    const [some, none] = [Int32Array.of(0, 1, 2), new Int32Array(0)];
    await expect(scored([])).rejects.toThrow(/one fold at least: got none/);
    await expect(scored([{ training: some, validation: none }])).rejects.toThrow(/fold 0 has 3 and 0/);
    await expect(scored([{ training: none, validation: some }])).rejects.toThrow(/fold 0 has 0 and 3/);
  });

  it("choose a model for a fold, or say what they gave", async () => {
    const choice = wrong<() => Promise<never>>(() => linearRegression);
    await expect(crossValidate(choice, people, { target })).rejects.toThrow(/for fold 0 it gave neither/);
  });

  it("that ask for more folds than rows are answered with fewer, and that is said", async () => {
    const { folds, notes } = await crossValidate(pipe, people, { target, folds: 20 });
    expect(folds).toHaveLength(6);
    expect(notes).toContain("6 folds in the place of 20: there are no more rows or groups to share out.");
  });
});

describe("a model that was not fitted", () => {
  it("is not explained", async () => {
    const fitted = /explains a model that was fitted/;
    await expect(shap(wrong(pipe), people)).rejects.toThrow(fitted);
    await expect(kernelShap(wrong(pipe), people)).rejects.toThrow(fitted);
    await expect(permutationImportance(wrong(pipe), people)).rejects.toThrow(fitted);
  });
});

describe("numbers that are infinite", () => {
  it("have no mean, and impute says where", async () => {
    const odd = table({ x: [1, Infinity, 3, -Infinity], y: ["a", "b", "a", "b"] });
    const filled = pipeline(impute(), dummy());
    await expect(filled.fit(odd, { target: "y" })).rejects.toThrow(/`x` is Infinity at row 1/);
    const huge = table({ x: [1e308, 1e308, 1e308, 1], y: ["a", "b", "a", "b"] });
    await expect(filled.fit(huge, { target: "y" })).rejects.toThrow(/overflow in their sum.*\n.*median/);
  });
});

describe("numbers that overflow", () => {
  const huge = table({ x: [1.5e308, -1.6e308, 1.7e308, -1.5e308], y: [1.5, 2.5, 3, 4] });

  it("are no predictions", async () => {
    const fitted = await pipeline(linearRegression()).fit(huge, { target: "y" });
    await expect(fitted.predict(huge)).rejects.toThrow(/A prediction is a number: that of linearRegression for row 0/);
  });

  it("are nothing that a step makes", async () => {
    for (const step of [power(), minMax(), polynomial()]) {
      const made = pipeline(step, linearRegression()).fit(huge, { target: "y" });
      await expect(made).rejects.toThrow(new RegExp(`${step.name} made (NaN|-?Infinity) in`));
    }
  });

  it("have no deviation to scale by", async () => {
    const scaled = pipeline(scale(), linearRegression());
    await expect(scaled.fit(huge, { target: "y" })).rejects.toThrow(/those of `x` are .* Infinity/);
  });
});

describe("files", () => {
  it("are written where there is a folder", async () => {
    await expect(model.save(join(folder, "none", "x.onnx"))).rejects.toThrow(/cannot be written \(ENOENT\)/);
    await expect(model.save(wrong(undefined))).rejects.toThrow(/save takes the path of a file: got nothing/);
    await expect(load(wrong(5))).rejects.toThrow(/load takes the path of a file, or its bytes: got 5/);
  });

  it("are opened where they are ONNX files, until they are released", async () => {
    await expect(load(folder)).rejects.toMatchObject({ name: "TableError", evidence: expect.stringMatching(/EISDIR/) });
    await expect(load(join(folder, "none.onnx"))).rejects.toThrow(/There is no file .*none\.onnx\.\nCheck the path/);
    const none = new TextEncoder().encode("age,plan\n1,basic\n");
    await expect(load(none)).rejects.toThrow(/load opens an ONNX file: these bytes are none\.\nGive what model\.save/);
    await expect(load(new Uint8Array())).rejects.toMatchObject({ name: "TableError" });
    const loaded = await load(await model.toOnnx());
    await loaded.release();
    await expect(loaded.predict(people)).rejects.toThrow(/predicts until it is released/);
  });

  it("hold texts that UTF-8 can say, and none that would become another", async () => {
    const halves = table({ plan: ["\ud800", "\udfff", "\ud800", "\udfff"], y: ["a", "b", "a", "b"] });
    const fitted = await pipe.fit(halves, { target: "y" });
    await expect(fitted.toOnnx()).rejects.toThrow(/half of a surrogate pair/);
    const loaded = await load(await model.toOnnx());
    await expect(loaded.predict([{ age: 41, plan: "\ud800" }])).rejects.toThrow(/half of a surrogate pair/);
    await loaded.release();
    await expect(loaded.release()).resolves.toBeUndefined();
  });

  it("have a name of their own for an input whose name a runtime would cut", async () => {
    const odd = table({ "a\0b": [1, 2, 3, 4], y: ["a", "b", "a", "b"] });
    const fitted = await pipeline(dummy()).fit(odd, { target: "y" });
    const loaded = await load(await fitted.toOnnx());
    expect(await loaded.predict(odd)).toEqual(await fitted.predict(odd));
    await loaded.release();
  });
});

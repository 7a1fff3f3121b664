import { seededRandom } from "@kaviar/base/random";
import * as tabular from "@kaviar/tabular";
import { describe, expect, it } from "vitest";
import { asModule } from "./as-module.ts";
import { examples, rowsOf } from "./pipelines.ts";

interface Scoring {
  readonly classes?: readonly tabular.Label[];
  readonly columns: readonly (readonly [string, string])[];
  predict(rows: readonly object[]): unknown[];
  probabilities(rows: readonly object[]): number[][];
}

const scoringOf = async (model: tabular.TrainedPipeline) => asModule<Scoring>(tabular.scoringJs(await model.toOnnx()));

const { boosting, dateParts, dummy, encode, impute, isolationForest, logisticRegression, network, pipeline, scale } =
  tabular;

/** Rows as records: of every kind of value, some missing, in columns whose names are odd. */
const records = (rows: number, seed: number) => {
  const random = seededRandom(seed, 0);
  const some = <T>(value: T): T | null => (random() < 0.1 ? null : value);
  return Array.from({ length: rows }, (_, row) => {
    const age = some(Math.floor(20 + 50 * random()));
    const colour = some(["red", "blue", 'dark "green"\n'][Math.floor(3 * random())]!);
    const isOn = some(random() < 0.5);
    return {
      age,
      ["__proto__"]: some(random()),
      label: colour,
      "is on": isOn,
      when: some(new Date(1e12 * random())),
      said: ["good service", "bad", "slow but good", "", "fast and good service", "Good"][row % 6]!,
      kind: (age ?? 30) + (colour === "red" ? 20 : 0) + 10 * random() > 55 ? 2 : random() < 0.2 ? 7 : 1,
      paid: (age ?? 30) + (isOn ? 20 : 0) > 50,
      price: (age ?? 30) * 2 + 5 * random(),
    };
  });
};
const train = tabular.table(records(200, 1));
const fresh = records(300, 2);

describe.each([
  { name: "numbers as classes", pipe: pipeline(impute(), encode(), scale(), logisticRegression()), target: "kind" },
  { name: "truths as classes", pipe: pipeline(dateParts(), boosting({ trees: 20, minLeaf: 3 })), target: "paid" },
  { name: "numbers", pipe: pipeline(dateParts(), boosting({ trees: 20, minLeaf: 3 })), target: "price" },
  { name: "a network", pipe: pipeline(dateParts(), network({ members: 2, hidden: [8], epochs: 2 })), target: "kind" },
  { name: "what is unusual", pipe: pipeline(impute(), encode(), isolationForest({ trees: 10 })), target: undefined },
])("a module of $name", ({ pipe, target }) => {
  it("says of every row what the pipeline says", async () => {
    const left = ["kind", "paid", "price"].filter((name) => name !== target);
    const model = await pipe.fit(train.without(left), { target, seed: 1 });
    const module = await scoringOf(model);
    const said = await model.predict(fresh);
    if (module.classes) {
      expect(module.predict(fresh)).toEqual(said);
      const { values } = await model.probabilities(fresh);
      const far = module
        .probabilities(fresh)
        .flat()
        .map((p, i) => Math.abs(p - values[i]!));
      // A network computes in float32.
      expect(Math.max(...far)).toBeLessThan(pipe.steps.length === 1 && target === "kind" ? 1e-5 : 1e-12);
    } else {
      const far = (module.predict(fresh) as number[]).map((value, i) => Math.abs(value - (said[i] as number)));
      expect(Math.max(...far)).toBeLessThan(1e-10);
    }
  });
});

it.each(Object.entries(examples))("says of every row what the pipeline says: %s", async (_, example) => {
  const { pipeline, target = "churned" } = example;
  const left = ["phone", target === "spent" ? "churned" : "spent"];
  const model = await pipeline.fit(tabular.table(rowsOf(150)).without(left), { target, seed: 1 });
  const module = await scoringOf(model);
  const others = rowsOf(100, 3);
  const said = await model.predict(others);
  if (target === "churned") expect(module.predict(others)).toEqual(said);
  else
    expect(
      Math.max(...module.predict(others).map((y, i) => Math.abs((y as number) - (said[i] as number)))),
    ).toBeLessThan(1e-10);
});

it("says of every row what a network says that embeds columns of many levels", async () => {
  const rows = Array.from({ length: 450 }, (_, i) => ({
    shop: `s${(i * 7919) % 150}`,
    x: i % 5 === 0 ? null : Math.sin(i),
    y: Math.sin(i) + ((i * 7919) % 150) / 50,
  }));
  const model = await pipeline(network({ members: 2, hidden: [8], epochs: 1 })).fit(tabular.table(rows), {
    target: "y",
  });
  const said = (await model.predict(rows)) as Float64Array;
  const far = ((await scoringOf(model)).predict(rows) as number[]).map((y, i) => Math.abs(y - said[i]!));
  expect(Math.max(...far)).toBeLessThan(1e-5);
});

describe("the module of a pipeline", async () => {
  const rows = train.without("paid", "price", "said", "__proto__");
  const model = await pipeline(impute(), encode(), logisticRegression()).fit(rows, { target: "kind" });
  const module = await scoringOf(model);
  const row = { age: 41, label: "red", "is on": true, when: new Date(0) };

  it("takes cells as `predict` does", async () => {
    const odd = [
      { ...row, age: "41", "is on": 1, when: "1970-01-01" },
      { ...row, age: undefined, label: "never seen", "is on": null, when: null, other: 1 },
      { ...row, age: "", label: null },
    ];
    for (const one of odd) {
      const { values } = await model.probabilities([one]);
      expect(module.probabilities([one])[0]).toEqual(Array.from(values, (p) => expect.closeTo(p, 12)));
    }
    expect(module.predict([])).toEqual([]);
  });

  it("refuses what holds something else", () => {
    expect(() => module.predict([{ ...row, age: "old" }])).toThrow('age holds numbers: got "old" at row 0.');
    expect(() => module.predict([{ ...row, age: new Date(0) }])).toThrow("age holds numbers");
    expect(() => module.predict([{ ...row, when: "soon" }])).toThrow('when holds dates: got "soon" at row 0.');
    expect(() => module.predict([{ age: 41 }])).toThrow("No row has the column label.");
    expect(() => module.predict(row as never)).toThrow("Rows are a list of records");
  });

  it("imports nothing, and is hardly larger than the file", async () => {
    const file = await pipeline(encode(), boosting({ trees: 100, minLeaf: 3 })).fit(rows, { target: "kind" });
    const bytes = await file.toOnnx();
    const text = tabular.scoringJs(bytes);
    expect(text).not.toMatch(/^import|require\(/m);
    expect(text.length).toBeLessThan(1.5 * bytes.length);
  });
});

it("is refused of a file that no pipeline wrote", async () => {
  const model = await pipeline(dummy()).fit(train.select("age", "price"), { target: "price" });
  const module = await scoringOf(model);
  const mean = [...train.column("price")].reduce((sum: number, price) => sum + (price as number), 0) / 200;
  expect(module.predict([{ age: 1 }, { age: null }])).toEqual([expect.closeTo(mean, 9), expect.closeTo(mean, 9)]);
  expect(() => tabular.scoringJs(new Uint8Array(3))).toThrow();
});

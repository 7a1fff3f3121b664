import { describe, expect, it } from "vitest";
import {
  bagging,
  decisionTree,
  extraTrees,
  kNearest,
  linearSvm,
  type Model,
  pipeline,
  randomForest,
  scale,
} from "../../src/index.ts";
import { type OutOfBag, tallyOutOfBag } from "../../src/models/contract/out-of-bag.ts";
import { classesOf, fit, numbersOf } from "./fit.ts";
import { type MadeRows, madeRows } from "./made-rows.ts";
import recorded from "./recorded/out-of-bag.json" with { type: "json" };

type TargetName = "two" | "classes" | "numbers";

const targetOf = (rows: MadeRows, target: TargetName) =>
  target === "numbers" ? numbersOf(rows.numbers) : classesOf(rows[target]);

const foundBy = async (model: Model, rows: MadeRows, target: TargetName, seed = 1) => {
  const { state } = await fit(model, { table: rows.table, target: targetOf(rows, target) }, seed);
  return (state as { outOfBag: OutOfBag }).outOfBag;
};

const notesOf = async (model: Model, rows: MadeRows, target: TargetName): Promise<readonly string[]> => {
  const { state } = await fit(model, { table: rows.table, target: targetOf(rows, target) });
  return model.definition.notes!(state, model.options);
};

describe("out-of-bag scores", () => {
  it.each(recorded.given)("of $name, its members given, are scikit-learn's", ({ target, score, members }) => {
    const tally = tallyOutOfBag("bagging", targetOf(madeRows(3, 80), target as TargetName));
    for (const { rows, says } of members) tally.add(Int32Array.from(rows), Float64Array.from(says));
    const found = tally.score();
    expect(found.score).toBeCloseTo(score, 8);
    expect(found.rows).toBe(80);
  });

  it.each([
    ["randomForest", "classes", randomForest({ trees: 60, oobScore: true }), recorded.mean.forest],
    [
      "randomForest",
      "numbers",
      randomForest({ trees: 60, maxFeatures: 0.5, oobScore: true }),
      recorded.mean.forestOfNumbers,
    ],
    ["extraTrees", "classes", extraTrees({ trees: 60, bootstrap: true, oobScore: true }), recorded.mean.extraTrees],
    [
      "extraTrees",
      "numbers",
      extraTrees({ trees: 60, bootstrap: true, maxSamples: 0.7, oobScore: true }),
      recorded.mean.extraTreesOfNumbers,
    ],
    ["bagging", "classes", bagging({ members: 30, oobScore: true }), recorded.mean.bagging],
    ["bagging", "numbers", bagging({ members: 100, maxFeatures: 4, oobScore: true }), recorded.mean.baggingOfNumbers],
  ] as const)("of %s for %s are as high as scikit-learn's, over ten seeds", async (_, target, model, theirs) => {
    let sum = 0;
    for (let seed = 1; seed <= 10; seed++) sum += (await foundBy(model, madeRows(seed, 400), target, seed)).score!;
    expect(Math.abs(sum / 10 - theirs)).toBeLessThan(0.01);
  });

  it("are data and a sentence, the same on one thread and on two, and change nothing else", async () => {
    const made = madeRows(4, 300);
    const found = await foundBy(randomForest({ trees: 9, oobScore: true, threads: 2 }), made, "classes");
    expect(found).toEqual(await foundBy(randomForest({ trees: 9, oobScore: true, threads: 1 }), made, "classes"));
    expect(found.rows).toBeLessThan(300);
    expect(await notesOf(randomForest({ trees: 9, oobScore: true }), made, "classes")).toEqual([
      `The out-of-bag accuracy of randomForest is ${found.score!.toFixed(4)}, over ${found.rows} of 300 rows; ${300 - found.rows} were in every bag and do not count.`,
    ]);
    const says = async (oobScore: boolean) => {
      const { predict } = await fit(randomForest({ trees: 9, oobScore }), {
        table: made.table,
        target: classesOf(made.classes),
      });
      return predict(made.table);
    };
    expect(await says(true)).toEqual(await says(false));
    expect(await notesOf(randomForest({ trees: 9 }), made, "classes")).toEqual([]);
  });

  it("are in the notes of a fitted pipeline", async () => {
    const { table, numbers } = madeRows(5, 100);
    const rows = table.with([{ kind: "numbers", name: "y", type: "number", values: Float64Array.from(numbers) }]);
    const { notes } = await pipeline(scale(), bagging({ oobScore: true })).fit(rows, { target: "y", seed: 1 });
    expect(notes.filter((note) => note.startsWith("The out-of-bag R² of bagging is 0."))).toHaveLength(1);
  });

  it("of one row, and of a target that is always the same, are not there", async () => {
    const one = await foundBy(randomForest({ trees: 3, oobScore: true }), madeRows(1, 1), "numbers");
    expect(one).toEqual({ metric: "R²", score: undefined, rows: 0, of: 1 });
    const flat = { ...madeRows(1, 30), numbers: Array<number>(30).fill(7) };
    expect((await foundBy(randomForest({ oobScore: true }), flat, "numbers")).score).toBeUndefined();
    expect(await notesOf(bagging({ oobScore: true }), flat, "numbers")).toEqual([
      "bagging has no out-of-bag R²: the target of its rows is always the same.",
    ]);
  });

  it.each([
    randomForest({ oobScore: true, bootstrap: false }),
    extraTrees({ oobScore: true }),
    bagging({ oobScore: true, bootstrap: false }),
  ])("need a bootstrap", async (model) => {
    await expect(foundBy(model, madeRows(1, 20), "classes")).rejects.toThrow("got bootstrap = false");
  });
});

describe("bagging", () => {
  it("knows the mean of what columns count to its members, those that a member did not see at 0", async () => {
    const made = madeRows(6, 200);
    const model = bagging({ of: decisionTree({ maxDepth: 3 }), members: 8, maxFeatures: 3 });
    const { state } = await fit(model, { table: made.table, target: classesOf(made.classes) });
    const { members } = state as {
      members: { columns: string[]; states: { model: { importances: Float64Array } } }[];
    };
    const ours = model.definition.importances!(state, model.options);
    for (const [c, name] of made.table.columns.entries()) {
      const parts = members.map(({ columns, states }) => states.model.importances[columns.indexOf(name)] ?? 0);
      expect(ours[c]).toBeCloseTo(parts.reduce((sum, part) => sum + part, 0) / 8, 12);
    }
    const all = bagging({ of: decisionTree({ maxDepth: 3 }), members: 8 });
    const whole = await fit(all, { table: made.table, target: classesOf(made.classes) });
    const counts = all.definition.importances!(whole.state, all.options);
    // The target is made of the first three columns.
    expect(Math.min(...counts.subarray(0, 3))).toBeGreaterThan(Math.max(...counts.subarray(3)));
  });

  it("knows none where its members know none, or have steps", () => {
    expect(bagging({ of: kNearest() }).definition.importances).toBeUndefined();
    expect(bagging({ of: [scale(), decisionTree()] }).definition.importances).toBeUndefined();
  });

  it("passes on what its members say, each sentence once", async () => {
    const notes = await notesOf(bagging({ of: linearSvm({ maxIter: 1 }), members: 4 }), madeRows(2, 80), "two");
    expect(notes).toEqual([expect.stringContaining("linearSvm stopped after 1 rounds")]);
  });
});

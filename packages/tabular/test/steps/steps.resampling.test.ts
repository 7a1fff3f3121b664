import { normal, seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import type { Step } from "../../src/contract/step.ts";
import type { ClassTarget } from "../../src/contract/target.ts";
import type { Training } from "../../src/contract/training.ts";
import { oversample, smote, table, undersample } from "../../src/index.ts";
import { classesOf, numbersOf } from "../models/fit.ts";
import { fitStep, numbersIn } from "./fit-step.ts";

const random = seededRandom(5);

/** So many rows of each class, two numbers each. */
const rowsOf = (...counts: readonly number[]): Training => {
  const codes = counts.flatMap((count, code) => Array.from({ length: count }, () => code));
  return {
    table: table({ x: codes.map((code) => code + normal(random)), y: codes.map(() => normal(random)) }),
    target: classesOf(codes),
  };
};

const countsOf = ({ target }: Training): number[] => {
  const { classes, codes } = target as ClassTarget;
  return classes.map((_, code) => codes.filter((each) => each === code).length);
};

const made = async (step: Step, training: Training): Promise<Training> => (await fitStep(step, training)).training;

describe("numbers of rows are those of imbalanced-learn", () => {
  it.each([
    [oversample(), [90, 30, 7], [90, 90, 90]],
    [smote(), [90, 30, 7], [90, 90, 90]],
    [undersample(), [90, 30, 7], [7, 7, 7]],
    [oversample({ strategy: 0.33 }), [100, 7], [100, 33]],
    [smote({ strategy: 0.33 }), [100, 7], [100, 33]],
    [undersample({ strategy: 0.33 }), [100, 7], [21, 7]],
    [oversample({ strategy: 0.5 }), [90, 31], [90, 45]],
    [undersample({ strategy: 0.5 }), [90, 31], [62, 31]],
    [smote({ strategy: { "class 1": 40 } }), [90, 31], [90, 40]],
    [undersample({ strategy: { "class 0": 40 } }), [90, 31], [40, 31]],
  ])("%o of %j", async (step, before, after) => {
    expect(countsOf(await made(step, rowsOf(...before)))).toEqual(after);
  });
});

describe("rows that are added or left out", () => {
  it("are rows of the table, with their weights and groups", async () => {
    const training: Training = {
      ...rowsOf(20, 5),
      weights: Float64Array.from({ length: 25 }, (_, row) => row + 1),
      groups: Int32Array.from({ length: 25 }, (_, row) => row % 7),
    };
    const x = numbersIn(training.table.data[0]!);
    for (const step of [oversample(), undersample()]) {
      const { table: rows, weights, groups } = await made(step, training);
      for (const [i, value] of numbersIn(rows.data[0]!).entries()) {
        const from = x.indexOf(value);
        expect([weights![i], groups![i]]).toEqual([from + 1, from % 7]);
      }
    }
  });

  it("rows to predict for pass as they are, in a graph too", async () => {
    const training = rowsOf(12, 3);
    for (const step of [oversample(), undersample(), smote()]) {
      const { apply, inGraph } = await fitStep(step, training);
      const same = await apply(training.table);
      expect(same.x).toEqual([...numbersIn(training.table.data[0]!)]);
      expect(await inGraph(training.table)).toEqual(same);
    }
  });
});

describe("smote", () => {
  it("keeps the rows and makes each new one between a row and one of its k nearest, weight included", async () => {
    const training = { ...rowsOf(40, 8), weights: Float64Array.from({ length: 48 }, (_, row) => row) };
    const { table: rows, weights } = await made(smote({ k: 3 }), training);
    const [x, y] = rows.data.map(numbersIn) as [Float64Array, Float64Array];
    expect(x.subarray(0, 48)).toEqual(numbersIn(training.table.data[0]!));
    const own = Array.from({ length: 8 }, (_, i) => 40 + i);
    for (let row = 48; row < rows.rows; row++) {
      const between = own.flatMap((from) => {
        const far = (other: number) => (x[other]! - x[from]!) ** 2 + (y[other]! - y[from]!) ** 2;
        const near = own.filter((other) => other !== from).sort((a, b) => far(a) - far(b));
        return near.slice(0, 3).flatMap((to) => {
          const share = (x[row]! - x[from]!) / (x[to]! - x[from]!);
          const isBetween =
            share >= 0 && share < 1 && Math.abs(y[from]! + share * (y[to]! - y[from]!) - y[row]!) < 1e-12;
          return isBetween && Math.abs(from + share * (to - from) - weights![row]!) < 1e-9 ? [from] : [];
        });
      });
      expect(between.length).toBeGreaterThan(0);
    }
  });

  it("gives texts and booleans what most neighbours have, and a median deviation's distance to others", async () => {
    // Of the rare class: deviations 10 (n) and 10 (m), so rows of another plan are 10 further away.
    const training: Training = {
      table: table({
        n: [...Array.from({ length: 12 }, () => 500), 0, 20, 0, 20, 10, 10],
        m: [...Array.from({ length: 12 }, () => 500), 0, 0, 20, 20, 10, 10],
        plan: [...Array.from({ length: 12 }, () => "other"), "basic", "basic", "basic", "basic", "pro", "pro"],
        paid: [...Array.from({ length: 12 }, () => false), true, true, true, true, false, null],
      }),
      target: classesOf([...Array.from({ length: 12 }, () => 0), 1, 1, 1, 1, 1, 1]),
    };
    const { table: rows } = await made(smote({ k: 2 }), training);
    expect(rows.rows).toBe(24);
    for (const { n, m, plan, paid } of rows.toRows().slice(18)) {
      expect(["basic", "pro"]).toContain(plan);
      expect([true, false, null]).toContain(paid);
      for (const value of [n, m]) expect(value as number).toBeGreaterThanOrEqual(0);
    }
    expect(rows.column("paid").type).toBe("boolean");
    expect(rows.column("n").type).toBe("number");
  });

  it("works on categories alone, on a class smaller than k, and repeats a class of one row", async () => {
    const plans = table({ plan: ["a", "b", "a", "b", "c", "c"], size: ["s", "s", "l", "l", "l", "s"] });
    const { table: rows } = await made(smote(), { table: plans, target: classesOf([0, 0, 0, 0, 1, 1]) });
    expect(
      rows
        .toRows()
        .slice(6)
        .every(({ plan }) => plan === "c"),
    ).toBe(true);
    const lonely = await made(smote(), rowsOf(3, 1));
    const [x] = lonely.table.data.map(numbersIn);
    expect(x!.subarray(4)).toEqual(Float64Array.of(x![3]!, x![3]!));
  });

  it("is the same for the same seed, and another for another", async () => {
    const training = rowsOf(20, 5);
    const [one, again, other] = [
      await fitStep(smote(), training),
      await fitStep(smote(), training),
      await fitStep(smote(), training, 2),
    ];
    expect(one.training.table.toRows()).toEqual(again.training.table.toRows());
    expect(one.training.table.toRows()).not.toEqual(other.training.table.toRows());
  });
});

it("what cannot be done is refused with the reason", async () => {
  const training = rowsOf(5, 3);
  await expect(made(smote(), { ...training, target: numbersOf([1, 2, 3, 4, 5, 6, 7, 8]) })).rejects.toThrow(
    "evens out classes",
  );
  await expect(made(oversample({ strategy: { maybe: 3 } }), training)).rejects.toThrow("maybe is none");
  await expect(made(oversample({ strategy: { "class 0": 3 } }), training)).rejects.toThrow(
    "cannot make 3 rows of the 5",
  );
  await expect(made(undersample({ strategy: { "class 1": 4 } }), training)).rejects.toThrow(
    "cannot make 4 rows of the 3",
  );
  const holes = { ...training, table: table({ x: [1, 2, 3, 4, null, 6, 7, 8] }) };
  await expect(made(smote(), holes)).rejects.toThrow("`x` is NaN at row 4");
  expect(() => smote({ strategy: 2 })).toThrow("greater than 0 and at most 1");
});

import { normal, seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import type { Step } from "../../src/contract/step.ts";
import { agglomerate, nystroem, pca, randomFourier, table, truncatedSvd } from "../../src/index.ts";
import { principalAxes } from "../../src/steps/contract/principal-axes.ts";
import { classesOf, tableOfRows } from "../models/fit.ts";
import { type Columns, fitStep } from "./fit-step.ts";
import recorded from "./recorded/decomposition.json" with { type: "json" };

const { x, scaled } = recorded;
const wide = scaled[0]!.map((_, c) => scaled.map((row) => row[c]!));

const fitted = (step: Step, rows: readonly (readonly number[])[]) =>
  fitStep(step, { table: tableOfRows(rows), target: classesOf(rows.map((_, row) => row % 2)) });

const rowsOf = (columns: Columns): number[][] => {
  const lists = Object.values(columns);
  return (lists[0] ?? []).map((_, row) => lists.map((list) => list[row]!));
};

const expectNear = (got: readonly (readonly number[])[], wanted: readonly (readonly number[])[], within = 1e-8) => {
  for (const [row, values] of wanted.entries()) {
    expect(got[row]).toHaveLength(values.length);
    for (const [c, value] of values.entries())
      expect(Math.abs(got[row]![c]! - value), `row ${row}, column ${c}`).toBeLessThan(
        within * Math.max(1, Math.abs(value)),
      );
  }
};

const agrees = async (step: Step, rows: readonly (readonly number[])[], within = 1e-9) => {
  const { apply, inGraph } = await fitted(step, rows);
  const made = rowsOf(await apply(tableOfRows(rows)));
  expectNear(rowsOf(await inGraph(tableOfRows(rows))), made, within);
  return made;
};

interface Components {
  readonly shares: Float64Array;
  readonly variances: Float64Array;
  readonly names: readonly string[];
}

describe("principal components are scikit-learn's", () => {
  it.each([
    ["raw", pca(), x],
    ["scaled", pca({ nComponents: 4 }), scaled],
    ["whitened", pca({ nComponents: 3, whiten: true }), scaled],
    ["wide", pca({ nComponents: 8 }), wide],
  ] as const)("%s: scores, variances, shares", async (name, step, rows) => {
    const said = recorded.pca[name];
    expectNear(await agrees(step, rows), said.scores);
    const { shares, variances } = (await fitted(step, rows)).state as Components;
    for (const [k, share] of said.shares.entries()) {
      expect(shares[k]! / share).toBeCloseTo(1, 8);
      expect(variances[k]! / said.variances[k]!).toBeCloseTo(1, 8);
    }
  });

  it("as many of them as explain a share of the variance", async () => {
    for (const [share, count] of Object.entries(recorded.pca.counts)) {
      const { names } = (await fitted(pca({ nComponents: Number(share) }), scaled)).state as Components;
      expect(names).toHaveLength(count);
    }
  });

  it("small ones are exact next to large ones: 1 beside 10⁷", async () => {
    const random = seededRandom(1);
    const [large, small] = [1e7, 1].map((size) => Float64Array.from({ length: 200 }, () => size * normal(random)));
    const { values, vectors } = await principalAxes([large!, small!], new Float64Array(2), () => 2);
    const [[a, b], [c, d]] = vectors as unknown as readonly [readonly [number, number], readonly [number, number]];
    expect(values[1]! / Math.hypot(...small!)).toBeCloseTo(1, 1);
    expect(d).toBeCloseTo(1, 12);
    expect(a * c + b * d).toBeCloseTo(0, 15);
  });

  it("of one row, of constant columns, and with fewer rows than columns some are 0", async () => {
    const one = await fitted(pca({ nComponents: 5, whiten: true }), [[1, 2, 3]]);
    expect(await one.apply(tableOfRows([[1, 2, 3]]))).toEqual({ pca0: [0] });
    const same = await fitted(pca({ nComponents: 0.9 }), [
      [4, 4],
      [4, 4],
      [4, 4],
    ]);
    expect(await same.apply(tableOfRows([[4, 4]]))).toEqual({ pca0: [0] });
    const few = await fitted(pca(), [
      [1, 0, 0, 2],
      [0, 1, 0, 5],
    ]);
    expect(Object.keys(await few.apply(tableOfRows([[3, 3, 3, 3]])))).toEqual(["pca0", "pca1"]);
    expect((await few.apply(tableOfRows([[3, 3, 3, 3]]))).pca1).toEqual([0]);
  });
});

it("truncated singular values are scikit-learn's, and never more than rows or columns", async () => {
  expectNear(await agrees(truncatedSvd({ nComponents: 3 }), x), recorded.svd);
  const { apply } = await fitted(truncatedSvd({ nComponents: 9 }), [
    [1, 2],
    [3, 5],
    [0, 1],
  ]);
  expect(Object.keys(await apply(tableOfRows([[1, 1]])))).toEqual(["svd0", "svd1"]);
});

const products = (rows: readonly (readonly number[])[]): number[] =>
  rows.flatMap((one) => rows.map((other) => one.reduce((sum, value, c) => sum + value * other[c]!, 0)));

describe("kernels", () => {
  it.each(Object.entries(recorded.nystroem))(
    "with all rows as landmarks products are the kernel %s",
    async (kernel, said) => {
      const rows = scaled.slice(0, 9);
      const made = await agrees(nystroem({ kernel: kernel as "rbf", nComponents: 50, ...said.options }), rows, 1e-6);
      expectNear([products(made)], [said.gram], 1e-6);
    },
  );

  it("landmarks are rows, drawn by the seed", async () => {
    const step = nystroem({ nComponents: 6 });
    const [one, again] = [await fitted(step, scaled), await fitted(step, scaled)];
    expect(one.state).toEqual(again.state);
    expect((one.state as { landmarks: { rows: number } }).landmarks.rows).toBe(6);
    const training = { table: tableOfRows(scaled), target: classesOf(scaled.map(() => 0)) };
    expect((await fitStep(step, training, 2)).state).not.toEqual(one.state);
  });

  it("products of 3000 random waves are within 0.06 of the Gaussian kernel", async () => {
    const rows = scaled.slice(0, 8).map((row) => row.slice(0, 4));
    const made = products(await agrees(randomFourier({ gamma: 0.2, nComponents: 3000 }), rows));
    rows.forEach((one, i) => {
      rows.forEach((other, j) => {
        const distance = one.reduce((sum, value, c) => sum + (value - other[c]!) ** 2, 0);
        expect(Math.abs(made[i * 8 + j]! - Math.exp(-0.2 * distance))).toBeLessThan(0.06);
      });
    });
  });

  it('"scale" makes the width one that fits the values', async () => {
    const narrow = scaled.map((row) => row.map((value) => value / 1000));
    const { state } = await fitted(randomFourier({ gamma: "scale", nComponents: 2000 }), narrow);
    const { matrix } = state as { matrix: Float64Array };
    const deviation = Math.sqrt(matrix.reduce((sum, value) => sum + value * value, 0) / matrix.length);
    expect(deviation / (1000 * Math.sqrt(2 / scaled[0]!.length))).toBeCloseTo(1, 1);
  });
});

describe("agglomeration", () => {
  it.each(recorded.agglomerate)("$k groups by $linkage are scikit-learn's, pooled by $pooling", async (said) => {
    const step = agglomerate({ k: said.k, linkage: said.linkage as "ward", pooling: said.pooling as "mean" });
    const { state } = await fitted(step, scaled);
    const { groups } = state as { groups: Int32Array };
    const numbers = new Map<number, number>();
    for (const [c, group] of said.groups.entries()) {
      if (!numbers.has(group)) numbers.set(group, groups[c]!);
      expect(groups[c]).toBe(numbers.get(group));
    }
    const made = await agrees(step, scaled);
    const order = [...numbers].sort(([a], [b]) => a - b).map(([, own]) => own);
    expectNear(
      made.slice(0, 5).map((row) => order.map((group) => row[group]!)),
      said.columns,
    );
  });

  it("says which columns a group was made of, and leaves as many as there are", async () => {
    const rows = table({ a: [1, 2, 3], b: [1, 2, 3.1], c: [9, 0, 4] });
    const target = classesOf([0, 1, 0]);
    const { training } = await fitStep(agglomerate({ k: 2 }), { table: rows, target });
    expect(training.table.data.map(({ from }) => from)).toEqual([["a", "b"], ["c"]]);
    const all = await fitStep(agglomerate({ k: 9 }), { table: rows, target });
    expect(all.training.table.columns).toEqual(["group0", "group1", "group2"]);
  });
});

it("texts and gaps are refused with the column and the row", async () => {
  const target = classesOf([0, 1]);
  for (const step of [pca(), truncatedSvd(), nystroem(), randomFourier(), agglomerate()]) {
    await expect(fitStep(step, { table: table({ a: ["u", "v"] }), target })).rejects.toThrow("`a` holds texts");
    await expect(fitStep(step, { table: table({ a: [1, null] }), target })).rejects.toThrow("`a` is missing at row 1");
  }
});

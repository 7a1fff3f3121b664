import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { seededRandom } from "@kaviar/base/random";
import { accuracy } from "@kaviar/nn";
import { bagging, crossValidate, decisionTree, pipeline, scale, type Table, table } from "@kaviar/tabular";
import { beforeAll, describe, expect, it } from "vitest";
import { portable } from "../../src/workers/portable.ts";

const random = seededRandom(5);
const draw = (rows: number) => Float64Array.from({ length: rows }, random);

/** Long enough for a thread: 10 columns of 20 000 rows. */
const many = (rows = 20_000): Table => {
  const columns = Object.fromEntries(Array.from({ length: 10 }, (_, c) => [`x${c}`, draw(rows)]));
  const y = Array.from({ length: rows }, (_, row) => (columns.x0![row]! + columns.x1![row]! > 1 ? "over" : "under"));
  return table({ ...columns, y });
};

describe("a fit in a thread of its own", () => {
  let big: Table;
  beforeAll(() => {
    big = many();
  });

  it("learns to the last bit what it learns without, and lets this thread run meanwhile", async () => {
    const pipe = pipeline(scale(), decisionTree({ maxDepth: 8 }));
    let ticks = 0;
    const clock = setInterval(() => ticks++, 5);
    const there = await pipe.fit(big, { target: "y", seed: 1, threads: 2 });
    clearInterval(clock);
    const here = await pipe.fit(big, { target: "y", seed: 1, threads: 1 });
    expect((await there.probabilities(big)).values).toEqual((await here.probabilities(big)).values);
    expect(there.columns).toEqual(here.columns);
    expect(ticks).toBeGreaterThan(3);
  });

  it("does folds at once, with the scores that they have one after the other", async () => {
    const options = { target: "y", folds: 3, metrics: [accuracy], seed: 2 };
    const tree = decisionTree({ maxDepth: 6 });
    const [at, after] = [
      await crossValidate(tree, big, { ...options, threads: 2 }),
      await crossValidate(tree, big, { ...options, threads: 1 }),
    ];
    expect(at).toEqual(after);
    expect(at.mean.accuracy).toBeGreaterThan(0.95);
  });

  it("ends at once when it is aborted, whatever it is at", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new Error("enough")), 30);
    const begun = performance.now();
    await expect(decisionTree3(many(200_000), controller.signal)).rejects.toThrow("enough");
    expect(performance.now() - begun).toBeLessThan(2000);
  });

  it("ends in the middle of a network's step, and the process goes on", async () => {
    const script = fileURLToPath(new URL("abort-network.ts", import.meta.url));
    for (const after of ["1600", "2100"]) {
      const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", script, after]);
      expect(stdout).toBe("enough\n");
    }
  });

  it("fails by the error that it fails by without", async () => {
    const gap = big.with([{ kind: "numbers", name: "x3", type: "number", values: draw(20_000).fill(Infinity, 7, 8) }]);
    const fit = (threads: number) =>
      decisionTreeOn(gap, threads).then(
        () => undefined,
        (error: Error) => [error.name, error.message],
      );
    expect(await fit(2)).toEqual(await fit(1));
  });
});

const decisionTree3 = (rows: Table, signal: AbortSignal) => pipeline(decisionTree()).fit(rows, { target: "y", signal });
const decisionTreeOn = (rows: Table, threads: number) => pipeline(decisionTree()).fit(rows, { target: "y", threads });

describe("a chain as text for another thread", () => {
  it("is there for steps and models of this package alone", () => {
    const { definition } = scale();
    const mine = {
      ...scale(),
      definition: { ...definition, apply: (_: unknown, rows: Table) => rows } as typeof definition,
    };
    expect(portable(pipeline(scale(), decisionTree()))).toContain("decisionTree");
    // What bagging knows of its member is in its definition, which is not the usual one then.
    expect(portable(pipeline(bagging({ of: decisionTree() })))).toContain("bagging");
    expect(portable(pipeline(mine, decisionTree()))).toBeUndefined();
  });
});

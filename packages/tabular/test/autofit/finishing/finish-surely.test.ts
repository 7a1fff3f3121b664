import { seededRandom } from "@kaviar/base/random";
import { describe, expect, it } from "vitest";
import { finishSurely } from "../../../src/autofit/finishing/finish-surely.ts";
import { readAutofitOptions } from "../../../src/autofit/options.ts";
import { prepareSearch } from "../../../src/autofit/preparing/prepare-search.ts";
import type { Candidate } from "../../../src/autofit/result.ts";
import { dummy, logisticRegression, type Part, pipeline, scale, table } from "../../../src/index.ts";

const random = seededRandom(3);
const rows = table(
  Array.from({ length: 400 }, () => {
    const [a, b] = [random(), random()];
    return { a, b, y: a + b > 1 ? "yes" : "no" };
  }),
);
const prepared = prepareSearch(rows, readAutofitOptions({ target: "y" }), undefined);

const candidate = (trial: number, seconds: number, ...parts: readonly Part[]): Candidate => ({
  trial,
  words: `pipeline ${trial}`,
  pipeline: pipeline(...parts),
  score: 1,
  std: 0,
  scores: [1],
  complexity: 1,
  work: 1,
  fitSeconds: seconds,
  thousandRowsSeconds: 0.001,
  origin: { operator: "portfolio", parents: [] },
});
const good = candidate(1, 0.01, scale(), logisticRegression());
const means = { workers: 1, say: () => {}, left: () => Number.POSITIVE_INFINITY };

describe("what comes after a search", () => {
  it("takes the next best where the best cannot be fitted, and says so", async () => {
    const broken = { ...good.pipeline, fit: () => Promise.reject(new Error("not today")) };
    const bad = { ...candidate(0, 0.01, dummy()), pipeline: broken };
    const { single, model, notes, holdout } = await finishSurely([bad, good], undefined, prepared, means);
    expect(single).toBe(good);
    expect(model.task).toBe("classes");
    expect(model.trained.rows).toBe(400);
    expect(notes.join()).not.toContain("is fitted to");
    expect(holdout!.rows).toBe(80);
    expect(notes[0]).toContain("pipeline 0 could not be fitted in the end");
    await expect(finishSurely([bad], undefined, prepared, means)).rejects.toThrow("not today");
  });

  it("leaves what would take too long, and asks about as many rows as there is time for", async () => {
    const late = candidate(0, 60, dummy());
    const began = performance.now();
    const left = () => 4 - (performance.now() - began) / 1000;
    const slow = { ...good, thousandRowsSeconds: 5 };
    const { single, notes, holdout } = await finishSurely([late, slow], undefined, prepared, { ...means, left });
    expect(single).toBe(slow);
    expect(notes[0]).toBe("pipeline 0 is better than pipeline 1: there was no time left to fit it.");
    expect(holdout!.rows).toBe(80);
  });
});

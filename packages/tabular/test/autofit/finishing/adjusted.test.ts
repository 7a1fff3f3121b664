import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { normal, seededRandom } from "@kaviar/base/random";
import { logLoss } from "@kaviar/nn";
import { expect, it } from "vitest";
import { adjusted } from "../../../src/autofit/finishing/adjusted.ts";
import { actualOf, sayOf, scoreOf } from "../../../src/autofit/finishing/score-holdout.ts";
import { readAutofitOptions } from "../../../src/autofit/options.ts";
import { prepareSearch } from "../../../src/autofit/preparing/prepare-search.ts";
import {
  calibrate,
  crossValidate,
  gaussianNaiveBayes,
  load,
  pipeline,
  table,
  tuneThreshold,
} from "../../../src/index.ts";

/** Five columns that say nearly the same: naive Bayes counts it five times, and is far too sure. One row of six is "yes". */
const random = seededRandom(4);
const rows = table(
  Array.from({ length: 900 }, () => {
    const x = normal(random);
    const near = () => x + 0.1 * normal(random);
    return {
      a: near(),
      b: near(),
      c: near(),
      d: near(),
      e: near(),
      is: x + 1.5 * normal(random) > 1.8 ? "yes" : "no",
    };
  }),
);
const pipe = pipeline(gaussianNaiveBayes());

const searched = async (given: object) => {
  const options = readAutofitOptions({ target: "is", metric: "logLoss", folds: 3, seed: 2, ...given } as never);
  const prepared = prepareSearch(rows, options, undefined);
  const fit = { target: "is", seed: 2, threads: 1 };
  const model = await pipe.fit(prepared.table, fit);
  const { outOfFold } = await crossValidate(pipe, prepared.table, { ...fit, folds: 3 });
  const { held } = prepared;
  const score = held && (await scoreOf(model, held, logLoss));
  const holdout = held && {
    rows: held.rows,
    score: score!,
    compared: [{ name: "single", score: score! } as const],
    actual: actualOf(model, held),
    predicted: await sayOf(model, held),
    table: held,
    model,
  };
  return { options, prepared, found: { model: await pipe.fit(rows, fit), holdout, outOfFold } };
};

it("calibrates what is too sure, by what it said of rows held out in the search", async () => {
  const { options, prepared, found } = await searched({ calibrate: true });
  const { adjusted: done, holdout, model, notes } = adjusted(found, prepared, options);
  const [loss, brier] = done!.calibration!.brought;
  expect(loss!.before).toBe(found.holdout!.score);
  expect(loss!.after).toBeLessThan(0.7 * loss!.before);
  expect(brier!.after).toBeLessThan(brier!.before);
  expect([holdout!.score, holdout!.compared.at(-1)!.score]).toEqual([loss!.after, loss!.after]);
  expect(await sayOf(holdout!.model, prepared.held!)).toEqual(holdout!.predicted);
  expect(notes).toEqual([]);
  // The same as fitting `calibrate` around it, which holds rows out by itself.
  const { method } = done!.calibration!;
  const around = await pipeline(calibrate(pipe, { method: method! })).fit(prepared.table, { target: "is", seed: 2 });
  expect(await scoreOf(around, prepared.held!, logLoss)).toBeCloseTo(loss!.after, 2);
  const folder = await mkdtemp(join(tmpdir(), "kaviar-adjusted-"));
  await model.save(join(folder, "model.onnx"));
  const loaded = await load(join(folder, "model.onnx"));
  const [of, own] = [await loaded.probabilities(rows), await model.probabilities(rows)];
  for (const [i, value] of of.values.entries()) expect(value).toBeCloseTo(own.values[i]!, 12);
  await loaded.release();
  await rm(folder, { recursive: true });
});

it("finds the threshold of a rare class, and says what it brings on the holdout or on the folds", async () => {
  for (const holdout of [0.2, "none"] as const) {
    const { options, prepared, found } = await searched({ threshold: "f1", calibrate: true, holdout });
    const { adjusted: done, model, notes } = adjusted(found, prepared, options);
    expect(done!.on).toBe(holdout === "none" ? "folds" : "holdout");
    const { at, metric, before, after } = done!.threshold!;
    expect(metric).toBe("f1");
    expect(at).toBeLessThan(0.4);
    expect(after).toBeGreaterThan(before);
    expect(notes.at(-1)).toContain('on "yes" is said, where f1 is best');
    const { probabilities: calibrated } = adjusted(found, prepared, { ...options, threshold: undefined }).model;
    const [labels, { values }] = [await model.predict(rows), await calibrated(rows)];
    expect(labels).toEqual(Array.from(labels, (_, row) => (values[2 * row + 1]! > at ? "yes" : "no")));
    expect(model.trained.chain.model!.model.name).toBe(tuneThreshold(pipe).name);
  }
});

it("says so where what was said of rows held out was not kept", async () => {
  const { options, prepared, found } = await searched({ calibrate: true, threshold: "f1" });
  const lost = adjusted({ ...found, outOfFold: undefined }, prepared, options);
  expect(lost.adjusted).toBeUndefined();
  expect(lost.model).toBe(found.model);
  expect(lost.notes).toEqual([
    "The model is not calibrated and given a threshold: what was said of rows held out is lost.",
  ]);
});

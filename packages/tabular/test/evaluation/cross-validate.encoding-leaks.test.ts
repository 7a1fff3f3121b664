import { normal, seededRandom } from "@kaviar/base/random";
import { rocAuc } from "@kaviar/nn";
import { crossValidate, encode, logisticRegression, pipeline, table, targetEncode, undersample } from "@kaviar/tabular";
import { describe, expect, it } from "vitest";

const sets = 20;
const rows = 300;

/** Numbers and a category of 60 levels that have nothing to do with the target. */
const noise = (seed: number, share = 0.5) => {
  const random = seededRandom(seed, 77);
  const columns = Object.fromEntries(
    Array.from({ length: 12 }, (_, c) => [`x${c}`, Float64Array.from({ length: rows }, () => normal(random))]),
  );
  const level = Array.from({ length: rows }, () => `level ${Math.floor(60 * random())}`);
  const target = Array.from({ length: rows }, () => (random() < share ? "yes" : "no"));
  return table({ ...columns, level, target });
};

/** Encoders that look at the target: each would find something here if it saw the rows that it is scored on. */
const pipelines = {
  "target encoding": pipeline(targetEncode(), logisticRegression()),
  "encode, which takes it for many levels": pipeline(encode(), logisticRegression()),
  undersample: pipeline(encode(), undersample(), logisticRegression()),
};

describe("of noise, cross-validation says that it is noise", () => {
  it.each(Object.entries(pipelines))(
    "%s: a mean AUC of 0.5 ± 0.02 over 20 tables",
    async (_, pipe) => {
      let sum = 0;
      for (let seed = 0; seed < sets; seed++) {
        const { mean } = await crossValidate(pipe, noise(seed), {
          target: "target",
          folds: 5,
          metrics: [rocAuc],
          seed,
          threads: 1,
        });
        sum += mean.rocAuc!;
      }
      expect(Math.abs(sum / sets - 0.5)).toBeLessThan(0.02);
    },
    120_000,
  );

  it("and where a step has seen all rows before, it says otherwise: these tables would show a leak", async () => {
    let sum = 0;
    for (let seed = 0; seed < 5; seed++) {
      const rows = noise(seed);
      const encoded = await pipeline(targetEncode({ smooth: 1 })).fit(rows, { target: "target", seed });
      const seen = (await encoded.transform(rows)).with([rows.column("target").data]);
      const { mean } = await crossValidate(logisticRegression(), seen, { target: "target", metrics: [rocAuc], seed });
      sum += mean.rocAuc!;
    }
    expect(sum / 5).toBeGreaterThan(0.6);
  });
});

import { seededRandom } from "@kaviar/base/random";
import { table } from "../../src/index.ts";

const random = seededRandom(4);
const rows = Array.from({ length: 150 }, () => {
  const [a, b, c] = [random() * 4 - 2, random() * 4 - 2, random()];
  return { a, b, c, kind: a * b + c + 0.8 * random() > 0.6 ? "high" : "low" };
});

/** A search whose evaluations are counted: as many as it takes until some are stopped. */
export const searched = {
  table: table(rows),
  options: {
    target: "kind",
    preset: "tiny",
    folds: 3,
    holdout: "none",
    seed: 2,
    workers: 2,
    budget: { evaluations: 44 },
  },
} as const;

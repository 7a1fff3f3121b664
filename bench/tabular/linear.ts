/**
 * Linear models and support vectors beside scikit-learn's, on the same 10 000 rows of 50 columns, one thread: milliseconds
 * of processor time of a fit, the best of several.
 *
 *   KAVIAR_PYTHON=…/python npx tsx bench/tabular/linear.ts              a Python that has scikit-learn
 *   npx tsx bench/tabular/linear.ts svm ridge                           some of them
 */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { normal, seededRandom } from "@kaviar/base/random";
import * as tabular from "@kaviar/tabular";

const [rows, columns] = [10_000, 50];
const python = process.env.KAVIAR_PYTHON ?? "python3";
const peer = fileURLToPath(new URL("peers/linear_sklearn.py", import.meta.url));

const random = seededRandom(1);
const weights = Array.from({ length: columns }, () => (random() < 0.4 ? normal(random) : 0));
const data = new Float64Array(rows * (columns + 2));
for (let row = 0; row < rows; row++) {
  const at = row * (columns + 2);
  let score = 0;
  for (let c = 0; c < columns; c++) {
    data[at + c] = normal(random);
    score += weights[c]! * data[at + c]!;
  }
  // A bend, so that support vectors have something to find.
  const y = Math.tanh(score / 2) + 0.3 * data[at]! * data[at + 1]! + 0.4 * normal(random);
  data[at + columns] = y;
  data[at + columns + 1] = y < -0.7 ? 0 : y < 0 ? 1 : y < 0.7 ? 2 : 3;
}
const column = (c: number) => Float64Array.from({ length: rows }, (_, row) => data[row * (columns + 2) + c]!);
const table = tabular.table({
  ...Object.fromEntries(Array.from({ length: columns }, (_, c) => [`x${c}`, column(c)])),
  y: column(columns),
  two: Array.from(column(columns), (y) => (y > 0 ? "yes" : "no")),
  four: Array.from(column(columns + 1), (code) => `class ${code}`),
});
const targets = ["y", "two", "four"];

type Target = (typeof targets)[number];
const models: Readonly<Record<string, readonly [model: ReturnType<typeof tabular.ridge>, target: Target]>> = {
  linearRegression: [tabular.linearRegression(), "y"],
  ridge: [tabular.ridge(), "y"],
  lasso: [tabular.lasso({ alpha: 0.01 }), "y"],
  elasticNet: [tabular.elasticNet({ alpha: 0.01 }), "y"],
  bayesianRidge: [tabular.bayesianRidge(), "y"],
  logisticRegression: [tabular.logisticRegression(), "two"],
  "logisticRegression of 4 classes": [tabular.logisticRegression(), "four"],
  "logisticRegression by l1": [tabular.logisticRegression({ l1Ratio: 1 }), "two"],
  sgd: [tabular.sgd(), "two"],
  linearSvm: [tabular.linearSvm(), "two"],
  svm: [tabular.svm(), "two"],
  "svm of numbers": [tabular.svm(), "y"],
};

const chosen = process.argv.slice(2);
const names = Object.keys(models).filter((name) => chosen.length === 0 || chosen.includes(name));

const own = async (name: string): Promise<number> => {
  const [model, target] = models[name]!;
  const rest = table.without(targets.filter((each) => each !== target));
  const pipe = tabular.pipeline(model);
  let best = Infinity;
  // Quick ones go on for half a second: their first rounds wait for the compiler.
  const end = performance.now() + 500;
  for (let i = 0; i < (name.startsWith("svm") ? 2 : 8) || performance.now() < end; i++) {
    const start = process.cpuUsage();
    await pipe.fit(rest, { target, seed: 1 });
    const { user, system } = process.cpuUsage(start);
    best = Math.min(best, (user + system) / 1000);
  }
  return best;
};

const folder = mkdtempSync(join(tmpdir(), "kaviar-"));
const file = join(folder, "rows.f64");
writeFileSync(file, new Uint8Array(data.buffer));
try {
  for (const name of names) {
    const time = await own(name);
    const said = await promisify(execFile)(python, [peer, file, String(rows), String(columns), name]).then(
      ({ stdout }) => {
        const { milliseconds } = JSON.parse(stdout) as { milliseconds: number };
        return `scikit-learn ${milliseconds.toFixed(1).padStart(8)} ms   ${(time / milliseconds).toFixed(2)} × its time`;
      },
      (error: unknown) => `left out: ${String(error).trim().split("\n").at(-1)}`,
    );
    console.log(`${name.padEnd(32)} ${time.toFixed(1).padStart(8)} ms   ${said}`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

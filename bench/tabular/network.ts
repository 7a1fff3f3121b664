/**
 * `network()` against scikit-learn's histogram boosting, both as they come, on splits of tables of one's own:
 *
 *   KAVIAR_PYTHON=…/python npx tsx bench/tabular/network.ts FOLDER [SEED [SET …]]
 *
 * FOLDER has NAME.csv.gz with a column `target`, and sets.py with SETS = dict(NAME = "binary" | "multiclass" | "regression").
 * The errors are 1 − AUC, the log loss and the root of the mean squared error; seconds are those of the processor.
 */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { logLoss, rmse, rocAuc } from "@kaviar/nn";
import { type ColumnValues, network, pipeline, table } from "@kaviar/tabular";

interface Race {
  readonly name: string;
  readonly kind: "binary" | "multiclass" | "regression";
  readonly train: Readonly<Record<string, ColumnValues>>;
  readonly test: Readonly<Record<string, ColumnValues>>;
  readonly error: number;
  readonly seconds: number;
}

const metrics = { binary: rocAuc, multiclass: logLoss, regression: rmse } as const;

const run = async ({ kind, train, test }: Race): Promise<{ readonly error: number; readonly seconds: number }> => {
  const rows = table(train);
  const began = process.cpuUsage();
  const model = await pipeline(network()).fit(rows, {
    target: "target",
    task: kind === "regression" ? "numbers" : "classes",
    seed: 1,
  });
  const { user, system } = process.cpuUsage(began);
  const scores = await model.evaluate(table(test), { metrics: [metrics[kind]] });
  const [score] = Object.values(scores) as [number];
  return { error: kind === "binary" ? 1 - score : score, seconds: (user + system) / 1e6 };
};

const [folder, seed = "0", ...sets] = process.argv.slice(2);
if (folder === undefined) throw new Error("Name the folder of the tables.");
const peer = spawn(
  process.env.KAVIAR_PYTHON ?? "python3",
  [fileURLToPath(new URL("peers/networks_sklearn.py", import.meta.url)), folder, seed, ...sets],
  { stdio: ["ignore", "pipe", "inherit"] },
);
console.log("| set | rows | network | boosting | ratio | seconds | its seconds |\n|---|---|---|---|---|---|---|");
const logs: number[] = [];
for await (const line of createInterface(peer.stdout)) {
  const race = JSON.parse(line) as Race;
  const { error, seconds } = await run(race);
  const ratio = error / race.error;
  logs.push(Math.log(ratio));
  const cells = [error, race.error].map((value) => value.toPrecision(4));
  const rows = race.train.target!.length;
  console.log(
    `| ${race.name} | ${rows} | ${cells.join(" | ")} | ${ratio.toFixed(2)} | ${seconds.toFixed(1)} | ${race.seconds.toFixed(1)} |`,
  );
}
const better = logs.filter((log) => log < 0).length;
const mean = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length);
console.log(
  `\nBetter on ${better} of ${logs.length}, mean rank ${(2 - better / logs.length).toFixed(2)}; geometric mean of the ratios ${mean.toFixed(3)}.`,
);
process.exit(0);

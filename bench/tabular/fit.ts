/**
 * What `autofit` reaches in so many seconds on tables of one's own: a folder with `SET.train.csv` and `SET.test.csv`, the column
 * to predict named `target`. One line of JSON a set, as peers are scored beside it.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { accuracy, logLoss, r2, rmse, rocAuc } from "@kaviar/nn";
import { autofit, readTable } from "@kaviar/tabular";

const [folder, seconds = "60", ...wanted] = process.argv.slice(2);
if (folder === undefined) throw new Error("npx tsx bench/tabular/fit.ts FOLDER [SECONDS [SET …]]");
const all = readdirSync(folder).filter((file) => file.endsWith(".train.csv"));
const sets = wanted.length > 0 ? wanted : all.map((file) => file.replace(".train.csv", ""));

const rounded = (value: number): number => Number(value.toFixed(4));

for (const set of sets) {
  const [train, test] = [
    await readTable(join(folder, `${set}.train.csv`)),
    await readTable(join(folder, `${set}.test.csv`)),
  ];
  const start = performance.now();
  const { model, leaderboard, failures, stopped, chosen, holdout, study } = await autofit(train, {
    target: "target",
    budget: { time: `${seconds}s` },
    seed: 0,
  });
  const took = rounded((performance.now() - start) / 1000);
  const metrics = model.task === "numbers" ? [rmse, r2] : model.classes.length === 2 ? [rocAuc] : [logLoss, accuracy];
  const scores = await model.evaluate(test, { metrics });
  await study.close();
  console.log(
    JSON.stringify({
      tool: "kaviar",
      set,
      secs: Number(seconds),
      took,
      ...Object.fromEntries(Object.entries(scores).map(([name, value]) => [name, rounded(value)])),
      holdout: holdout && rounded(holdout.score),
      chosen,
      pipelines: leaderboard.length + stopped,
      failed: failures.length,
    }),
  );
}

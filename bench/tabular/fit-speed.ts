/** How many pipelines an hour `autofit` scores on five folds, `preset: "quick"`, on tables of the shapes that TPOT's own figures are of. */

import { seededRandom } from "@kaviar/base/random";
import { autofit, table } from "@kaviar/tabular";

const seconds = Number(process.argv[2] ?? 20);

/** Numbers of which some tell the class, and noise. */
const made = (rows: number, columns: number, classes: number) => {
  const random = seededRandom(1);
  const values = Array.from({ length: columns }, () => Float64Array.from({ length: rows }, () => random() * 2 - 1));
  const score = (row: number, shift: number) =>
    values.reduce((sum, column, c) => sum + (c < 6 ? Math.sin(3 * column[row]! + c + shift) : 0), 0);
  const target = Array.from({ length: rows }, (_, row) => {
    const scores = Array.from({ length: classes }, (_, k) => score(row, k * 1.7) + random());
    return `class ${scores.indexOf(Math.max(...scores))}`;
  });
  return table({ ...Object.fromEntries(values.map((column, c) => [`x${c}`, column])), target });
};

const shapes = [
  { rows: 748, columns: 4, classes: 2, tpot: 16_698 },
  { rows: 1_000, columns: 20, classes: 2, tpot: 8_151 },
  { rows: 846, columns: 18, classes: 4, tpot: 1_885 },
  { rows: 48_842, columns: 14, classes: 2, tpot: 388 },
];

for (const { rows, columns, classes, tpot } of shapes) {
  const given = made(rows, columns, classes);
  const start = performance.now();
  let [first, last, count] = [0, 0, 0];
  const run = autofit(given, {
    target: "target",
    preset: "quick",
    budget: { time: `${seconds}s` },
    seed: 1,
    holdout: "none",
  });
  for await (const { kind } of run) {
    if (kind === "trying" && first === 0) first = performance.now();
    if (kind !== "scored" && kind !== "stopped" && kind !== "failed") continue;
    last = performance.now();
    count++;
  }
  const { study, failures } = await run;
  await study.close();
  const hourly = Math.round((count / (last - first)) * 3_600_000);
  console.log(
    `${rows} × ${columns}, ${classes} classes: ${hourly} an hour (TPOT ${tpot}), ${count} in ${((last - start) / 1000).toFixed(1)} s, ${failures.length} failed`,
  );
}

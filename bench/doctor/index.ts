/**
 * `npm run bench -- doctor`: the hospital. Sick runs, each with what is wrong with it, and healthy ones; what the doctor says
 * within the first 30 % of a sick run, and in the whole of a healthy one.
 *
 *   npx tsx bench/doctor/index.ts [PART OF A NAME]
 */
import type { TrainingFinding } from "@kaviar/nn";
import { healthyCases } from "../../packages/nn/test/doctor/hospital/healthy.ts";
import { sickCases } from "../../packages/nn/test/doctor/hospital/sick/index.ts";
import { earlyVisits, visit } from "../../packages/nn/test/doctor/hospital/visit.ts";

const matches = (text: string) => text.includes(process.argv[2] ?? "");

const said = (findings: readonly TrainingFinding[]): string =>
  findings.map(({ code, severity, since }) => `${severity === "problem" ? "✖" : "·"} ${code} @${since}`).join("  ");

const confusion = new Map<string, Map<string, number>>();
const count = (disease: string, diagnosis: string) => {
  const row = confusion.get(disease) ?? new Map<string, number>();
  confusion.set(disease, row.set(diagnosis, (row.get(diagnosis) ?? 0) + 1));
};

let found = 0;
const ill = sickCases().filter(({ name, codes }) => matches(`${codes[0]} ${name}`));
for (const { codes, name, ...rest } of ill) {
  const visits = await visit({ codes, name, ...rest });
  const early = earlyVisits(visits);
  const [disease] = codes as [string];
  const named = new Set<string>(early.flatMap(({ findings }) => findings.map(({ code }) => code)));
  for (const code of named) count(disease, code);
  const isFound = codes.some((code) => named.has(code));
  if (isFound) found++;
  console.log(`${isFound ? "✓" : "✗"} ${disease}: ${name}`);
  if (!isFound) console.log(`    early: ${said(early.at(-1)!.findings)}\n    end:   ${said(visits.at(-1)!.findings)}`);
}

let quiet = 0;
const well = healthyCases().filter(({ name }) => matches(name));
for (const each of well) {
  const visits = await visit(each);
  const problem = visits.find(({ findings }) => findings.some(({ severity }) => severity === "problem"));
  if (problem === undefined) quiet++;
  else {
    for (const { code } of problem.findings) count("none", code);
    console.log(`✗ none: ${each.name}, at ${problem.part.toFixed(2)}: ${said(problem.findings)}`);
  }
}

console.log("\nwhat is wrong, and what is said within the first 30 %, how often:");
for (const [disease, row] of confusion) {
  const names = [...row].sort((a, b) => b[1] - a[1]).map(([code, times]) => `${code} ${times}`);
  console.log(`  ${disease}: ${names.join(", ")}`);
}
if (ill.length > 0) console.log(`\nsick: ${found} of ${ill.length} found within the first 30 %`);
if (well.length > 0) console.log(`healthy: ${quiet} of ${well.length} without a problem`);

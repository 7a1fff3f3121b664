/**
 * `npm run bench -- doctor`: the hospital. Sick runs, each with what is wrong with it, and healthy ones; what the doctor says
 * within the first 30 % of a sick run, and in the whole of a healthy one; and what two peers would say by their thresholds.
 *
 *   npx tsx bench/doctor/index.ts [PART OF A NAME]
 */
import type { TrainingFinding } from "@kaviar/nn";
import type { Case } from "../../packages/nn/test/doctor/hospital/case.ts";
import { healthyCases } from "../../packages/nn/test/doctor/hospital/healthy.ts";
import { sickCases } from "../../packages/nn/test/doctor/hospital/sick/index.ts";
import { earlyVisits, type Visit, visit } from "../../packages/nn/test/doctor/hospital/visit.ts";
import { createObserver, measured } from "./peers/observe.ts";
import { createScores, saidByPeers } from "./scores.ts";

const matches = (text: string) => text.includes(process.argv[2] ?? "");

const said = (findings: readonly TrainingFinding[]): string =>
  findings.map(({ code, severity, since }) => `${severity === "problem" ? "✖" : "·"} ${code} @${since}`).join("  ");

const confusion = new Map<string, Map<string, number>>();
const count = (disease: string, diagnosis: string) => {
  const row = confusion.get(disease) ?? new Map<string, number>();
  confusion.set(disease, row.set(diagnosis, (row.get(diagnosis) ?? 0) + 1));
};

const { scores, ...score } = createScores();

/** A run, what was said of it, and what peers would have said. */
const consult = async (given: Case) => {
  const observer = await createObserver(given);
  const visits = await visit(measured(given), observer);
  return { visits, others: saidByPeers(observer.seen) };
};

/** What the doctor said, look by look; what is said after the first epoch is early. */
const saidIn = (visits: readonly Visit[], severities: readonly string[]) =>
  visits.flatMap(({ part, findings }, i) =>
    findings
      .filter(({ severity }) => severities.includes(severity))
      .map(({ code }) => ({ part: i === 0 ? 0 : part, rule: code, names: [code] })),
  );

const ways = { "kaviar's problems": ["problem"], "kaviar's problems and notes": ["problem", "note"] } as const;

let found = 0;
const ill = sickCases().filter(({ name, codes }) => matches(`${codes[0]} ${name}`));
for (const each of ill) {
  const { codes, name } = each;
  const { visits, others } = await consult(each);
  const early = earlyVisits(visits);
  const [disease] = codes as [string];
  const named = new Set<string>(early.flatMap(({ findings }) => findings.map(({ code }) => code)));
  for (const code of named) count(disease, code);
  const isFound = codes.some((code) => named.has(code));
  if (isFound) found++;
  for (const [who, severities] of Object.entries(ways)) score.sick(who, codes, saidIn(visits, severities));
  for (const [who, what] of others) score.sick(who, codes, what);
  console.log(`${isFound ? "✓" : "✗"} ${disease}: ${name}`);
  if (!isFound) console.log(`    early: ${said(early.at(-1)!.findings)}\n    end:   ${said(visits.at(-1)!.findings)}`);
}

let quiet = 0;
const well = healthyCases().filter(({ name }) => matches(name));
for (const each of well) {
  const { visits, others } = await consult(each);
  const problem = visits.find(({ findings }) => findings.some(({ severity }) => severity === "problem"));
  for (const [who, severities] of Object.entries(ways)) score.healthy(who, saidIn(visits, severities));
  for (const [who, what] of others) score.healthy(who, what);
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

console.log(`\n${"".padEnd(34)}sick: named  anything said   healthy: quiet`);
for (const [who, { named, alarmed, quiet: still, falseAlarms }] of scores) {
  const numbers = [`${named} of ${ill.length}`, `${alarmed} of ${ill.length}`, `${still} of ${well.length}`];
  console.log(`${who.padEnd(34)}${numbers.map((each) => each.padStart(11)).join("   ")}`);
  const rung = [...falseAlarms].sort((a, b) => b[1] - a[1]).map(([rule, times]) => `${rule} ${times}`);
  if (rung.length > 0) console.log(`  in healthy runs: ${rung.join(", ")}`);
}

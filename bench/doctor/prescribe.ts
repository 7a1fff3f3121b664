/**
 * `npm run bench -- doctor`: what is prescribed to each sick run, how much it brings on rows of validation, and in how many runs
 * anything brings more than chance. Each attempt is trained from three seeds.
 *
 *   npx tsx bench/doctor/prescribe.ts [PART OF A NAME] [REMEDIES AT MOST]
 */
import { type Attempt, prescribe } from "@kaviar/nn";
import { sickCases } from "../../packages/nn/test/doctor/hospital/sick/index.ts";

const most = Number(process.argv[3] ?? 3);
const short = (value: number): string => (Number.isFinite(value) ? value.toPrecision(3) : "∞");

/** One run of each disease, then the second of each: who stops early has seen all of them. */
const inTurns = <T extends { readonly codes: readonly string[] }>(cases: readonly T[]): readonly T[] => {
  const turnOf = ({ codes: [disease] }: T, at: number) =>
    cases.slice(0, at).filter(({ codes }) => codes[0] === disease).length;
  return cases
    .map((each, at) => ({ each, turn: turnOf(each, at) }))
    .sort((a, b) => a.turn - b.turn)
    .map(({ each }) => each);
};

let [improved, count] = [0, 0];
for (const { codes, name, model, data, options } of inTurns(sickCases())) {
  if (!`${codes[0]} ${name}`.includes(process.argv[2] ?? "")) continue;
  count++;
  let before: Attempt | undefined;
  let best: Attempt | undefined;
  for await (const attempt of prescribe(model, data, { ...options, most })) {
    before ??= attempt;
    if (attempt.helped && !(best && best.loss <= attempt.loss)) best = attempt;
  }
  if (best) improved++;
  const what = best ? `${short(best.loss)} ± ${short(best.noise)}: ${best.remedies.join(" + ")}` : "nothing helped";
  console.log(`${best ? "✓" : "✗"} ${codes[0]}: ${name}   ${short(before!.loss)} → ${what}`);
}
console.log(`\nimproved by more than chance: ${improved} of ${count}`);

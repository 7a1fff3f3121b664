/** What each of several who look at the hospital is right in. */
import type { DynamicCode } from "@kaviar/nn";
import { peers } from "./peers/index.ts";
import type { Observation } from "./peers/observe.ts";

interface Score {
  /** Sick runs whose disease, or its cause, was named within the first 30 %. */
  named: number;
  /** Sick runs of which anything at all was said within the first 30 %. */
  alarmed: number;
  /** Healthy runs of which nothing was said. */
  quiet: number;
  /** How often each rule rang in a healthy run. */
  readonly falseAlarms: Map<string, number>;
}

/** What somebody said of a run, look by look. */
type Said = readonly { readonly part: number; readonly rule: string; readonly names: readonly string[] }[];

const early = 0.3;

export const createScores = () => {
  const scores = new Map<string, Score>();
  const scoreOf = (who: string): Score => {
    const score = scores.get(who) ?? { named: 0, alarmed: 0, quiet: 0, falseAlarms: new Map() };
    scores.set(who, score);
    return score;
  };
  return {
    scores,
    sick: (who: string, codes: readonly DynamicCode[], said: Said): void => {
      const score = scoreOf(who);
      const first = said.filter(({ part }) => part <= early);
      if (first.length > 0) score.alarmed++;
      if (first.some(({ names }) => names.some((name) => (codes as readonly string[]).includes(name)))) score.named++;
    },
    healthy: (who: string, said: Said): void => {
      const score = scoreOf(who);
      if (said.length === 0) score.quiet++;
      for (const rule of new Set(said.map(({ rule }) => rule)))
        score.falseAlarms.set(rule, (score.falseAlarms.get(rule) ?? 0) + 1);
    },
  };
};

/** What peers say of a run, look by look. A look is early if the one before it was before 30 %: some judge there first. */
export const saidByPeers = (seen: readonly Observation[]): ReadonlyMap<string, Said> =>
  new Map(
    Object.entries(peers).map(([who, peer]) => [
      who,
      seen.flatMap((_, i) => {
        const isEarly = i === 0 || seen[i - 1]!.part < early;
        const part = isEarly ? Math.min(early, seen[i]!.part) : seen[i]!.part;
        return peer(seen.slice(0, i + 1)).map((rung) => ({ ...rung, part }));
      }),
    ]),
  );

import type { DynamicCode, TrainingFinding } from "./contract/finding.ts";
import { bringsAbout, standstill } from "./rules/causes.ts";

type Findings = readonly TrainingFinding<DynamicCode>[];

/**
 * Problems first; and no problem or note that a problem found no later brings about. One of the worst always stays: a
 * circle of causes must not end in silence.
 */
export const withoutEffects = (findings: Findings): Findings => {
  const causes = findings.filter((effect) => !findings.some((cause) => explains(findings, cause, effect)));
  const worst = findings.some(isProblem) ? findings.filter(isProblem) : findings;
  const [first] = [...worst].sort((a, b) => a.since - b.since);
  const kept = first && !causes.some((cause) => worst.includes(cause)) ? [first, ...causes] : causes;
  return [...kept].sort((a, b) => Number(isProblem(b)) - Number(isProblem(a)));
};

const isProblem = ({ severity }: TrainingFinding): boolean => severity === "problem";

const leadsTo = (cause: DynamicCode, effect: DynamicCode): boolean => bringsAbout[cause]?.includes(effect) ?? false;

const explains = (
  findings: Findings,
  cause: TrainingFinding<DynamicCode>,
  effect: TrainingFinding<DynamicCode>,
): boolean =>
  cause !== effect &&
  (isProblem(cause) || !isProblem(effect)) &&
  leadsTo(cause.code, effect.code) &&
  // That nothing is learned has no beginning of its own.
  (cause.since <= effect.since || standstill.includes(effect.code)) &&
  !(leadsTo(effect.code, cause.code) && wasFirst(findings, effect, cause));

/** Of two that bring about each other the one that was there first is the cause; of two at once, the one that rules list first. */
const wasFirst = (
  findings: Findings,
  one: TrainingFinding<DynamicCode>,
  other: TrainingFinding<DynamicCode>,
): boolean => one.since < other.since || (one.since === other.since && findings.indexOf(one) < findings.indexOf(other));

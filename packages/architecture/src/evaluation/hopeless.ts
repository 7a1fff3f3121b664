import type { TrainingFinding } from "@kaviar/nn";

/** What a run does not come back from: units that say nothing any more, one class for all, weights that explode. */
const hopeless: ReadonlySet<TrainingFinding["code"]> = new Set([
  "dead-units",
  "dying-relu",
  "exploding-gradient",
  "majority-class",
  "not-learning",
  "symmetric-units",
]);

/** What the doctor saw that ends a candidate, with its evidence. */
export const hopelessIn = (findings: readonly TrainingFinding[]): string | undefined => {
  const found = findings.find(({ code, severity }) => severity === "problem" && hopeless.has(code));
  return found && `${found.code}: ${found.evidence}`;
};

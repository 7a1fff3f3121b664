import { contents } from "./contents.ts";
import { emptiness } from "./emptiness.ts";
import { leaks } from "./leaks.ts";
import { repetition } from "./repetition.ts";
import type { ProfileFinding, Seen } from "./seen.ts";
import { splits } from "./splits.ts";
import { targetFindings } from "./target.ts";
import { time } from "./time.ts";

const kinds: readonly ((seen: Seen) => ProfileFinding[])[] = [
  leaks,
  splits,
  targetFindings,
  time,
  repetition,
  contents,
  emptiness,
];

/** All that is noticed, problems first. */
export const findingsOf = (seen: Seen): ProfileFinding[] => {
  const found = kinds.flatMap((kind) => kind(seen));
  return [
    ...found.filter(({ severity }) => severity === "problem"),
    ...found.filter(({ severity }) => severity === "note"),
  ];
};

export type { FindingCode } from "./finding-code.ts";
export { findSplit } from "./splits.ts";

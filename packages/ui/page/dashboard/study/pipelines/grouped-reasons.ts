import type { Standing } from "../../../../src/columns/standing.ts";
import type { Pipeline } from "./pipeline.ts";

/** Why pipelines came to no score: what happened, what there is to do, and to which. */
export interface Reason {
  readonly evidence: string;
  readonly remedy: string | undefined;
  readonly pipelines: readonly Pipeline[];
}

/** Errors that come from outside of a pipeline say no remedy: what there is to do about these. */
const remedies: readonly (readonly [sign: RegExp, remedy: string])[] = [
  [/took longer than the trialTimeout/, "Give the search more time, or fewer rows or folds."],
  [/memory|heap/i, "Give it fewer workers, so that each has more memory, or fewer rows or columns."],
  [
    /its process .*died|process (ended|exited)/i,
    "Look whether a part of your own ends the process, or whether memory ran out.",
  ],
];

/** Reasons by how often they came; numbers do not tell errors apart. */
export const reasonsOf = (pipelines: readonly Pipeline[], standing: Standing): readonly Reason[] => {
  const groups = new Map<string, Pipeline[]>();
  for (const pipeline of pipelines) {
    if (pipeline.standing !== standing) continue;
    const { reason = "" } = pipeline;
    const key = standing === "failed" ? reason.replace(/\d+(\.\d+)?(e[-+]?\d+)?/gi, "#") : reason;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(pipeline);
  }
  return [...groups.values()].map(reasonOf).sort((a, b) => b.pipelines.length - a.pipelines.length);
};

/** An error of ours is its evidence and, on a line of its own, its remedy, behind the name of its kind. */
const reasonOf = (pipelines: readonly Pipeline[]): Reason => {
  const [first = "", ...more] = (pipelines[0]!.reason ?? "").replace(/^\w*Error: /, "").split("\n");
  const own = more.join(" ").trim();
  return {
    evidence: first === "" ? "no reason was kept" : first,
    remedy: own === "" ? remedies.find(([sign]) => sign.test(first))?.[1] : own,
    pipelines,
  };
};

import type { Candidate } from "../result.ts";

const linear: ReadonlySet<string> = new Set(["logisticRegression", "ridge"]);

/** The best of the linear models that the search began with: their children may bend columns before they weigh them. */
export const linearOf = (leaderboard: readonly Candidate[]): Candidate | undefined =>
  leaderboard.find(({ pipeline, origin }) => origin.operator === "portfolio" && linear.has(pipeline.model!.name));

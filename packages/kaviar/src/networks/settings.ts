import type { Given } from "../command/command.ts";
import { UsageError } from "../command/usage-error.ts";
import type { fitOptions } from "../fitting/options.ts";
import type { Task } from "./job.ts";
import type { NetworkRun } from "./run.ts";

/** What was said of a search over networks, checked. */
export const settingsOf = (
  job: Task,
  { time, trials, epochs, holdout, metric, seed }: Given<typeof fitOptions>["options"],
): Pick<NetworkRun, "budget" | "holdout" | "metric" | "seed"> => {
  if (time !== undefined && trials !== undefined)
    throw new UsageError("A search has a time or a number of networks: got both --time and --trials.");
  if (epochs !== undefined && trials === undefined)
    throw new UsageError("--epochs goes with --trials: with a time networks are trained for as long as they have.");
  if (typeof holdout === "object")
    throw new UsageError(`--holdout of ${job}s is a share of the rows, or none: got the file ${holdout.file}.`);
  return {
    ...{ holdout, metric, seed },
    budget: trials === undefined ? { time: time ?? "60s" } : { trials, ...(epochs !== undefined && { epochs }) },
  };
};

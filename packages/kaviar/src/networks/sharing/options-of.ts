import type { SharedNetworkOptions } from "@kaviar/architecture";
import { parseDuration } from "@kaviar/base/text";
import type { Place } from "../../fitting/sharing/place-search.ts";
import { kinds, type Task } from "../job.ts";
import { type NetworkRun, writing } from "../run.ts";

/** A search over networks as those who work on it together make it. */
export const sharedNetworkOptions = (
  job: Task,
  { budget, ...settings }: Pick<NetworkRun, "budget" | "holdout" | "metric" | "seed">,
  { name, signal, ...place }: Place & { readonly name: string; readonly signal?: AbortSignal },
): SharedNetworkOptions => ({
  ...settings,
  ...place,
  ...{ name, signal },
  task: kinds[job],
  budget: "trials" in budget ? budget : { time: parseDuration(budget.time)! * (1 - writing) },
});

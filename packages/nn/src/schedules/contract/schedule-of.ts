import type { Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { constantRate } from "./constant-rate.ts";
import type { Progress, Schedule } from "./schedule.ts";

/** A function of where the run is, without numbers of its own: `({ step }) => step.add(1).rsqrt()`. */
export type PlainSchedule = (at: Progress, numbers?: Readonly<Record<string, Tensor>>) => Tensor;

const isSchedule = (rate: Schedule | PlainSchedule): rate is Schedule => "numbers" in rate;

const about: Schedule["about"] = {
  name: "A function of your own",
  formula: "η_t = f(step, steps, stepsPerEpoch)",
  use: "what no schedule here does",
  pitfall: "its numbers are part of the graph: another one compiles again",
  reference: "yours",
};

/** Anything that says a rate, as a schedule. */
export const scheduleOf = (rate: number | Schedule | PlainSchedule): Schedule => {
  if (typeof rate === "number") return constantRate(rate);
  if (typeof rate !== "function") {
    throw new ModelError("options", `A rate is a number, a schedule or a function of the step: got ${typeof rate}.`, {
      remedy: "Write rate: 1e-3, or rate: cosine({ peak: 1e-3 }).",
    });
  }
  if (isSchedule(rate)) return rate;
  return Object.assign((at: Progress) => rate(at), { numbers: {}, about });
};

import type { Losses } from "../../losses/contract/losses.ts";

/** Whether a loss takes errors by their square, and nothing else. */
export const isSquared = (loss: Losses): boolean => typeof loss === "function" && loss.name === "meanSquaredError";

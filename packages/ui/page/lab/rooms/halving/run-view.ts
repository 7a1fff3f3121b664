import type { Setting } from "./raise-run.ts";

/** A run as the page draws it. */
export interface Run {
  readonly number: number;
  readonly setting: Setting;
  /** The loss on rows held out after each epoch. */
  readonly losses: readonly number[];
  readonly state: "running" | "paused" | "complete";
  /** Epochs that were computed only to see what would have come of it. */
  readonly afterwards: number;
}

export interface HalvingView {
  readonly runs: readonly Run[];
  /** Epochs computed so far, but for those afterwards. */
  readonly spent: number;
  /** Epochs after which a run was put back, of one that is watched. */
  readonly putBack: readonly number[];
  /** What happened last, the newest first. */
  readonly log: readonly string[];
}

/** The run that got lowest. */
export const lowestOf = (runs: readonly Run[]): Run | undefined =>
  runs.reduce<Run | undefined>(
    (best, run) => (best === undefined || leastOf(run) < leastOf(best) ? run : best),
    undefined,
  );

export const leastOf = ({ losses }: Run): number => Math.min(...losses);

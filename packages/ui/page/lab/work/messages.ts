import type { JobName } from "../jobs.ts";

/** How a run goes on: at once, so many milliseconds after each step, or by one step and no further. */
export type Pace = { readonly every: number } | "pause" | "step";

/** What the page asks of the worker; each run has a number. */
export type Asked =
  | {
      readonly ask: "begin";
      readonly run: number;
      readonly job: JobName;
      readonly config: unknown;
      readonly pace: Pace;
    }
  | { readonly ask: "pace"; readonly run: number; readonly pace: Pace }
  /** Something was chosen that the work can go on with. */
  | { readonly ask: "adjust"; readonly run: number; readonly config: unknown }
  /** The last view was drawn. */
  | { readonly ask: "next"; readonly run: number }
  | { readonly ask: "end"; readonly run: number };

/** What the worker tells of a run. */
export type Told =
  | { readonly tell: "view"; readonly run: number; readonly view: unknown }
  | { readonly tell: "over"; readonly run: number }
  | { readonly tell: "fault"; readonly run: number; readonly message: string };

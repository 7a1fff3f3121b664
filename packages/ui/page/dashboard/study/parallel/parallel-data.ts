import type { Shares } from "../../charts/shares.ts";
import type { TrialTable } from "../../table/trial-table.ts";
import type { ParallelAxes } from "./parallel-axes.ts";

export interface ParallelData extends ParallelAxes, Shares {
  /** All trials, and those that pass the filter. */
  readonly all: TrialTable;
  readonly shown: TrialTable;
}

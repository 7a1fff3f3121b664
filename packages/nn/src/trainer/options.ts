import type { OptionsOf } from "@kaviar/base/check";
import { law } from "@kaviar/base/check";
import { logLaws } from "../logging/contract/log-laws.ts";
import { options } from "../options.ts";
import { trainTable } from "../training/read-options.ts";
import type { TrainerEpoch } from "./epochs.ts";

const { epochs, batchSize, seed, shuffle, checkpoint, resume, progress, doctor, signal, stepsPerEpoch, window } =
  trainTable;

const { log, watch } = logLaws<TrainerEpoch>();

/** Options of `train` that mean the same whatever a step does. */
export const readEpochs = options("trainer.train", {
  /** Passes over the data. */
  epochs,
  /** Rows in a batch. */
  batchSize,
  /** Rows for `validate`: a share, drawn at random, or rows of their own. */
  validation: law<number | object>(
    "rows of their own, or a share of the rows between 0 and 1",
    (x) => (typeof x === "number" ? x > 0 && x < 1 : typeof x === "object" && x !== null),
    "0.2 keeps every fifth row; leave it out for none.",
  ).optional(),
  /** All randomness follows from it. */
  seed,
  /** Rows in another order each epoch. */
  shuffle,
  /** Where to keep all that is needed to go on later. */
  checkpoint,
  /** Goes on from the checkpoint if there is one. */
  resume,
  /** What writes each epoch down: `csvLog("run.csv")`, `jsonLines("run.jsonl")`, `tensorBoard("runs/first")`. */
  log,
  /** Who shows the run while it goes on: `dashboard.watch("digits")`, of what `openDashboard` of `@kaviar/ui` opens. */
  watch,
  /** A bar with values and time left on a terminal, plain lines elsewhere. */
  progress,
  /** Who looks into the networks, and says in `epoch.findings` what is wrong there. */
  doctor,
  signal,
  /** For streams: batches in an epoch, where a schedule needs to know. */
  stepsPerEpoch,
  /** For streams: rows held at once, and shuffled among themselves. */
  window,
});

export type EpochsOptions = OptionsOf<typeof readEpochs>;

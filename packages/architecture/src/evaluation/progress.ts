import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeAtomically } from "@kaviar/base/files";
import type { Score } from "./score.ts";

/** What is known of a trial between its cycles. */
export interface Progress extends Score {
  readonly cycles: number;
  /** Seconds that a row takes to learn from. */
  readonly pace: number;
  /** Of all its cycles. */
  readonly epochs: number;
  readonly seconds: number;
  /** Numbers that were learned. */
  readonly parameters: number;
  /** Milliseconds that a row takes to be predicted, on a thread. */
  readonly latency: number;
  /** The loss of each epoch, of the first fold. */
  readonly losses: readonly number[];
  /** Of a bag that is solved: how much rows count against large weights. */
  readonly c?: number;
  /** The candidate whose weights it began with, if any: its epochs count those too. */
  readonly from?: number;
  /** What the doctor saw, where that was its end. */
  readonly hopeless?: string;
}

const begun: Progress = {
  cycles: 0,
  pace: 0,
  epochs: 0,
  seconds: 0,
  parameters: 0,
  latency: 0,
  losses: [],
  score: Number.NaN,
  loss: Number.NaN,
  rank: Number.NaN,
};

/** The network of a fold as it is after the last cycle. */
export const modelFile = (folder: string, fold: number): string => join(folder, `fold-${fold}.onnx`);

const fileIn = (folder: string): string => join(folder, "progress.json");

export const readProgress = (folder: string): Promise<Progress> =>
  readFile(fileIn(folder), "utf8").then(
    (text) => JSON.parse(text) as Progress,
    () => begun,
  );

export const writeProgress = (folder: string, progress: Progress): Promise<void> =>
  writeAtomically(fileIn(folder), JSON.stringify(progress));

import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { artifactsOf, type LiveTrial, type Study } from "@kaviar/tune";

/** What the pipeline of a trial said of each row while it was held out, for each time that all were dealt; undefined where it was not kept. */
export type HeldOut = (trial: number) => Promise<Float64Array | undefined>;

/** Keeps that: in a folder, of each trial a file, whole or not there; or, where others on other machines need it, with the trial. */
export const keepHeldOut = (folder: string | undefined) =>
  folder === undefined
    ? keepWithTrial
    : (trial: LiveTrial, said: Float64Array) => writeHeldOut(folder, trial.number, said);

const keepWithTrial = (trial: LiveTrial, said: Float64Array): Promise<void> => trial.artifact(artifact, bytesOf(said));

export const writeHeldOut = async (folder: string, trial: number, said: Float64Array): Promise<void> => {
  const path = fileOf(folder, trial);
  await writeFile(`${path}.new`, bytesOf(said));
  await rename(`${path}.new`, path);
};

export const heldOutIn =
  (folder: string): HeldOut =>
  async (trial) => {
    const bytes = await readFile(fileOf(folder, trial)).catch(() => undefined);
    return bytes && numbersOf(bytes);
  };

export const heldOutWith =
  (study: Study): HeldOut =>
  async (trial) => {
    const record = study.history.trials[trial];
    const isKept = record !== undefined && artifactsOf(record).some(({ name }) => name === artifact);
    return isKept ? numbersOf(await study.artifact(trial, artifact)) : undefined;
  };

/** The name that it has among what a trial has handed in. */
const artifact = "held-out.f64";

const fileOf = (folder: string, trial: number): string => join(folder, `${trial}.held-out`);

const bytesOf = ({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** A copy, as bytes that were read may begin anywhere. */
const numbersOf = (bytes: Uint8Array): Float64Array => new Float64Array(new Uint8Array(bytes).buffer);

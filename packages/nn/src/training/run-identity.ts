import { data, leavesOf, type Structure } from "@kaviar/tensor";

/** What must be the same for a run to be the same run. */
export interface RunIdentity {
  readonly seed: number;
  readonly batch: number;
  readonly fingerprint: string;
  /** How many rows are trained on: the others are for validation. */
  readonly rows: number;
  /** The layers, where they can be written down. */
  readonly model: string;
  /** What the optimizer's numbers were at the beginning. */
  readonly optimizer: string;
}

/** What each part of it is called. */
export const identityWords: { readonly [Name in keyof RunIdentity]: string } = {
  seed: "seed",
  batch: "batch size",
  fingerprint: "data",
  rows: "training rows",
  model: "model",
  optimizer: "optimizer",
};

/** The numbers of an optimizer's links, by where they are. */
export const optimizerIdentity = async (state: Structure): Promise<string> => {
  const numbers = leavesOf(state)
    .map(({ path, tensor }) => ({ path: path.join("/"), tensor }))
    .filter(({ path }) => /(^|\/)numbers\//.test(path));
  const values = (await data(numbers.map(({ tensor }) => tensor))) as unknown as Float32Array[];
  return numbers.map(({ path }, i) => `${path.replace(/(^|\/)numbers\//, "$1")} ${values[i]!.join(" ")}`).join(", ");
};

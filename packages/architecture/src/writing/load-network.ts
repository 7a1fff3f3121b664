import { readFile } from "node:fs/promises";
import { openSession } from "@kaviar/tensor/onnx";
import { countRows, heldRows, readRows, takeRows } from "../data/rows.ts";
import { ArchitectureError } from "../error.ts";
import { encodingFrom } from "./encoding-from.ts";
import { cardFrom, type NetworkCard } from "./network-card.ts";

/** What a network says of rows. */
export interface NetworkPrediction {
  /** The likeliest class of each row, or its number. */
  readonly predictions: readonly (string | number)[];
  /** Of classes: the probability of each, row by row. */
  readonly probabilities: Float32Array | undefined;
}

/** A network from a file. */
export interface LoadedNetwork {
  readonly card: NetworkCard;
  /** Rows as the search took them: pixels [N, C, H, W], texts, sequences, a table. */
  predict(x: unknown): Promise<NetworkPrediction>;
  /** Gives back the memory; nothing is predicted after that. */
  release(): Promise<void>;
}

/** Rows that are predicted at once. */
const batch = 256;

/**
 * Opens a file that a search has written, to predict with.
 *
 * ```ts
 * const network = await loadNetwork("photos-kaviar/model.onnx");
 * const { predictions } = await network.predict((await readImages("new-photos", network.card.input)).x);
 * ```
 * The session stays open until it is released.
 */
export const loadNetwork = async (file: string | URL | Uint8Array): Promise<LoadedNetwork> => {
  const bytes = file instanceof Uint8Array ? file : await read(file);
  const session = await openSession(bytes);
  const card = cardFrom(session.metadata);
  const encode = encodingFrom(card.input);
  const output = session.outputs[0]!.name;
  return {
    card,
    predict: async (given) => {
      const rows = await readRows(card.task, given);
      const count = countRows(rows);
      const parts: Float32Array[] = [];
      for (let from = 0; from < count; from += batch) {
        const some = takeRows(
          rows,
          Int32Array.from({ length: Math.min(batch, count - from) }, (_, i) => from + i),
        );
        const { [output]: said } = await session.run(encode(heldRows(some)));
        parts.push(said!.elements as Float32Array);
      }
      return predictionOf(card, parts);
    },
    release: () => session.release(),
  };
};

const read = async (file: string | URL): Promise<Uint8Array> => {
  try {
    return await readFile(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ArchitectureError("file", `loadNetwork reads a file: ${file} cannot be read (${code}).`, { cause });
  }
};

const predictionOf = ({ classes }: NetworkCard, parts: readonly Float32Array[]): NetworkPrediction => {
  const said = parts.flatMap((part) => Array.from(part));
  if (!classes) return { predictions: said, probabilities: undefined };
  const rows = said.length / classes.length;
  const predictions = Array.from({ length: rows }, (_, row) => {
    const own = said.slice(row * classes.length, (row + 1) * classes.length);
    return classes[own.indexOf(Math.max(...own))]!;
  });
  return { predictions, probabilities: Float32Array.from(said) };
};

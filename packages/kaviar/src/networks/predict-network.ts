import { statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import {
  hasCard,
  type LoadedNetwork,
  loadNetwork,
  type NetworkPrediction,
  readImages,
  readSeries,
  readTexts,
} from "@kaviar/architecture";
import { csvField } from "@kaviar/base/text";
import { readTable } from "@kaviar/tabular";
import { decodeOnnx } from "@kaviar/tensor/onnx";
import { brokenLines } from "./broken-lines.ts";

/** Rows for a network, and what tells them apart in its answers. */
interface Asked {
  readonly x: unknown;
  /** A column before the predictions: the files, or the names of sequences. */
  readonly names?: { readonly column: string; readonly values: readonly string[] };
  readonly notes: readonly string[];
}

/** Whether a file is a network that a search has found. */
export const isNetwork = async (file: string): Promise<boolean> =>
  readFile(file).then(
    (bytes) => {
      try {
        return hasCard(decodeOnnx(bytes).metadata);
      } catch {
        return false;
      }
    },
    () => false,
  );

const ask: { readonly [K in LoadedNetwork["card"]["task"]]: (network: LoadedNetwork, data: string) => Promise<Asked> } =
  {
    image: async ({ card: { input } }, data) => {
      const { size, channels, path, beside } = input as Extract<typeof input, { kind: "image" }>;
      const isTable = statSync(data, { throwIfNoEntry: false })?.isDirectory() !== true;
      const { x, files, broken, columns } = await readImages(data, {
        ...{ size, channels: channels as 1 | 3 },
        ...(path !== undefined && isTable && { path }),
        ...(beside && { columns: beside.columns }),
      });
      return {
        x: columns ? { image: x, columns } : x,
        names: { column: "file", values: files },
        notes: brokenLines(broken),
      };
    },
    sequence: async ({ card: { input } }, data) => {
      const { series, time, channels, steps } = input as Extract<typeof input, { kind: "sequence" }>;
      const columns = { ...(series !== undefined && { series }), ...(time !== undefined && { time }) };
      const read = await readSeries(data, { ...columns, channels, steps });
      return {
        x: read.x,
        names: { column: "series", values: read.names },
        notes: [
          ...brokenLines(read.broken),
          ...(read.cut > 0
            ? [
                `${read.cut} of ${read.names.length} sequences are cut at ${steps} steps: the model has learned from none that long.`,
              ]
            : []),
        ],
      };
    },
    text: async ({ card: { input } }, data) => {
      const { column, beside } = input as Extract<typeof input, { kind: "text" }>;
      const { x, files, broken, columns } = await readTexts(data, {
        ...(column !== undefined && { text: column }),
        ...(beside && { columns: beside.columns }),
      });
      return {
        x: columns ? { text: x, columns } : x,
        ...(files && { names: { column: "file", values: files } }),
        notes: brokenLines(broken),
      };
    },
    table: async ({ card: { input } }, data) => {
      const { columns } = input as Extract<typeof input, { kind: "table" }>;
      return { x: await readTable(data, { like: columns }), notes: [] };
    },
  };

export interface Answered extends NetworkPrediction {
  readonly names: Asked["names"];
  readonly classes: readonly string[] | undefined;
  readonly notes: readonly string[];
}

/** What a network says of the rows of a folder or file. */
export const predictNetwork = async (file: string, data: string): Promise<Answered> => {
  const network = await loadNetwork(file);
  try {
    const { x, names, notes } = await ask[network.card.task](network, data);
    return { ...(await network.predict(x)), names, classes: network.card.classes, notes };
  } finally {
    await network.release();
  }
};

/** A line a row, and the names of the columns above them. */
export const answerLines = ({ predictions, probabilities, names, classes = [] }: Answered): readonly string[] => {
  const header = [...(names ? [names.column] : []), "prediction", ...classes.map((name) => `probability_${name}`)];
  const lines = predictions.map((said, row) =>
    [
      ...(names ? [names.values[row]!] : []),
      said,
      ...(probabilities ? probabilities.subarray(row * classes.length, (row + 1) * classes.length) : []),
    ]
      .map((cell) => csvField(cell))
      .join(","),
  );
  return [header.map(csvField).join(","), ...lines];
};

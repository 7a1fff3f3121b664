import type { ColumnType } from "@kaviar/tabular";
import type { Kind } from "../contract/facts.ts";
import { ArchitectureError } from "../error.ts";

/** What a file takes in. */
export type InputCard = MainCard & {
  /** Columns beside it, and how they become numbers. */
  readonly beside?: BesideCard;
};

export interface BesideCard {
  readonly columns: readonly ColumnCard[];
  readonly encoding?: unknown;
}

type MainCard =
  | {
      readonly kind: "image";
      readonly size: readonly [height: number, width: number];
      readonly channels: number;
      /** The column of paths, where they stood in a table. */
      readonly path?: string;
    }
  | {
      readonly kind: "sequence";
      readonly steps: number;
      readonly channels: readonly string[];
      /** Whether some of those it learned from ended before the longest: then others may too. */
      readonly unequal: boolean;
      /** The columns of a long table. */
      readonly series?: string;
      readonly time?: string;
    }
  | { readonly kind: "text"; readonly column?: string; readonly encoding?: unknown }
  | { readonly kind: "table"; readonly columns: readonly ColumnCard[]; readonly encoding?: unknown };

/** A column that a file takes: `readTable(file, { like: columns })` reads others like it. */
export interface ColumnCard {
  readonly name: string;
  readonly type: ColumnType;
  readonly kind: "numbers" | "texts";
}

/** What a file of a network says of itself, under the key `kaviar:network` of its metadata. */
export interface NetworkCard {
  readonly format: 1;
  readonly task: Kind;
  readonly input: InputCard;
  /** The names of the classes, in the order of the probabilities; nothing where a number is said. */
  readonly classes?: readonly string[];
  /** The name of what is predicted. */
  readonly target?: string;
  readonly rows: number;
}

export const cardKey = "kaviar:network";

/** The card in a file's metadata. */
export const cardFrom = (metadata: Readonly<Record<string, string>>): NetworkCard => {
  const text = metadata[cardKey];
  const card = text === undefined ? undefined : (JSON.parse(text) as Partial<NetworkCard>);
  if (card?.format === 1) return card as NetworkCard;
  throw new ArchitectureError(
    "data",
    "loadNetwork reads files of networks that a search has found: this one is none.",
    {
      remedy: card
        ? "It was written by a later version."
        : "Files of nn are loaded by `load` of @kaviar/nn, pipelines by that of @kaviar/tabular.",
    },
  );
};

/** Whether a file's metadata have a card. */
export const hasCard = (metadata: Readonly<Record<string, string>>): boolean => cardKey in metadata;

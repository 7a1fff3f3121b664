import type { Label, Task } from "../contract/target.ts";
import { TableError } from "../error.ts";
import type { InputColumn } from "./inputs.ts";
import type { Lineage } from "./trained.ts";

/** What a file says of itself, under the key `kaviar` of its metadata. */
export interface FileCard {
  readonly format: 1;
  readonly version: string;
  readonly task: Task;
  readonly target: string | undefined;
  readonly classes: readonly Label[];
  readonly inputs: readonly (InputColumn & { readonly port: string })[];
  readonly lineage: readonly Lineage[];
  readonly rows: number;
  /** Of how many rows these were drawn, where they are a sample. */
  readonly sampledFrom?: number | undefined;
  readonly fingerprint: string;
  readonly pipeline: unknown;
}

/** The output of a file that holds probabilities, numbers, or how unusual rows are. */
export const scoresOutput = (task: Task): "probabilities" | "prediction" | "score" =>
  task === "classes" ? "probabilities" : task === "numbers" ? "prediction" : "score";

/** The card that is in a file's metadata; `owner` is whoever reads it. */
export const cardFrom = (owner: string, metadata: Readonly<Record<string, string>>): FileCard => {
  const text = metadata.kaviar;
  const card = text === undefined ? undefined : (JSON.parse(text) as Partial<FileCard>);
  if (card?.format === 1 && card.inputs && card.task) return card as FileCard;
  throw new TableError(
    "data",
    `${owner} reads files that \`save\` of a pipeline has written: this one does not say so.`,
    {
      remedy: card
        ? "It was written by a later version."
        : "Networks are loaded by `load` of @kaviar/nn, others by `openOnnx` of @kaviar/tensor.",
    },
  );
};

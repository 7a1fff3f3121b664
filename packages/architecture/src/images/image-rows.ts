import type { Table } from "@kaviar/tabular";
import type { Size } from "./choose-size.ts";
import type { Channels } from "./in-channels.ts";
import type { BrokenFile, Candidate } from "./source.ts";

/** A class, and how many images of it were read. */
export interface ClassCount {
  readonly label: string;
  readonly images: number;
}

/** What is known of images that were read, beside their pixels. */
export interface ImageLabels {
  /** The class of each, or its number; not there where nothing says them. */
  readonly y?: readonly string[] | readonly number[];
  /** The file of each row. */
  readonly files: readonly string[];
  /** What was left out, and why. */
  readonly broken: readonly BrokenFile[];
  readonly size: Size;
  /** By the alphabet; one of which all images are broken has 0. */
  readonly classes?: readonly ClassCount[];
}

/** Images as rows: `train(model, { x, y }, …)` takes them. */
export interface ImageRows extends ImageLabels {
  /** Pixels [N, C, H, W], 0 to 255. */
  readonly x: { readonly data: Uint8Array; readonly shape: readonly [number, number, number, number] };
  readonly channels: Channels;
  /** Other columns of their table, where they were asked for. */
  readonly columns?: Table;
}

/** What the rows show, and how many there are of each class. */
export const targetsOf = (
  files: readonly Candidate[],
  known: readonly string[] = [],
): Pick<ImageLabels, "y" | "classes"> => {
  const y = files.map(({ target }) => target);
  if (y.every((target) => typeof target === "number")) return y.length > 0 ? { y } : {};
  if (!y.every((target) => typeof target === "string")) return {};
  const counts = new Map(known.map((label) => [label, 0]));
  for (const label of y) counts.set(label, (counts.get(label) ?? 0) + 1);
  const classes = [...counts].map(([label, images]) => ({ label, images }));
  return { y, classes: classes.sort((a, b) => (a.label < b.label ? -1 : 1)) };
};

import type { Shapes } from "../../layers/contract/layer.ts";

/** The features that a layer makes: the last axis of rows and sequences, the first of images. */
export const widthOf = (shapes: ReadonlyMap<string, Shapes>, path: string): number => {
  const shape = shapes.get(path);
  if (!Array.isArray(shape)) return Number.NaN;
  return Number(shape.length >= 3 ? shape[0] : (shape.at(-1) ?? 1));
};

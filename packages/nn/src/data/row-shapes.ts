import { isTensor, type Structure } from "@kaviar/tensor";
import type { Shapes } from "../layers/contract/layer.ts";

/** Shapes without the batch. */
export const rowShapes = (structure: Structure): Shapes => {
  if (isTensor(structure)) return structure.shape.slice(1);
  if (Array.isArray(structure)) return structure.map(rowShapes);
  return Object.fromEntries(
    Object.entries(structure as Record<string, Structure>).map(([name, part]) => [name, rowShapes(part)]),
  );
};

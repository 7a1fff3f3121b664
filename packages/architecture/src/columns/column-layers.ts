import {
  concatenate,
  embedding,
  flatten,
  type LayerLike,
  linear,
  parallel,
  piecewiseLinear,
  sequential,
  towers,
} from "@kaviar/nn";
import type { PreparedColumns } from "../contract/columns.ts";

/** Towers of encoded columns: numbers as they are and by their intervals, and learned numbers for each level. */
export const columnTowers = (
  { edges, texts, levels }: PreparedColumns,
  width: number,
): Readonly<Record<string, LayerLike>> => ({
  ...(edges.length > 0 && { numbers: asNumbers(edges) }),
  ...(texts > 0 && { levels: sequential(embedding(levels, width), flatten) }),
});

const asNumbers = (edges: PreparedColumns["edges"]): LayerLike =>
  edges.some((own) => own.length > 0) ? sequential(parallel(linear, piecewiseLinear(edges)), concatenate()) : linear;

/** Encoded columns as one row of numbers. */
export const columnsAsRow = (prepared: PreparedColumns, width: number): readonly LayerLike[] => [
  towers(columnTowers(prepared, width)),
  concatenate(),
];

import { mapStructure, type Tensor } from "@kaviar/tensor";

/** Rows of everything there is a row of for each example. */
export const gatherRows = <S>(structure: S, rows: Tensor<"int32">): S =>
  mapStructure((tensor) => tensor.gather(rows, 0), structure);

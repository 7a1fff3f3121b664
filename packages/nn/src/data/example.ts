import { mapStructure, type Structure, zeros } from "@kaviar/tensor";

/** Two rows of zeros like the rows of `x`. */
export const exampleLike = (x: Structure): Structure =>
  mapStructure(({ shape, dtype }) => zeros([2, ...shape.slice(1)], { dtype }), x);

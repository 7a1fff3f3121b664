import type { Matrix } from "../../contract/matrix.ts";
import type { ClassTarget } from "../../contract/target.ts";

/** What a linear discriminant is found from: rows of classes, and what is known of the classes. */
export interface Problem {
  readonly x: Matrix;
  readonly target: ClassTarget;
  readonly weights: Float64Array | undefined;
  readonly priors: Float64Array;
  /** Weight of each class. */
  readonly totals: Float64Array;
  /** A row for each class. */
  readonly means: Float64Array;
  /** For each class Σ w (x − μ)(x − μ)ᵀ. */
  readonly scatters: readonly Float64Array[];
}

import { scan, type Tensor, tensor } from "@kaviar/tensor";
import { listParameters, mapParameters, type Parameters } from "../../parameters/parameters.ts";

const squaredNorm = (a: Parameters): Tensor =>
  listParameters(a)
    .map(({ tensor }) => tensor.square().sum().cast("float32"))
    .reduce((sum, each) => sum.add(each));

/** What a graph says of how gradients of small batches differ. */
export interface NoiseNumbers {
  /** The mean of ‖g_k‖² over groups. */
  readonly small: Tensor;
  /** ‖mean of g_k‖². */
  readonly large: Tensor;
}

/** Gradients of groups of rows, [groups, rows in a group]. */
export const noiseOf = (
  gradientsAt: (places: Tensor<"int32">) => Parameters,
  params: Parameters,
  groups: Tensor<"int32">,
): NoiseNumbers => {
  const count = groups.shape[0]!;
  const [sum, squares] = scan(
    (sum: Parameters, places: Tensor<"int32">) => {
      const gradients = gradientsAt(places);
      return [mapParameters((_, a, b) => a.add(b!), sum, gradients), squaredNorm(gradients)] as const;
    },
    mapParameters((_, each) => each.mul(0), params),
    groups,
  ) as [Parameters, Tensor];
  return { small: squares.mean(), large: squaredNorm(sum).div(tensor(count ** 2)) };
};

/**
 * The noise of the gradient: E‖g_b‖² = |G|² + tr Σ/b for batches of b rows, so that two sizes tell both.
 * (McCandlish et al. 2018, appendix A.1) What is left of |G|² may be nothing: then there is more noise than can be measured.
 */
export const noiseFrom = (
  { small, large }: { readonly small: number; readonly large: number },
  group: number,
  rows: number,
): { readonly signal: number; readonly spread: number } => {
  const spread = Math.max(0, (small - large) / (1 / group - 1 / rows));
  return { signal: Math.max(0, large - spread / rows), spread };
};

import { isTensor, stack, type Tensor } from "@kaviar/tensor";
import { featureAxis, otherAxes } from "../../layers/contract/feature-axis.ts";

/** What layers said, by their paths. */
export type Outputs = readonly (readonly [path: string, y: unknown])[];

const signalsOf = (outputs: Outputs): ReadonlyMap<string, Tensor> =>
  new Map(
    outputs.flatMap(([path, y]) =>
      isTensor(y) && y.dtype === "float32" && y.rank >= 2 ? [[path, y as Tensor] as const] : [],
    ),
  );

/** A unit that says about the same of all rows has no deviation to speak of: a tenth of its layer's size is taken. */
const least = 0.1;

/**
 * How far one step moves what each layer says of the same rows, beside how much it says of different rows: the root mean
 * square over units of (ȳ′ − ȳ)/s. What stands above has to learn anew what moves far. (Ioffe & Szegedy 2015)
 */
export const driftOf = (
  before: Outputs,
  after: Outputs,
): { readonly paths: readonly string[]; readonly drift: Tensor } => {
  const [now, then] = [signalsOf(after), signalsOf(before)];
  const paths = [...then.keys()];
  const drifts = paths.map((path) => {
    const [y, moved] = [then.get(path)!, now.get(path)!];
    const axis = featureAxis(y.rank);
    const others = otherAxes(y.rank, axis);
    const mean = y.mean(others, { keepDims: true });
    const variance = y.sub(mean).square().mean(others);
    const size = y.square().mean();
    const shift = moved.mean(others).sub(y.mean(others)).square();
    return shift
      .div(variance.maximum(size.mul(least ** 2)).maximum(1e-20))
      .mean()
      .sqrt();
  });
  return { paths, drift: stack(drifts) };
};

import type { WalkChoices } from "./choices.ts";
import type { Derivatives, Pair } from "./walk.ts";

/** A surface along a line through a point. */
export interface Cut {
  /** Of length 1. */
  readonly direction: Pair;
  /** How far along it, from −reach to reach. */
  readonly along: readonly number[];
  readonly curve: readonly number[];
  /** f + tg·u + ½t²uᵀHu: what the derivatives at the point foretell. */
  readonly model: readonly number[];
  /** The straight line between the ends of the curve. */
  readonly chord: readonly number[];
  /** Where the chord runs furthest below the curve, and by how much; none where it never does. */
  readonly below?: { readonly at: number; readonly by: number };
}

const places = 81;

/** Cuts through a surface where somebody stands. */
export const cutThrough = async (
  values: (x: Float64Array, y: Float64Array) => Promise<Float64Array>,
  here: Derivatives,
  { cut, reach }: Pick<WalkChoices, "cut" | "reach">,
): Promise<Cut> => {
  const [ux, uy] = directionOf(here, cut);
  const along = Array.from({ length: places }, (_, i) => reach * ((2 * i) / (places - 1) - 1));
  const curve = await values(
    Float64Array.from(along, (t) => here.at[0] + t * ux),
    Float64Array.from(along, (t) => here.at[1] + t * uy),
  );
  const slope = here.gradient[0] * ux + here.gradient[1] * uy;
  const [[a, b], [c, d]] = here.hessian;
  const bend = ux * (a * ux + b * uy) + uy * (c * ux + d * uy);
  const chord = along.map((_, i) => curve[0]! + ((curve.at(-1)! - curve[0]!) * i) / (places - 1));
  const worst = chord.reduce((worst, value, i) => (curve[i]! - value > curve[worst]! - chord[worst]! ? i : worst), 0);
  const by = curve[worst]! - chord[worst]!;
  return {
    direction: [ux, uy],
    along,
    curve: [...curve],
    model: along.map((t) => here.value + t * slope + (t * t * bend) / 2),
    chord,
    // What rounding makes is no evidence.
    ...(by > 1e-9 * Math.max(1, ...curve.map(Math.abs)) && { below: { at: along[worst]!, by } }),
  };
};

const directionOf = ({ gradient, eigenvectors }: Derivatives, cut: WalkChoices["cut"]): Pair => {
  if (cut === "x") return [1, 0];
  if (cut === "y") return [0, 1];
  if (cut === "most") return eigenvectors[1];
  if (cut === "least") return eigenvectors[0];
  const size = Math.hypot(...gradient);
  // Where there is no slope there is no way of it either.
  return size === 0 ? [1, 0] : [gradient[0] / size, gradient[1] / size];
};

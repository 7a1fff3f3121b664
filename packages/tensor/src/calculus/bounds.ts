import { TensorError } from "../errors/error.ts";
import { allocate } from "../values/dtype.ts";
import { type Space, showPoint, spaceOf } from "./point.ts";
import type { Like } from "./region.ts";
import type { Vector } from "./vector.ts";

/** Of each variable, in the form of the start, or one number for all. Infinite where there is none. */
export type Bound<S> = number | Like<S>;

export interface Bounds {
  readonly low: Vector;
  readonly high: Vector;
}

const notNaN = { says: "is a number for each variable", whole: "it", holds: (x: number) => !Number.isNaN(x) };

export const boundsOf = async <S>(
  operation: string,
  space: Space<S>,
  given: { readonly low?: unknown; readonly high?: unknown },
): Promise<Bounds> => {
  const read = async (side: "low" | "high", otherwise: number): Promise<Vector> => {
    const value = given[side];
    if (value === undefined || typeof value === "number")
      return allocate("float64", space.size).fill((value as number | undefined) ?? otherwise);
    const bound = (await spaceOf(`${operation}'s ${side}`, value, notNaN)).start;
    if (bound.length === space.size) return bound;
    throw new TensorError(
      "structure",
      `${operation} takes bounds in the form of its start, which has ${space.size} ${space.size === 1 ? "number" : "numbers"}: ${side} has ${bound.length}.`,
      { remedy: "Give one number for all variables, or one for each; -Infinity and Infinity where there is no bound." },
    );
  };
  const [low, high] = [await read("low", -Infinity), await read("high", Infinity)];
  if (low.every((each, i) => each < high[i]! && each < Infinity && high[i]! > -Infinity)) return { low, high };
  throw new TensorError(
    "data",
    `${operation} needs low < high for each variable: got low = ${showPoint(low)}, high = ${showPoint(high)}.`,
    { remedy: "Leave out of x what is not to vary, and put its number into f." },
  );
};

/** The nearest point within them. */
export const within = (x: Vector, { low, high }: Bounds): Vector =>
  x.map((each, i) => Math.min(Math.max(each, low[i]!), high[i]!));

import type { AnyElements } from "../values/dtype.ts";

/** What a device may lack that is not made for everything. */
export type Need = "loop" | "float64" | "integers" | "scatter" | "bounds" | "length";

/** One law of the contract. It throws where the law is broken, so any test runner runs it, and a browser without one. */
export interface ConformanceCase {
  readonly name: string;
  /** A device without one of these cannot keep the law; the runner skips the case and says why. */
  readonly needs?: readonly Need[];
  readonly run: () => Promise<void>;
}

export const check = (holds: boolean, law: string): void => {
  if (!holds) throw new Error(law);
};

const show = (elements: AnyElements): string =>
  `${elements.constructor.name}(${elements.length}) [${[...elements.slice(0, 8)].join(", ")}${elements.length > 8 ? ", …" : ""}]`;

/** The same type, length and bits; −0 is not 0. */
export const checkSameBits = (got: AnyElements, wanted: AnyElements, what = "the result"): void => {
  const bytesOf = ({ buffer, byteOffset, byteLength }: AnyElements) => new Uint8Array(buffer, byteOffset, byteLength);
  const [a, b] = [bytesOf(got), bytesOf(wanted)];
  const same = got.constructor === wanted.constructor && a.length === b.length && a.every((byte, i) => byte === b[i]);
  check(same, `${what} must be ${show(wanted)}, got ${show(got)}`);
};

/** Within 1e-6 of each number, relative to it where it is above 1. */
export const checkClose = (
  got: AnyElements,
  wanted: ArrayLike<number>,
  what = "the result",
  tolerance = 1e-6,
): void => {
  check(got.length === wanted.length, `${what} must have ${wanted.length} elements, got ${got.length}`);
  got.forEach((element: number | bigint, i: number) => {
    const error = Math.abs(Number(element) - wanted[i]!) / Math.max(1, Math.abs(wanted[i]!));
    check(error <= tolerance || Number(element) === wanted[i], `${what} must be ${wanted[i]} at ${i}, got ${element}`);
  });
};

/** What the promise fails with; that it does not is the failure. */
export const failureOf = async (promise: Promise<unknown>, law: string): Promise<Error> => {
  const outcome = await promise.then(
    () => undefined,
    (error: unknown) => error,
  );
  check(outcome !== undefined, law);
  check(outcome instanceof Error, `${law}: with an Error, got ${String(outcome)}`);
  return outcome as Error;
};

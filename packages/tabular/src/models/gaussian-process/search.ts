import { searchInBox } from "@kaviar/base/numerics";
import type { FitContext } from "../../contract/context.ts";
import type { Kernel } from "./kernel.ts";

/** Minus the logarithm of the evidence for a kernel; writes its gradient, by the logarithms of the parameters. */
export type Surprise = (kernel: Kernel, gradient: Float64Array) => Promise<number>;

/** Each parameter lies between them. */
const [low, high] = [Math.log(1e-5), Math.log(1e5)];

const parametersOf = ({ variance, lengthScales, noise }: Kernel): Float64Array =>
  Float64Array.from([variance, ...lengthScales, ...(noise > 0 ? [noise] : [])], Math.log);

const withParameters = (kernel: Kernel, logs: Float64Array): Kernel => {
  const values = logs.map(Math.exp);
  const count = kernel.lengthScales.length;
  return {
    ...kernel,
    variance: values[0]!,
    lengthScales: values.slice(1, 1 + count),
    noise: kernel.noise > 0 ? values[1 + count]! : 0,
  };
};

/**
 * The kernel under which the rows are the least surprising, from the given one on and from others drawn at random.
 * (Rasmussen & Williams 2006, chapter 5)
 */
export const searchKernel = async (
  given: Kernel,
  surprise: Surprise,
  restarts: number,
  context: FitContext,
): Promise<Kernel> => {
  const random = context.random();
  const start = parametersOf(given);
  const lows = start.map(() => low);
  const highs = start.map(() => high);
  let best = { x: start, value: Infinity };
  for (let run = 0; run <= restarts; run++) {
    const from = run === 0 ? start : start.map(() => low + (high - low) * random());
    const search = searchInBox(from, lows, highs, { steps: 200, tolerance: 1e-8 });
    let asked = search.next();
    while (!asked.done) {
      const { x, gradient } = asked.value;
      asked = search.next(await surprise(withParameters(given, x), gradient));
    }
    if (asked.value.value < best.value) best = { x: asked.value.x as typeof start, value: asked.value.value };
    context.progress((run + 1) / (restarts + 1));
  }
  return withParameters(given, best.x);
};

import { TensorError } from "../errors/error.ts";
import { withDerivative } from "../primitives/custom.ts";
import { flatten, type Returned, unflatten } from "../tracing/structure.ts";
import { tracing } from "../tracing/trace.ts";
import { flattenMatching } from "./differentiate.ts";

/**
 * A function with a derivative of your own: `rule(cotangent, result, ...args)` gives a cotangent for each argument, in
 * an array (`undefined` or `null` where there is none). It must be linear in the cotangent.
 *
 * ```ts
 * const clippedIdentity = customDerivative((x: Tensor) => x, (d, _, x) => [d.clip(-1, 1)]);
 * ```
 * Derivatives do not flow to what the function closes over.
 */
export const customDerivative =
  <Args extends unknown[], Y>(
    f: (...args: Args) => Returned<Y>,
    rule: (cotangent: Y, result: Y, ...args: Args) => readonly unknown[],
  ) =>
  (...args: Args): Y => {
    const result = tracing(() => f(...args));
    const results = flatten(result);
    const outputs = withDerivative(results, flatten(args), (inputs, values, cotangents) => {
      const filled = cotangents.map((d, i) => d ?? values[i]!.mul(0));
      const given = rule(unflatten(result, filled), unflatten(result, values), ...unflatten(args, inputs));
      if (!Array.isArray(given) || given.length !== args.length) {
        throw new TensorError(
          "derivative",
          `A rule gives a cotangent for each of the ${args.length} arguments, in an array: got ${Array.isArray(given) ? given.length : typeof given}.`,
        );
      }
      return args.flatMap((arg, i) => {
        const cotangent: unknown = given[i];
        if (cotangent === undefined || cotangent === null) return flatten(arg).map(() => undefined);
        return flattenMatching(`The cotangent of argument ${i}`, cotangent, arg);
      });
    });
    return unflatten(result, outputs);
  };

import type { Tensor } from "../../core/tensor.ts";
import { range } from "../../values/shape.ts";
import { elu, hardSigmoid, leakyRelu, softplus, softsign } from "./activation-functions.ts";
import type { Call } from "./call.ts";

/** What a gate, or a state on its way out, goes through. */
export interface GateFunction {
  readonly name: string;
  readonly of: (x: Tensor) => Tensor;
}

interface Kind {
  /** Its numbers where a file gives none; a function that has none of them takes none from the lists of a file. */
  readonly alpha?: number;
  readonly beta?: number;
  readonly of: (x: Tensor, alpha: number, beta: number) => unknown;
}

const kinds: Readonly<Record<string, Kind>> = {
  affine: { alpha: 1, beta: 0, of: (x, alpha, beta) => x.mul(alpha).add(beta) },
  elu: { alpha: 1, of: elu },
  hardsigmoid: { alpha: 0.2, beta: 0.5, of: hardSigmoid },
  leakyrelu: { alpha: 0.01, of: leakyRelu },
  relu: { of: (x) => x.relu() },
  scaledtanh: { alpha: 1, beta: 1, of: (x, alpha, beta) => x.mul(beta).tanh().mul(alpha) },
  sigmoid: { of: (x) => x.sigmoid() },
  softplus: { of: softplus },
  softsign: { of: softsign },
  tanh: { of: (x) => x.tanh() },
  thresholdedrelu: { alpha: 1, of: (x, alpha) => x.greater(alpha).where(x, 0) },
};

/** How large what goes into a gate may be, where it is limited. */
export const limitOf = (call: Call): number | undefined => {
  const limit = call.float("clip", Number.POSITIVE_INFINITY);
  return limit < Number.POSITIVE_INFINITY ? limit : undefined;
};

/** The functions of each direction, which take their numbers from the lists of a file in turn. */
export const functionsOf = (
  call: Call,
  standard: readonly string[],
  walks: number,
): readonly (readonly GateFunction[])[] => {
  const names = call.texts("activations") ?? range(walks).flatMap(() => standard);
  if (names.length !== standard.length * walks) {
    throw call.refuse(
      `it has ${names.length} activations, and ${standard.length} for each of ${walks} directions are needed`,
    );
  }
  const [alphas, betas] = [
    [...(call.numbersOf("activation_alpha") ?? [])],
    [...(call.numbersOf("activation_beta") ?? [])],
  ];
  const limit = limitOf(call);
  const limited = (x: Tensor): Tensor => (limit === undefined ? x : x.clip(-limit, limit));
  const all = names.map((name, i): GateFunction => {
    const kind = Object.hasOwn(kinds, name.toLowerCase()) ? kinds[name.toLowerCase()]! : undefined;
    if (!kind) throw call.refuse(`its activation "${name}" is not known; known are ${Object.keys(kinds).join(", ")}`);
    const alpha = kind.alpha === undefined ? 0 : (alphas.shift() ?? kind.alpha);
    const beta = kind.beta === undefined ? 0 : (betas.shift() ?? kind.beta);
    // What goes into gates is limited, and what leaves a cell, the third, is not.
    const leavesCell = i % standard.length === 2;
    return { name, of: (x) => kind.of(leavesCell ? x : limited(x), alpha, beta) as Tensor };
  });
  if (alphas.length + betas.length > 0) throw call.refuse("it has more numbers for its activations than those take");
  return range(walks).map((i) => all.slice(i * standard.length, (i + 1) * standard.length));
};

import type { activations } from "../activations/contract/table.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import { childrenOf, gathered } from "./contract/children.ts";
import { filled, isNumbers, type Numbers, type Tree } from "./contract/numbers.ts";
import { isPositiveAfter, leavesPositive } from "./contract/positive.ts";
import type { Side } from "./contract/rule.ts";
import { featuresAt, isShape } from "./contract/wire.ts";

type Begun = Pick<Side, "params" | "state">;

/** Layers that change nothing where a network predicts. */
const idle: ReadonlySet<string> = new Set([
  ...["activityRegularization", "alphaDropout", "cutout", "dropout", "gaussianDropout", "gaussianNoise", "jitter"],
  ...["randomBrightness", "randomContrast", "randomCrop", "randomErase", "randomFlip", "randomHue", "randomRotation"],
  ...["randomSaturation", "randomShift", "randomZoom", "spatialDropout"],
]);

export const isIdle = (kind: string): boolean => idle.has(kind);

/** 1 where the output is the input, else 0: a matrix [in, out], or kernels [out, in, …] with one place in their middle. */
const eye = ({ shape }: Numbers, place: number): Numbers => {
  const made = filled(shape, 0);
  const inner = shape.slice(2).reduce((product, n) => product * n, 1);
  for (let i = 0; i < shape[0]!; i++) made.data[(i * shape[1]! + (shape[1] === 1 ? 0 : i)) * inner + place] = 1;
  return made;
};

/** The place of a kernel that is over the place it makes, by the padding that is usual; none where there is no such. */
const middleOf = (kernel: readonly number[], { stride = 1, dilation = 1, padding = "same", groups = 1 }: Window) => {
  const ones = (each: number | readonly number[]): boolean => [each].flat().every((n) => n === 1);
  if (padding !== "same" || groups !== 1 || !ones(stride) || !ones(dilation)) return undefined;
  return kernel.reduce((place, length) => place * length + Math.floor((length - 1) / 2), 0);
};

interface Window {
  readonly stride?: number | readonly number[];
  readonly dilation?: number | readonly number[];
  readonly padding?: unknown;
  readonly groups?: number;
}

const weighed = ({ layer, params, state }: Side): Begun | undefined => {
  const weight = params.weight as Numbers;
  const place = layer.kind === "dense" ? 0 : middleOf(weight.shape.slice(2), (layer.options ?? {}) as Window);
  if (place === undefined) return undefined;
  const { bias } = params;
  return {
    params: { weight: eye(weight, place), ...(bias ? { bias: filled((bias as Numbers).shape, 0) } : {}) },
    state,
  };
};

const batchNorm = ({ layer, params, state }: Side): Begun => {
  const { epsilon = 1e-5 } = (layer.options ?? {}) as { readonly epsilon?: number };
  const { shape } = state.mean as Numbers;
  const { gamma, beta } = params;
  return {
    params: { ...(gamma ? { gamma: filled(shape, 1) } : {}), ...(beta ? { beta: filled(shape, 0) } : {}) },
    state: { mean: filled(shape, 0), variance: filled(shape, 1 - epsilon) },
  };
};

/** Functions of each number that leave 0 as it is. */
const throughZero: ReadonlySet<string> = new Set([
  ...["celu", "elu", "gelu", "geluTanh", "hardShrink", "hardSwish", "hardTanh", "leakyRelu", "linear", "mish", "prelu"],
  ...["relu", "relu6", "selu", "silu", "softShrink", "softsign", "squaredRelu", "swish", "tanh", "tanhShrink"],
  ...["averagePool", "globalAveragePool", "globalMaxPool", "maxPool"],
]);

/** What makes nothing but zeros, by its last weights. */
const silent = (side: Side): Begun | undefined => {
  const { layer, params, state } = side;
  if (layer.kind === "sequential" || layer.kind === "residual") {
    if (layer.kind === "residual") return undefined;
    return silentChain(side);
  }
  if (layer.kind === "batchNorm" && params.gamma) return { params: zerosLike(params), state };
  if (params.weight && isNumbers(params.weight) && /^(dense|conv[123]d|depthwiseConv[12]d)$/.test(layer.kind))
    return { params: { ...params, ...zerosLike(params) }, state };
  return undefined;
};

const zerosLike = (params: Tree): Tree =>
  Object.fromEntries(
    Object.entries(params).map(([name, part]) => [name, isNumbers(part) ? filled(part.shape, 0) : zerosLike(part)]),
  );

/** The last layer that has weights makes zeros, and what is behind it leaves them. */
const silentChain = (side: Side): Begun | undefined => {
  const children = childrenOf(side);
  const last = children.findLastIndex(({ layer }) => !throughZero.has(layer.kind) && !isIdle(layer.kind));
  const quiet = last < 0 ? undefined : silent(children[last]!);
  if (!quiet) return undefined;
  const parts = children.map((child, i) => ({ ...child, ...(i === last ? quiet : {}) }));
  return {
    params: gathered(parts.map(({ name, params }) => [name, params])),
    state: gathered(parts.map(({ name, state }) => [name, state])),
  };
};

/** x + 0 */
const residual = (side: Side): Begun | undefined =>
  childrenOf(side).some(({ name }) => name === "shortcut") ? undefined : silentChain(side);

const transformerBlock = ({ layer, params, state }: Side): Begun | undefined => {
  if (layer.options?.norm === "after") return undefined;
  const { attention, feedForward } = params as { readonly [name: string]: Tree };
  const quiet = (part: Tree): Tree => ({ ...part, output: zerosLike(part.output as Tree) });
  return { params: { ...params, attention: quiet(attention!), feedForward: quiet(feedForward!) }, state };
};

/** All that it is made of changes nothing. */
const chain = (side: Side, isPositive: boolean): Begun | undefined => {
  let positive = isPositive;
  const parts: (Begun & { readonly name: string })[] = [];
  for (const child of childrenOf(side)) {
    const begun = asIdentity(child, positive);
    if (!begun) return undefined;
    parts.push({ name: child.name, ...begun });
    positive = isPositiveAfter(child.layer, positive);
  }
  return {
    params: gathered(parts.map(({ name, params }) => [name, params])),
    state: gathered(parts.map(({ name, state }) => [name, state])),
  };
};

const ways: { readonly [kind: string]: (side: Side, isPositive: boolean) => Begun | undefined } = {
  batchNorm,
  conv1d: weighed,
  conv2d: weighed,
  conv3d: weighed,
  dense: weighed,
  depthwiseConv1d: weighed,
  depthwiseConv2d: weighed,
  repeat: chain,
  residual,
  sequential: chain,
  transformerBlock,
};

/**
 * Numbers by which a layer gives back what it is given where the network predicts; undefined where there are none.
 * Residual branches and transformer blocks add 0, so that they do so in training too. (Goyal et al. 2017, § 5.1)
 */
export const asIdentity = (side: Side, isPositive: boolean): Begun | undefined => {
  const { layer, params, state, part } = side;
  const { kind } = asLayer(layer);
  if (isIdle(kind) || kind === ("linear" satisfies keyof typeof activations)) return { params, state };
  if (leavesPositive.has(kind)) return isPositive ? { params, state } : undefined;
  if (!isShape(part.outputShape) || part.outputShape[featuresAt(part.outputShape)] === undefined) return undefined;
  return ways[kind]?.(side, isPositive);
};

import * as t from "@kaviar/tensor";
import { runtimeCases } from "@kaviar/tensor/conformance";
import { TensorError } from "@kaviar/tensor/errors/error";
import { onnxRuntime } from "@kaviar/tensor/runtimes/onnxruntime";
import { describe, expect, it } from "vitest";

type Exports = typeof t;
type FunctionName = {
  [Name in keyof Exports]: Exports[Name] extends (...args: never[]) => unknown ? Name : never;
}[keyof Exports];

/** A call with an option that is misspelled, and the option that was meant. */
interface Misspelled {
  readonly call: () => unknown;
  readonly meant: string;
}

const misspelled = (meant: string, call: (wrong: never) => unknown): Misspelled => ({
  meant,
  call: () => call({ [`${meant.slice(0, -1)}x`]: 1 } as never),
});

const none = "takes no options";

const x = t.tensor([
  [1, 2],
  [3, 4],
]);
const k = t.key(0);
const images = t.ones([1, 1, 4, 4]);
const volumes = t.ones([1, 1, 2, 2, 2]);
const signal = t.ones([1, 1, 4]);
const weights = t.ones([1, 1, 2, 2]);
const taps = t.ones([1, 1, 2]);
const sequence = t.ones([1, 2, 1]);
const cell = (gates: number) => ({ input: t.ones([1, gates]), recurrent: t.ones([1, gates]) });
const square = (v: t.Tensor<"float64">) => v.square().sum();
const region = { low: -1, high: 1 };
const scalar = (v: t.Tensor<"float64">) => v.square();

/** Total over the functions of the package: who adds one says here whether it has options, and shows that it reads them. */
const functions: { readonly [Name in FunctionName]: typeof none | Misspelled } = {
  abs: none,
  acos: none,
  add: none,
  all: misspelled("keepDims", (wrong) => t.all(x, 0, wrong)),
  any: misspelled("keepDims", (wrong) => t.any(x, 0, wrong)),
  arange: misspelled("dtype", (wrong) => t.arange(0, 3, 1, wrong)),
  argmax: misspelled("keepDims", (wrong) => t.argmax(x, 0, wrong)),
  argmin: misspelled("keepDims", (wrong) => t.argmin(x, 0, wrong)),
  argsort: misspelled("descending", (wrong) => t.argsort(x, 0, wrong)),
  asin: none,
  atan: none,
  averagePool1d: misspelled("countPadding", (wrong) => t.averagePool1d(signal, 2, wrong)),
  averagePool2d: misspelled("stride", (wrong) => t.averagePool2d(images, 2, wrong)),
  averagePool3d: misspelled("stride", (wrong) => t.averagePool3d(volumes, 2, wrong)),
  batchNorm: misspelled("epsilon", (wrong) => t.batchNorm(images, t.ones([1]), t.ones([1]), wrong)),
  bernoulli: none,
  broadcastTo: none,
  cards: none,
  cast: none,
  categorical: none,
  ceil: none,
  checkGradients: misspelled("tolerance", (wrong) => t.checkGradients(square, [1], wrong)),
  cholesky: none,
  clip: none,
  compile: misspelled("threads", (wrong) => t.compile(square, wrong)),
  concat: none,
  cond: none,
  configure: misspelled("device", (wrong) => t.configure(wrong)),
  constrained: misspelled("equalities", (wrong) => t.constrained(square, [1], wrong)),
  conv1d: misspelled("padding", (wrong) => t.conv1d(signal, taps, wrong)),
  conv2d: misspelled("dilation", (wrong) => t.conv2d(images, weights, wrong)),
  conv3d: misspelled("dilation", (wrong) => t.conv3d(volumes, volumes, wrong)),
  convTranspose1d: misspelled("outputPadding", (wrong) => t.convTranspose1d(signal, taps, wrong)),
  convTranspose2d: misspelled("groups", (wrong) => t.convTranspose2d(images, weights, wrong)),
  convTranspose3d: misspelled("groups", (wrong) => t.convTranspose3d(volumes, volumes, wrong)),
  convexity: misspelled("samples", (wrong) => t.convexity(scalar, region, wrong)),
  cos: none,
  cosh: none,
  criticalPoint: misspelled("radius", (wrong) => t.criticalPoint(square, [1], wrong)),
  cumsum: misspelled("reverse", (wrong) => t.cumsum(x, 0, wrong)),
  customDerivative: none,
  data: none,
  determinant: none,
  div: none,
  eigh: none,
  einsum: none,
  equal: none,
  erf: none,
  exp: none,
  expandDims: none,
  expm1: none,
  eye: misspelled("dtype", (wrong) => t.eye(2, 2, wrong)),
  externalFiles: none,
  flatten: none,
  flip: none,
  floor: none,
  floorDiv: none,
  fold: none,
  full: misspelled("dtype", (wrong) => t.full([2], 1, wrong)),
  gather: none,
  gelu: misspelled("approximate", (wrong) => t.gelu(x, wrong)),
  grad: none,
  greater: none,
  greaterEqual: none,
  gru: misspelled("reverse", (wrong) => t.gru(sequence, cell(3), wrong)),
  hessian: none,
  hvp: none,
  importOnnx: misspelled("externalData", (wrong) => t.importOnnx(new Uint8Array(), wrong)),
  inverse: none,
  isFinite: none,
  isNaN: none,
  isTensor: none,
  jacobian: none,
  jvp: none,
  key: none,
  lbfgs: misspelled("memory", (wrong) => t.lbfgs(square, [1], wrong)),
  leavesOf: none,
  less: none,
  lessEqual: none,
  linspace: misspelled("dtype", (wrong) => t.linspace(0, 1, 3, wrong)),
  log: none,
  log1p: none,
  logDeterminant: none,
  logSoftmax: none,
  logSumExp: misspelled("keepDims", (wrong) => t.logSumExp(x, 0, wrong)),
  logicalAnd: none,
  logicalNot: none,
  logicalOr: none,
  logicalXor: none,
  loop: none,
  lstm: misspelled("state", (wrong) => t.lstm(sequence, cell(4), wrong)),
  mapStructure: none,
  matmul: none,
  max: misspelled("keepDims", (wrong) => t.max(x, 0, wrong)),
  maxPool1d: misspelled("keepNaN", (wrong) => t.maxPool1d(signal, 2, wrong)),
  maxPool2d: misspelled("padding", (wrong) => t.maxPool2d(images, 2, wrong)),
  maxPool3d: misspelled("padding", (wrong) => t.maxPool3d(volumes, 2, wrong)),
  maximum: none,
  mean: misspelled("keepDims", (wrong) => t.mean(x, 0, wrong)),
  min: misspelled("keepDims", (wrong) => t.min(x, 0, wrong)),
  minimum: none,
  mod: none,
  mul: none,
  multiStart: misspelled("starts", (wrong) => t.multiStart(scalar, region, wrong)),
  neg: none,
  newton: misspelled("damping", (wrong) => t.newton(square, [1], wrong)),
  norm: misspelled("order", (wrong) => t.norm(x, 0, wrong)),
  normal: misspelled("mean", (wrong) => t.normal(k, [2], wrong)),
  normalizeChannels: none,
  notEqual: none,
  oneHot: misspelled("dtype", (wrong) => t.oneHot(t.tensor([1], { dtype: "int32" }), 2, wrong)),
  ones: misspelled("dtype", (wrong) => t.ones([2], wrong)),
  onesLike: none,
  openOnnx: misspelled("threads", (wrong) => t.openOnnx(new Uint8Array(), wrong)),
  pad: none,
  permutation: none,
  pow: none,
  presences: none,
  prod: misspelled("keepDims", (wrong) => t.prod(x, 0, wrong)),
  reciprocal: none,
  releaseSessions: none,
  relu: none,
  rematerialize: none,
  reshape: none,
  rnn: misspelled("activation", (wrong) => t.rnn(sequence, cell(1), wrong)),
  round: none,
  rsqrt: none,
  scan: misspelled("rematerialize", (wrong) => t.scan((s: t.Tensor, row: t.Tensor) => [s.add(row), s], x, x, wrong)),
  scatter: none,
  scatterAdd: none,
  sigmoid: none,
  sign: none,
  sin: none,
  sinh: none,
  slice: none,
  softmax: none,
  solve: none,
  sort: misspelled("descending", (wrong) => t.sort(x, 0, wrong)),
  split: none,
  sqrt: none,
  square: none,
  squeeze: none,
  stack: none,
  statistics: none,
  std: misspelled("correction", (wrong) => t.std(x, 0, wrong)),
  stopGradient: none,
  sub: none,
  sum: misspelled("keepDims", (wrong) => t.sum(x, 0, wrong)),
  takeAlongAxis: none,
  tan: none,
  tanh: none,
  tensor: misspelled("shape", (wrong) => t.tensor([1], wrong)),
  tile: none,
  topK: misspelled("largest", (wrong) => t.topK(x, 1, 0, wrong)),
  transpose: none,
  triangularSolve: misspelled("upper", (wrong) => t.triangularSolve(x, x, wrong)),
  tril: none,
  triu: none,
  unflatten: none,
  uniform: misspelled("low", (wrong) => t.uniform(k, [2], wrong)),
  valueAndGrad: none,
  variance: misspelled("correction", (wrong) => t.variance(x, 0, wrong)),
  vjp: none,
  vmap: none,
  where: none,
  withExternalData: none,
  workerRuntime: misspelled("wasmUrl", (wrong) => t.workerRuntime(wrong)),
  zeros: misspelled("dtype", (wrong) => t.zeros([2], wrong)),
  zerosLike: none,
};

const errorOf = async ({ call }: Misspelled): Promise<unknown> => {
  try {
    return await call();
  } catch (error) {
    return error;
  }
};

const expectRefused = async (name: string, call: Misspelled): Promise<void> => {
  const error = await errorOf(call);
  expect(error).toBeInstanceOf(TensorError);
  const { code, fault, evidence, remedy } = error as TensorError;
  expect({ code, fault, remedy }).toEqual({
    code: "options",
    fault: "usage",
    remedy: `Did you mean \`${call.meant}\`?`,
  });
  expect(evidence).toMatch(new RegExp(`^${name} has no option`));
};

describe("an option that is misspelled is refused, and the one that was meant named", () => {
  const reading = Object.entries(functions).filter((entry): entry is [string, Misspelled] => entry[1] !== none);

  it.each(reading)("by %s", (name, call) => expectRefused(name, call));

  it("by toOnnx of a compiled function", () =>
    expectRefused(
      "toOnnx",
      misspelled("metadata", (wrong) => t.compile(square).toOnnx([t.tensor([1], { dtype: "float64" })], wrong)),
    ));

  it("by runtimeCases of the conformance suite", () =>
    expectRefused(
      "runtimeCases",
      misspelled("threads", (wrong) => runtimeCases(onnxRuntime("cpu"), wrong)),
    ));
});

describe("a value that breaks its option's law", () => {
  it("is refused with the law and what was given", () => {
    expect(() => x.sum(0, { keepDims: 1 as never })).toThrow("`keepDims` of sum must be true or false: got 1.");
    expect(() => t.tensor([1], { dtype: "float16" as never })).toThrow("`dtype` of tensor must be");
    expect(() => t.configure({ threads: 0 })).toThrow("`threads` of configure must be a whole number ≥ 1: got 0.");
  });
});

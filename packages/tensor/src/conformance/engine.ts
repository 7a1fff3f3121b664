import { compile } from "../compile/compile.ts";
import { TensorError } from "../errors/error.ts";
import { data } from "../evaluation/data.ts";
import "../methods.ts";
import type { AnyTensor, Tensor } from "../core/tensor.ts";
import type { Settings } from "../evaluation/settings.ts";
import { tensor } from "../operations/creation.ts";
import { gelu } from "../operations/gelu.ts";
import { key, normal, permutation, uniform } from "../operations/random.ts";
import { lstm } from "../operations/recurrent/lstm.ts";
import { evaluate } from "../reference/evaluate.ts";
import { flatten } from "../tracing/structure.ts";
import { cond, loop, scan } from "../transformations/control.ts";
import { grad, hvp, valueAndGrad } from "../transformations/differentiate.ts";
import { hessian } from "../transformations/jacobian.ts";
import { vmap } from "../transformations/vmap.ts";
import { isFloat } from "../values/dtype.ts";
import { type ConformanceCase, check, checkClose, checkSameBits, failureOf } from "./check.ts";

type Computation = () => AnyTensor | readonly AnyTensor[];

/**
 * What the engine asks of the runtime behind a device: derivatives, loops and random numbers come out as the reference
 * evaluator has them, integers to the bit, float32 within 1e-6.
 */
export const engineCases = (settings: Partial<Settings> = {}): ConformanceCase[] => [
  ...Object.entries(computations).map(
    ([name, computation]): ConformanceCase => ({
      name,
      ...(needs[name] ? { needs: needs[name] } : {}),
      run: async () => {
        const wanted = evaluate(flatten(computation()));
        const outputs = flatten(compile(computation, settings)());
        const got = await data(outputs);
        outputs.forEach(({ dtype }, i) => {
          checkClose(got[i]!, wanted[i]!.data, `result ${i}`, isFloat(dtype) ? 1e-6 : 0);
        });
      },
    }),
  ),
  {
    name: "one loop of 10 steps has the bits of two of 5",
    needs: ["loop"],
    run: async () => {
      const [x, w] = [normal(key(1), [16, 16]), normal(key(2), [16, 16]).mul(0.3)];
      const steps = (n: number, x: Tensor) =>
        compile((x: Tensor) => loop(n, x, (x) => x.matmul(w).tanh()), settings)(x);
      checkSameBits(await steps(5, steps(5, x)).data(), await steps(10, x).data());
    },
  },
  {
    name: "an index outside is an error in the user's terms, in a loop too",
    needs: ["loop", "bounds"],
    run: async () => {
      const f = (x: Tensor, at: Tensor<"int32">) =>
        scan((s: Tensor, i: Tensor<"int32">) => [s.add(x.gather(i, 0)), i] as const, tensor(0), at)[0];
      const run = compile(f, settings)(tensor([1, 2, 3]), tensor([0, 2, 7], { dtype: "int32" }));
      const error = await failureOf(run.data(), "an index outside must be an error");
      check(error instanceof TensorError && error.code === "index", `it must be a TensorError "index", got ${error}`);
      check(/got 7/.test(error.message), `it must say which index, got ${error.message}`);
    },
  },
];

const x = tensor([
  [0.5, -1.25, 2],
  [1.5, 0.75, -0.5],
]);

const walk = (rows: Tensor): [Tensor, Tensor] =>
  scan(
    (s: Tensor, row: Tensor) => {
      const next = s.mul(row).sin().add(row);
      return [next, next.square()] as const;
    },
    tensor([0.1, 0.2, 0.3]),
    rows,
  );

/** More operations, with their derivatives, than are loaded in one piece. */
const chain = (x: Tensor): Tensor => {
  let y = x;
  for (let i = 0; i < 1500; i++) y = y.mul(y).mul(0.1).add(x);
  return y.sum();
};

const computations: Readonly<Record<string, Computation>> = {
  "a long chain of operations and its derivative": () => valueAndGrad(chain)(x),
  "arithmetic, broadcast": () => x.mul(2).sub(x.mean(0)).div(x.abs().add(1)),
  "matmul, softmax and its gradient": () => {
    const f = (w: Tensor) => x.matmul(w).softmax(-1).log().sum();
    const [value, slope] = valueAndGrad(f)(x.transpose().mul(0.5));
    return [value, slope];
  },
  "gather and its gradient": () =>
    grad((x: Tensor) =>
      x
        .gather(tensor([1, 0, 1], { dtype: "int32" }), 0)
        .square()
        .sum(),
    )(x),
  "a branch": () =>
    cond(
      x.sum().greater(0),
      (x: Tensor) => x.neg(),
      (x: Tensor) => x.mul(2),
      x,
    ),
  "a derivative of a derivative": () => hessian((v: Tensor) => v.pow(3).sum().add(v.prod()))(tensor([1, 2, 0.5])),
  "a derivative through a scan": () => grad((rows: Tensor) => walk(rows)[0].sum().add(walk(rows)[1].mean()))(x),
  "a derivative per example": () => vmap(grad((v: Tensor) => v.tanh().mul(v).sum()))(x),
  "a loop in a loop": () => loop(3, x, (x, i) => loop(2, x, (x) => x.mul(0.5).add(i.cast("float32")))),
  "a loop of no steps": () => loop(0, x, (x) => x.mul(2)),
  "a loop with a condition": () => loop({ while: (x) => x.sum().less(100) }, x, (x) => x.mul(2)),
  "random bits": () => [uniform(key(7), [33]), permutation(key(3), 20)],
  float64: () =>
    grad((v: Tensor<"float64">) => v.erf().mul(v.exp()).sum())(tensor([0.1, -0.7, 2], { dtype: "float64" })),
  "int64 and uint32": () => [
    tensor([2n ** 40n, -5n], { dtype: "int64" }).mul(3),
    tensor([4294967295, 7], { dtype: "uint32" }).mul(3),
  ],
  gelu: () => [gelu(x), gelu(x, { approximate: "tanh" })],
  "a recurrent layer": () => {
    const [input, recurrent] = [normal(key(3), [3, 8]), normal(key(4), [2, 8])];
    const { outputs, state } = lstm(normal(key(5), [2, 4, 3]), { input, recurrent }, { reverse: true });
    return [outputs, state.c];
  },
  booleans: () => [x.greater(0).logicalAnd(x.less(1)), x.greater(0).any(1)],
  "tensors of size zero": () => [x.slice([0, 0]).sum(0), x.slice([0, 0]).mul(2), x.slice([0, 0]).logSumExp(0)],
  "derivatives through size zero": () => {
    const nothing = (x: Tensor) => x.slice([0, 0], [0, 0]).sum(1).sum();
    return [grad((x: Tensor) => nothing(x).mul(1.5))(x), hvp((x: Tensor) => nothing(x).square())(x, x)];
  },
  "derivatives through a loop of no steps": () => {
    const f = (x: Tensor) =>
      loop(0, x, (x) => x.sin())
        .pow(3)
        .sum();
    return [grad(f)(x), hvp(f)(x, x)];
  },
};

/** What a device may lack that is no device for everything. */
const needs: Readonly<Record<string, ConformanceCase["needs"]>> = {
  "a long chain of operations and its derivative": ["length"],
  "gather and its gradient": ["scatter"],
  "a derivative through a scan": ["loop"],
  "a loop in a loop": ["loop"],
  "a loop of no steps": ["loop"],
  "a loop with a condition": ["loop"],
  "a recurrent layer": ["loop", "integers"],
  "random bits": ["integers"],
  float64: ["float64"],
  "int64 and uint32": ["integers"],
  booleans: ["integers"],
};

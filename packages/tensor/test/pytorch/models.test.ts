import { readFileSync } from "node:fs";
import {
  compile,
  data,
  type FloatDType,
  grad,
  hessian,
  mapStructure,
  pow,
  scan,
  type Tensor,
  tensor,
  valueAndGrad,
  vjp,
} from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { expectClose } from "../close.ts";
import { decode, type Input, inputOf, weightsLike } from "./encoding.ts";
import { cnn, lstm, mlp, type Named, small, transformer } from "./models.ts";

interface Recorded {
  readonly inputs: Readonly<Record<string, Input>>;
  readonly results: Readonly<Record<string, string>>;
  readonly gradients: Readonly<Record<string, string>>;
}
interface Labelled extends Recorded {
  readonly labels: number[];
}
interface Trained extends Labelled {
  readonly batches: number[][];
  readonly adam: { readonly losses: string; readonly parameters: Readonly<Record<string, string>> };
}

/** What PyTorch says of them: see models.py. */
const recorded: {
  readonly mlp: Trained;
  readonly hessian: Labelled;
  readonly cnn: Labelled;
  readonly lstm: Recorded;
  readonly transformer: Recorded;
} = JSON.parse(readFileSync(new URL("models.json", import.meta.url), "utf8")).models;

const int32 = (numbers: number[] | number[][]) => tensor(numbers, { dtype: "int32" });

const inputsOf = <D extends FloatDType>({ inputs }: Recorded, dtype: D): Named<D> =>
  Object.fromEntries(Object.entries(inputs).map(([name, input]) => [name, inputOf(input, dtype)]));

const expectRecorded = (
  actual: Readonly<Record<string, ArrayLike<number>>>,
  expected: Readonly<Record<string, string>>,
  tolerance: number,
) => {
  expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, text] of Object.entries(expected)) expectClose(actual[name]!, decode(text), tolerance);
};

describe.each([
  ["float64", 1e-12],
  ["float32", 1e-5],
] as const)("in %s, values and all gradients agree with PyTorch", (dtype, tolerance) => {
  const models: Record<
    string,
    [Recorded, <D extends FloatDType>(inputs: Named<D>) => Readonly<Record<string, Tensor<D>>>]
  > = {
    "an MLP with softmax cross-entropy": [recorded.mlp, (inputs) => mlp(inputs, int32(recorded.mlp.labels))],
    "a CNN with batch norm, pooling, strides and groups": [
      recorded.cnn,
      (inputs) => cnn(inputs, int32(recorded.cnn.labels)),
    ],
    "a bidirectional LSTM through scan": [recorded.lstm, lstm],
    "a pre-norm transformer block": [recorded.transformer, transformer],
  };
  it.each(Object.entries(models))("of %s", async (_, [expected, model]) => {
    const run = compile((inputs: Named<typeof dtype>) => {
      const [results, pullback] = vjp(model<typeof dtype>, inputs);
      return [results, pullback(mapStructure(weightsLike, results))];
    });
    const [results, gradients] = await data(run(inputsOf(expected, dtype)));
    expectRecorded(results, expected.results, tolerance);
    expectRecorded(gradients, expected.gradients, tolerance);
  });
});

describe("Adam", () => {
  interface State<D extends FloatDType> {
    readonly params: Named<D>;
    readonly m: Named<D>;
    readonly v: Named<D>;
    readonly t: Tensor<D>;
  }
  it.each([
    ["float64", 1e-12],
    ["float32", 1e-5],
  ] as const)("ten steps in one run are torch.optim.Adam's, in %s", async (dtype, tolerance) => {
    type D = typeof dtype;
    const { x, ...params } = inputsOf(recorded.mlp, dtype) as Named<D> & { x: Tensor<D> };
    const labels = int32(recorded.mlp.labels);
    const lossOf = (at: Named<D>, rows: Tensor<"int32">) => mlp({ ...at, x: x.gather(rows) }, labels.gather(rows)).loss;
    const step = ({ params, m, v, t }: State<D>, rows: Tensor<"int32">): [State<D>, Tensor<D>] => {
      const [loss, gradient] = valueAndGrad(lossOf)(params, rows);
      const next = {
        t: t.add(1),
        m: mapStructure((m, g) => m.mul(0.9).add(g.mul(0.1)), m, gradient),
        v: mapStructure((v, g) => v.mul(0.999).add(g.square().mul(0.001)), v, gradient),
      };
      const [rate, scale] = [
        pow(0.9, next.t).neg().add(1).reciprocal().mul(0.05),
        pow(0.999, next.t).neg().add(1).sqrt(),
      ];
      const moved = mapStructure(
        (p, m, v) => p.sub(m.mul(rate).div(v.sqrt().div(scale).add(1e-8))),
        params,
        next.m,
        next.v,
      );
      return [{ params: moved, ...next }, loss];
    };
    const zeros = mapStructure((p) => p.mul(0), params);
    const start: State<D> = { params, m: zeros, v: zeros, t: tensor(0, { dtype }) };
    const train = compile((state: State<D>, batches: Tensor<"int32">) => scan(step, state, batches));
    const [trained, losses] = await data(train(start, int32(recorded.mlp.batches)));
    expectClose(losses, decode(recorded.mlp.adam.losses), tolerance);
    expectRecorded(trained.params, recorded.mlp.adam.parameters, tolerance);
  });
});

describe("the Hessian of a net with 50 parameters", () => {
  it("is PyTorch's", async () => {
    const { theta, x } = inputsOf(recorded.hessian, "float64") as { theta: Tensor<"float64">; x: Tensor<"float64"> };
    const f = (at: Tensor<"float64">) => small(at, x, int32(recorded.hessian.labels));
    const all = compile((at: Tensor<"float64">) => ({ loss: f(at), theta: grad(f)(at), hessian: hessian(f)(at) }));
    const result = await data(all(theta));
    expectRecorded({ loss: result.loss, hessian: result.hessian }, recorded.hessian.results, 1e-13);
    expectRecorded({ theta: result.theta }, recorded.hessian.gradients, 1e-13);
  });
});

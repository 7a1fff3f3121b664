import * as kaviar from "@kaviar/tensor";
import { compile, data, grad, hvp, type Tensor, tensor, valueAndGrad } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { expectClose } from "../close.ts";
import recorded from "./convolution.json" with { type: "json" };

type Double = Tensor<"float64">;
type Operation = (...operands: unknown[]) => Double;

const { cases, network } = recorded;

/** The recording names things as PyTorch does, sizes and biases aside. */
const call = ({ operation, options }: (typeof cases)[0], [x, w, bias]: readonly Double[]): Double => {
  const { size, ...rest } = options as Record<string, unknown>;
  const f = (kaviar as unknown as Record<string, Operation>)[operation]!;
  return w ? f(x, w, bias ? { ...rest, bias } : rest) : f(x, size, rest);
};

describe.each(["float64", "float32"] as const)("PyTorch, in %s", (dtype) => {
  const tolerance = dtype === "float64" ? 1e-9 : 1e-5;
  const make = ({ data: numbers, shape }: { readonly data: number[]; readonly shape: number[] }) =>
    tensor(numbers, { shape, dtype }) as Double;

  it.each(cases.map((each, i) => ({ ...each, name: `${i}: ${each.operation} ${JSON.stringify(each.options)}` })))(
    "agrees on $name",
    async (each) => {
      const operands = each.operands.map(make);
      const weights = make({ data: each.weights, shape: each.shape });
      const y = call(each, operands);
      expect(y.shape).toEqual(each.shape);
      const gradients = grad((at: Double[]) => call(each, at).mul(weights).sum())(operands);
      const [value, ...slopes] = await data([y, ...gradients]);
      expectClose(value!, each.value, tolerance);
      each.gradients.forEach((expected, i) => expectClose(slopes[i]!, expected, tolerance));
    },
  );

  it("agrees on a network: loss, gradients, and the Hessian times the gradient", async () => {
    const x = make({ data: network.x, shape: [3, 2, 8, 8] });
    const labels = tensor(network.labels, { dtype: "int32" }).expandDims(1);
    const loss = ([k1, b1, k2, dense]: Double[]): Double => {
      const h = x.conv2d(k1!, { padding: 1, bias: b1! }).relu().maxPool2d(2);
      const features = h.conv2d(k2!, { padding: "same" }).tanh().maxPool2d(2).reshape([3, -1]);
      return features.matmul(dense!).logSoftmax().takeAlongAxis(labels, 1).mean().neg();
    };
    const parameters = network.parameters.map(make);
    const run = compile((at: Double[]) => {
      const [value, slopes] = valueAndGrad(loss)(at);
      return { value, slopes, bends: hvp(loss)(at, slopes) };
    });
    const { value, slopes, bends } = await data(run(parameters));
    expectClose([value as never], [network.loss], tolerance);
    network.gradients.forEach((expected, i) => expectClose((slopes as never[])[i]!, expected, tolerance));
    network.hessianTimesGradient.forEach((expected, i) =>
      expectClose((bends as never[])[i]!, expected, 10 * tolerance),
    );
  });
});

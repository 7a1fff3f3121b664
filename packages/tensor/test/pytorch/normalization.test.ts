import { batchNorm, data, grad, hvp, normalizeChannels, type Tensor, tensor } from "@kaviar/tensor";
import { describe, expect, it } from "vitest";
import { expectClose } from "../close.ts";
import recorded from "./normalization.json" with { type: "json" };

type Double = Tensor<"float64">;
interface Recorded {
  readonly data: number[];
  readonly shape: number[];
}

const { cases, network, epsilon } = recorded;

describe.each(["float64", "float32"] as const)("PyTorch, in %s", (dtype) => {
  const tolerance = dtype === "float64" ? 1e-8 : 2e-5;
  const make = ({ data: numbers, shape }: Recorded) => tensor(numbers, { shape, dtype }) as Double;

  it.each(cases.map((each) => ({ ...each, name: `[${each.inputs[0]!.shape}]` })))("agrees on $name", async (each) => {
    const inputs = each.inputs.map(make) as [Double, Double, Double];
    const weights = make(each.weights);
    const { y, mean, variance } = batchNorm(...inputs, { epsilon });
    const loss = (at: Double[]) => batchNorm(at[0]!, at[1]!, at[2]!, { epsilon }).y.mul(weights).sum();
    const channels = (numbers: number[]) => make({ data: numbers, shape: [numbers.length] });
    const [x, gamma, beta] = inputs;
    const predicted = normalizeChannels(x, mean, channels(each.runningVariance), gamma, beta, epsilon);
    const [values, gradients] = await data([{ y, mean, variance, predicted }, grad(loss)(inputs)]);
    for (const name of ["y", "mean", "variance", "predicted"] as const)
      expectClose(values[name], each[name], tolerance);
    each.gradients.forEach((expected, i) => expectClose(gradients[i]!, expected, 10 * tolerance));
  });

  it("agrees on a network: loss, gradients, and the Hessian times the gradient", async () => {
    const x = make({ data: network.x, shape: [4, 2, 8, 8] });
    const labels = tensor(network.labels, { dtype: "int32" }).expandDims(1);
    const block = (h: Double, [kernel, gamma, beta]: Double[]) =>
      batchNorm(h.conv2d(kernel!, { padding: "same" }), gamma!, beta!, { epsilon }).y;
    const loss = (at: Double[]): Double => {
      const h = block(block(x, at.slice(0, 3)).relu().maxPool2d(2), at.slice(3, 6))
        .tanh()
        .maxPool2d(2);
      return h.reshape([4, -1]).matmul(at[6]!).logSoftmax().takeAlongAxis(labels, 1).mean().neg();
    };
    const parameters = network.parameters.map(make);
    const slopes = grad(loss)(parameters);
    const [value, gradients, bends] = await data([loss(parameters), slopes, hvp(loss)(parameters, slopes)]);
    expect(Math.abs(value[0]! - network.loss)).toBeLessThan(10 * tolerance);
    network.gradients.forEach((expected, i) => expectClose(gradients[i]!, expected, 10 * tolerance));
    network.hessianTimesGradient.forEach((expected, i) => expectClose(bends[i]!, expected, 100 * tolerance));
  });
});

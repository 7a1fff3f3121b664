import type { AnyTensor } from "../../core/tensor.ts";
import { normalizeChannels } from "../../operations/normalization.ts";
import { range } from "../../values/shape.ts";
import type { Call, Translation } from "./call.ts";

const epsilonOf = (call: Call): number => call.float("epsilon", 1e-5);

/** (x − mean) / √(variance + ε) over the given axes, with the mean and 1 / deviation. */
const standardized = (x: AnyTensor, axes: readonly number[], epsilon: number) => {
  const mean = x.mean(axes, { keepDims: true });
  const distance = x.sub(mean);
  const inverse = distance.square().mean(axes, { keepDims: true }).add(epsilon).rsqrt();
  return { y: distance.mul(inverse), mean, inverse };
};

const batchNormalization = (call: Call): readonly AnyTensor[] => {
  if (call.integer("training_mode", 0) === 1) {
    throw call.refuse(
      "it is in training mode",
      "Export the model for inference: model.eval() before torch.onnx.export.",
    );
  }
  const [x, scale, shift, mean, variance] = range(5).map(call.input) as [
    AnyTensor,
    AnyTensor,
    AnyTensor,
    AnyTensor,
    AnyTensor,
  ];
  return [
    normalizeChannels(x as never, mean as never, variance as never, scale as never, shift as never, epsilonOf(call)),
  ];
};

const layerNormalization = (call: Call): readonly AnyTensor[] => {
  const x = call.input(0);
  const axis = call.integer("axis", -1);
  const { y, mean, inverse } = standardized(x, range(x.rank).slice(axis), epsilonOf(call));
  const scaled = y.mul(call.input(1));
  return [call.inputs[2] ? scaled.add(call.inputs[2]) : scaled, mean, inverse];
};

/** Each channel of each image by itself. */
const instanceNormalization = (call: Call): AnyTensor => {
  const x = call.input(0);
  const [scale, shift] = [1, 2].map((i) => call.input(i).reshape([-1, ...range(x.rank - 2).map(() => 1)]));
  return standardized(x, range(x.rank).slice(2), epsilonOf(call)).y.mul(scale!).add(shift!);
};

export const normalization = {
  BatchNormalization: batchNormalization,
  InstanceNormalization: instanceNormalization,
  LayerNormalization: layerNormalization,
} satisfies Readonly<Record<string, Translation>>;

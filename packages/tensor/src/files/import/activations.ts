import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { gelu } from "../../operations/gelu.ts";
import { logSoftmax, softmax } from "../../operations/statistics.ts";
import { sizeOf } from "../../values/shape.ts";
import { acrossChannels } from "./broadcast.ts";
import type { Translation } from "./call.ts";

/** x where it is positive, elsewhere f(x): computed where it is not, so that no infinite slope is multiplied by 0. */
const elseWhere = (x: AnyTensor, f: (x: AnyTensor) => AnyTensor): AnyTensor => {
  const positive = x.greater(0);
  return positive.where(x, f(positive.where(0 as never, x)));
};

const elu = (x: AnyTensor, alpha: number): AnyTensor => elseWhere(x, (below) => below.expm1().mul(alpha));

const hardSigmoid = (x: AnyTensor, alpha: number, beta: number): AnyTensor => x.mul(alpha).add(beta).clip(0, 1);

/** log(1 + eˣ), without overflow */
const softplus = (x: AnyTensor): AnyTensor => x.maximum(0).add(x.abs().neg().exp().log1p());

/** Before opset 13 over all axes from the given one on, as if they were one. */
const overAxis =
  (f: (x: AnyTensor, axis: number) => AnyTensor): Translation =>
  (call) => {
    const x = call.input(0);
    if (call.opset >= 13) return f(x, call.integer("axis", -1));
    const axis = (call.integer("axis", 1) + x.rank) % x.rank;
    return f(x.reshape([sizeOf(x.shape.slice(0, axis)), sizeOf(x.shape.slice(axis))]), 1).reshape(x.shape);
  };

const seluAlpha = 1.6732632423543772;
const seluScale = 1.0507009873554805;

export const activations = {
  Celu: (call) => {
    const alpha = call.float("alpha", 1);
    return elseWhere(call.input(0), (below) => below.div(alpha).expm1().mul(alpha));
  },
  Elu: (call) => elu(call.input(0), call.float("alpha", 1)),
  Gelu: (call) => gelu(call.input(0) as Tensor, { approximate: call.text("approximate", "none") as "none" | "tanh" }),
  HardSigmoid: (call) => hardSigmoid(call.input(0), call.float("alpha", 0.2), call.float("beta", 0.5)),
  HardSwish: (call) => call.input(0).mul(hardSigmoid(call.input(0), 1 / 6, 0.5)),
  LeakyRelu: (call) => elseWhere(call.input(0), (below) => below.mul(call.float("alpha", 0.01))),
  LogSoftmax: overAxis((x, axis) => logSoftmax(x, axis)),
  Mish: (call) => call.input(0).mul(softplus(call.input(0)).tanh()),
  PRelu: (call) => {
    const [x, slope] = [call.input(0), call.input(1)];
    // Before opset 7 a slope for each channel was a vector, whatever followed the channels.
    const slopes = call.opset < 7 && slope.size > 1 ? acrossChannels(slope, x) : slope;
    return elseWhere(x, (below) => below.mul(slopes));
  },
  Relu: (call) => call.input(0).relu(),
  Selu: (call) => elu(call.input(0), call.float("alpha", seluAlpha)).mul(call.float("gamma", seluScale)),
  Sigmoid: (call) => call.input(0).sigmoid(),
  Shrink: (call) => {
    const [lambda, bias] = [call.float("lambd", 0.5), call.float("bias", 0)];
    const x = call.input(0);
    const kept = x.abs().greater(lambda);
    return kept.where(x.sub(x.sign().mul(bias)), 0 as never);
  },
  Softmax: overAxis((x, axis) => softmax(x, axis)),
  Softplus: (call) => softplus(call.input(0)),
  Softsign: (call) => call.input(0).div(call.input(0).abs().add(1)),
  Swish: (call) => call.input(0).mul(call.input(0).mul(call.float("alpha", 1)).sigmoid()),
  Tanh: (call) => call.input(0).tanh(),
  ThresholdedRelu: (call) => {
    const x = call.input(0);
    return x.greater(call.float("alpha", 1)).where(x, 0 as never);
  },
} satisfies Readonly<Record<string, Translation>>;

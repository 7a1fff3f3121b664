import type { AnyTensor, Tensor } from "../../core/tensor.ts";
import { gelu } from "../../operations/gelu.ts";
import { oneHot } from "../../operations/indexing.ts";
import { logSoftmax, softmax } from "../../operations/statistics.ts";
import { range, sizeOf } from "../../values/shape.ts";
import { elseWhere, elu, hardSigmoid, leakyRelu, softplus, softsign, swish } from "./activation-functions.ts";
import { acrossChannels } from "./broadcast.ts";
import type { Translation } from "./call.ts";

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
  Hardmax: overAxis((x, axis) =>
    oneHot(x.argmax(axis), x.shape.at(axis)!, { dtype: x.dtype }).transpose(
      range(x.rank).map((i) => {
        const at = axis < 0 ? axis + x.rank : axis;
        return i === at ? x.rank - 1 : i < at ? i : i - 1;
      }),
    ),
  ),
  HardSigmoid: (call) => hardSigmoid(call.input(0), call.float("alpha", 0.2), call.float("beta", 0.5)),
  HardSwish: (call) => call.input(0).mul(hardSigmoid(call.input(0), 1 / 6, 0.5)),
  LeakyRelu: (call) => leakyRelu(call.input(0), call.float("alpha", 0.01)),
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
  Softsign: (call) => softsign(call.input(0)),
  SwiGLU: (call) => swish(call.input(0), call.float("alpha", 1)).mul(call.input(1)),
  Swish: (call) => swish(call.input(0), call.float("alpha", 1)),
  Tanh: (call) => call.input(0).tanh(),
  ThresholdedRelu: (call) => {
    const x = call.input(0);
    return x.greater(call.float("alpha", 1)).where(x, 0 as never);
  },
} satisfies Readonly<Record<string, Translation>>;

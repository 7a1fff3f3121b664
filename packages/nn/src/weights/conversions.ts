import { concat, type Tensor } from "@kaviar/tensor";
import type { rebuild } from "../registry/rebuild.ts";

/** What makes one of our tensors from those of a file. */
interface Part {
  /** Their names behind that of the module: "weight", "out_proj.weight". */
  readonly from: readonly string[];
  readonly convert: (...tensors: Tensor[]) => Tensor;
  /** What happens on the way, for people. */
  readonly how: string;
}

/** How a framework stores a layer. */
export interface Source {
  readonly of: "PyTorch" | "Keras";
  /** By our names; a tensor that our layer does not have must not be in the file either. */
  readonly parts: Readonly<Record<string, Part>>;
  /** In the file, and of no use here. */
  readonly ignored?: readonly string[];
}

const same = (from: string): Part => ({ from: [from], convert: (x) => x, how: "as it is" });
const transposed = (from: string): Part => ({ from: [from], convert: (x) => x.transpose(), how: "transposed" });
const flat = (from: string): Part => ({ from: [from], convert: (x) => x.reshape([-1]), how: "as one row" });
const sum = (...from: string[]): Part => ({ from, convert: (a, b) => a.add(b!), how: "added up" });
const reordered = (from: string, how: string, order: readonly number[]): Part => ({
  from: [from],
  convert: (x) => x.transpose(order),
  how,
});

/** PyTorch has a GRU's gates in the order r, z, n; here they are z, r, n. */
const gruGates = (x: Tensor): Tensor => {
  const [r, z, n] = x.split(3, 0) as [Tensor, Tensor, Tensor];
  return concat([z, r, n], 0);
};
const gates = (from: string): Part => ({
  from: [from],
  convert: (x) => gruGates(x).transpose(),
  how: "r, z, n to z, r, n; transposed",
});
const gateBias = (from: string): Part => ({ from: [from], convert: gruGates, how: "r, z, n to z, r, n" });
const row = (from: string, i: number): Part => ({ from: [from], convert: (x) => x.slice(i), how: `row ${i}` });
const third = (from: string, i: number, turned: boolean): Part => ({
  from: [from],
  convert: (x) => {
    const part = x.split(3, 0)[i]!;
    return turned ? part.transpose() : part;
  },
  how: `third ${i + 1} of three${turned ? ", transposed" : ""}`,
});
/** Keras has an axis for the heads. */
const heads = (from: string, inputs: "first" | "last"): Part => ({
  from: [from],
  convert: (x) => x.reshape(inputs === "first" ? [x.shape[0]!, -1] : [-1, x.shape.at(-1)!]),
  how: "heads side by side",
});

const norm: readonly Source[] = [
  { of: "PyTorch", parts: { gamma: same("weight"), beta: same("bias") } },
  { of: "Keras", parts: { gamma: same("gamma"), beta: same("beta") } },
];
const biased = { bias: same("bias") };
const convolution = (how: string, order: readonly number[]): readonly Source[] => [
  { of: "PyTorch", parts: { weight: same("weight"), ...biased } },
  { of: "Keras", parts: { weight: reordered("kernel", how, order), ...biased } },
];
/** Keras has a kernel [places, C, M] for each channel; here it is one of the outputs, [C·M, 1, places]. */
const depthwise = (from: string): Part => ({
  from: [from],
  convert: (x) => {
    const places = Array.from({ length: x.rank - 2 }, (_, i) => i);
    return x.transpose([x.rank - 2, x.rank - 1, ...places]).reshape([-1, 1, ...x.shape.slice(0, -2)]);
  },
  how: "[places, C, M] to [C·M, 1, places]",
});
const eachChannel: readonly Source[] = [
  { of: "PyTorch", parts: { weight: same("weight"), ...biased } },
  { of: "Keras", parts: { weight: depthwise("kernel"), ...biased } },
];
const separable = (how: string, order: readonly number[]): readonly Source[] => [
  {
    of: "PyTorch",
    parts: {
      "depthwise/weight": same("depthwise.weight"),
      "pointwise/weight": same("pointwise.weight"),
      "pointwise/bias": same("pointwise.bias"),
    },
  },
  {
    of: "Keras",
    parts: {
      "depthwise/weight": depthwise("depthwise_kernel"),
      "pointwise/weight": reordered("pointwise_kernel", how, order),
      "pointwise/bias": same("bias"),
    },
  },
];
const projections = (names: Readonly<Record<"query" | "key" | "value" | "output", string>>): Source => ({
  of: "PyTorch",
  parts: Object.fromEntries(
    Object.entries(names).flatMap(([ours, theirs]) => [
      [`${ours}/weight`, transposed(`${theirs}.weight`)],
      [`${ours}/bias`, same(`${theirs}.bias`)],
    ]),
  ),
});

const lstmSources: readonly Source[] = [
  {
    of: "PyTorch",
    parts: {
      inputWeight: transposed("weight_ih"),
      recurrentWeight: transposed("weight_hh"),
      bias: sum("bias_ih", "bias_hh"),
    },
  },
  {
    of: "Keras",
    parts: { inputWeight: same("kernel"), recurrentWeight: same("recurrent_kernel"), bias: same("bias") },
  },
];
const gruSources: readonly Source[] = [
  {
    of: "PyTorch",
    parts: {
      inputWeight: gates("weight_ih"),
      recurrentWeight: gates("weight_hh"),
      bias: gateBias("bias_ih"),
      recurrentBias: gateBias("bias_hh"),
    },
  },
  {
    of: "Keras",
    parts: {
      inputWeight: same("kernel"),
      recurrentWeight: same("recurrent_kernel"),
      bias: row("bias", 0),
      recurrentBias: row("bias", 1),
    },
  },
];
const simpleRnnSources: readonly Source[] = [
  {
    of: "PyTorch",
    parts: {
      inputWeight: transposed("weight_ih"),
      recurrentWeight: transposed("weight_hh"),
      bias: sum("bias_ih", "bias_hh"),
    },
  },
  {
    of: "Keras",
    parts: { inputWeight: same("kernel"), recurrentWeight: same("recurrent_kernel"), bias: same("bias") },
  },
];

/**
 * How PyTorch and Keras store what a layer here has: by the kind of layer, then by our names. A layer that is not here
 * takes weights under its own paths only.
 */
export const conversions: Readonly<Partial<Record<keyof typeof rebuild, readonly Source[]>>> = {
  dense: [
    { of: "PyTorch", parts: { weight: transposed("weight"), ...biased } },
    { of: "Keras", parts: { weight: same("kernel"), ...biased } },
  ],
  conv1d: convolution("[K, in, out] to [out, in, K]", [2, 1, 0]),
  conv2d: convolution("HWIO to OIHW", [3, 2, 0, 1]),
  conv3d: convolution("[D, H, W, in, out] to [out, in, D, H, W]", [4, 3, 0, 1, 2]),
  convTranspose1d: convolution("[K, out, in] to [in, out, K]", [2, 1, 0]),
  convTranspose2d: convolution("[H, W, out, in] to [in, out, H, W]", [3, 2, 0, 1]),
  convTranspose3d: convolution("[D, H, W, out, in] to [in, out, D, H, W]", [4, 3, 0, 1, 2]),
  depthwiseConv1d: eachChannel,
  depthwiseConv2d: eachChannel,
  separableConv1d: separable("[K, in, out] to [out, in, K]", [2, 1, 0]),
  separableConv2d: separable("HWIO to OIHW", [3, 2, 0, 1]),
  batchNorm: [
    {
      of: "PyTorch",
      parts: { gamma: same("weight"), beta: same("bias"), mean: same("running_mean"), variance: same("running_var") },
      ignored: ["num_batches_tracked"],
    },
    {
      of: "Keras",
      parts: { gamma: same("gamma"), beta: same("beta"), mean: same("moving_mean"), variance: same("moving_variance") },
    },
  ],
  layerNorm: norm,
  groupNorm: norm,
  instanceNorm: norm,
  rmsNorm: [
    { of: "PyTorch", parts: { gamma: same("weight") } },
    { of: "Keras", parts: { gamma: same("scale") } },
  ],
  prelu: [
    { of: "PyTorch", parts: { slope: same("weight") } },
    { of: "Keras", parts: { slope: flat("alpha") } },
  ],
  embedding: [
    { of: "PyTorch", parts: { weight: same("weight") } },
    { of: "Keras", parts: { weight: same("embeddings") } },
  ],
  positionalEmbedding: [
    { of: "PyTorch", parts: { weight: same("weight") } },
    { of: "Keras", parts: { weight: same("embeddings") } },
  ],
  lstm: lstmSources,
  lstmCell: lstmSources,
  gru: gruSources,
  gruCell: gruSources,
  simpleRnn: simpleRnnSources,
  simpleRnnCell: simpleRnnSources,
  convLstm2d: [
    {
      of: "Keras",
      parts: {
        inputWeight: reordered("kernel", "HWIO to OIHW", [3, 2, 0, 1]),
        recurrentWeight: reordered("recurrent_kernel", "HWIO to OIHW", [3, 2, 0, 1]),
        bias: same("bias"),
      },
    },
  ],
  multiHeadAttention: [
    {
      of: "PyTorch",
      parts: {
        ...Object.fromEntries(
          ["query", "key", "value"].flatMap((name, i) => [
            [`${name}/weight`, third("in_proj_weight", i, true)],
            [`${name}/bias`, third("in_proj_bias", i, false)],
          ]),
        ),
        "output/weight": transposed("out_proj.weight"),
        "output/bias": same("out_proj.bias"),
      },
    },
    projections({ query: "q_proj", key: "k_proj", value: "v_proj", output: "out_proj" }),
    projections({ query: "q_proj", key: "k_proj", value: "v_proj", output: "o_proj" }),
    {
      of: "Keras",
      parts: {
        ...Object.fromEntries(
          ["query", "key", "value"].flatMap((name) => [
            [`${name}/weight`, heads(`${name}.kernel`, "first")],
            [`${name}/bias`, flat(`${name}.bias`)],
          ]),
        ),
        "output/weight": heads("attention_output.kernel", "last"),
        "output/bias": same("attention_output.bias"),
      },
    },
  ],
};

/** Layers inside a kind that says nothing of its children. */
export const insides: Readonly<Record<string, Readonly<Record<string, keyof typeof conversions>>>> = {
  feedForward: { hidden: "dense", output: "dense" },
};

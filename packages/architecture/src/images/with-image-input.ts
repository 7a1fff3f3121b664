import { decodeOnnx, elementType, prependOnnx } from "@kaviar/tensor/onnx";
import { ArchitectureError } from "../error.ts";
import { leastOpset, resizing } from "./resize.ts";

/**
 * A model of images as a file that takes images as they are decoded: its input is `image`, uint8 [batch, height, width,
 * channels], of any height and width. They are resized in it as `readImages` has resized those that it learned from.
 *
 * ```ts
 * const file = withImageInput(await model.toOnnx());
 * ```
 * The model takes float32 [batch, channels, height, width] of 0 to 255, and says by them which size it has. What it says of
 * itself stays in the file. Images of one batch have one size; of others, run it once for each.
 */
export const withImageInput = (model: Uint8Array): Uint8Array => {
  const { graph, opsets } = decodeOnnx(model);
  const inputs = graph.inputs.map(({ read }) => read());
  // Of several that one is of images which has their four axes.
  const [input, ...others] = inputs.length === 1 ? inputs : inputs.filter(({ shape }) => shape?.length === 4);
  const [batch, channels, height, width] = input?.shape ?? [];
  const isImages =
    others.length === 0 &&
    input?.dtype === "float32" &&
    input.shape?.length === 4 &&
    typeof height === "number" &&
    typeof width === "number" &&
    (channels === 1 || channels === 3);
  if (!isImages) {
    const is = inputs.map(({ name, dtype, shape = [] }) => `${name}, ${dtype} [${shape.join(", ")}]`);
    throw new ArchitectureError(
      "file",
      `A model of images has one input, float32 [batch, 1 or 3, height, width]: this one has ${is.join("; ")}.`,
    );
  }
  if ((opsets[""] ?? 0) < leastOpset) {
    throw new ArchitectureError(
      "file",
      `Images are resized by operators of version ${leastOpset} or later: the model has those of version ${opsets[""]}.`,
      { remedy: "Export it with a later opset." },
    );
  }
  const pixels = "image/pixels";
  const { nodes, initializers } = resizing([height, width], "image", pixels, "image/");
  return prependOnnx(model, {
    inputs: [{ name: "image", dtype: "uint8", shape: [batch ?? "batch", "height", "width", channels] }],
    nodes: [
      ...nodes,
      {
        op: "Cast",
        name: "image/cast",
        inputs: [pixels],
        outputs: [input.name],
        attributes: { to: elementType("float32") },
      },
    ],
    initializers,
  });
};

import { encodeOnnx, type OnnxNode, type OnnxTensor } from "@kaviar/tensor/onnx";
import type { Size } from "./choose-size.ts";

/** The nodes that bring images to one size, and the constants that they read. */
interface Resizing {
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
}

/**
 * The operators that make pixels uint8 [N, C, height, width] of images uint8 [N, h, w, C] of any size. Images are stretched.
 * Each pixel is the mean of those that it covers, nearer ones counting more (a triangle, as wide as what it is made
 * smaller by), so that nothing between two pixels is lost; at an edge, of those that are there: as Pillow does it.
 */
export const resizing = ([height, width]: Size, from: string, to: string, prefix = ""): Resizing => {
  const [sizes, resized] = [`${prefix}size`, `${prefix}resized`];
  return {
    nodes: [
      {
        op: "Resize",
        name: `${prefix}resize`,
        inputs: [from, "", "", sizes],
        outputs: [resized],
        attributes: {
          mode: "linear",
          antialias: 1,
          exclude_outside: 1,
          coordinate_transformation_mode: "half_pixel",
          axes: [1, 2],
        },
      },
      {
        op: "Transpose",
        name: `${prefix}channels_first`,
        inputs: [resized],
        outputs: [to],
        attributes: { perm: [0, 3, 1, 2] },
      },
    ],
    initializers: [
      { name: sizes, dtype: "int64", shape: [2], elements: BigInt64Array.of(BigInt(height), BigInt(width)) },
    ],
  };
};

/** The first version of the operators whose Resize smooths what it makes smaller. */
export const leastOpset = 18;

/** A file of these operators alone: `image`, uint8 [n, h, w, c], becomes `pixels`. */
export const resizeFile = (size: Size): Uint8Array => {
  const { nodes, initializers } = resizing(size, "image", "pixels");
  return encodeOnnx({
    graph: {
      name: "resize",
      inputs: [{ name: "image", dtype: "uint8", shape: ["n", "h", "w", "c"] }],
      outputs: [{ name: "pixels", dtype: "uint8", shape: ["n", "c", ...size] }],
      nodes: [...nodes],
      initializers: [...initializers],
    },
    opsets: { "": leastOpset },
    metadata: {},
  });
};

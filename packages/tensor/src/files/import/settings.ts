import type { DecodedGraph } from "../../onnx/decode.ts";
import { graphsOf } from "./graphs-in.ts";

/** Where an operator reads a number that is a setting and no weight: a size or a factor of one, an exponent, a bound. */
const places: Readonly<Record<string, readonly number[]>> = {
  AffineGrid: [1],
  CenterCropPad: [1],
  Clip: [1, 2],
  Col2Im: [1, 2],
  ConstantOfShape: [0],
  DFT: [1, 2],
  DequantizeLinear: [1],
  Dropout: [1],
  Expand: [1],
  OneHot: [1, 2],
  Pad: [1, 2, 3],
  Pow: [1],
  QLinearConv: [1, 4, 6],
  QLinearMatMul: [1, 4, 6],
  QuantizeLinear: [1],
  Range: [0, 1, 2],
  Reshape: [1],
  Resize: [1, 2, 3],
  STFT: [1, 3],
  Slice: [1, 2, 3, 4],
  Split: [1],
  Squeeze: [1],
  Tile: [1],
  TopK: [1],
  Unsqueeze: [1],
  Upsample: [1],
};

/** Who reads these asks how long they are. */
const measures: ReadonlySet<string> = new Set(["Shape", "Size"]);

/**
 * The names in a graph, and in the graphs inside it, that are read as settings alone, be it that other settings are computed
 * from them: nobody trains those.
 */
export const settingsOf = (graph: DecodedGraph): ReadonlySet<string> => {
  const [all, weights] = [new Set<string>(), new Set<string>()];
  const look = ({ nodes, outputs }: DecodedGraph): void => {
    for (const { name } of outputs) weights.add(name);
    for (const node of nodes.toReversed()) {
      for (const inner of graphsOf(node)) look(inner);
      const makesSettings = measures.has(node.op) || node.outputs.every((name) => !weights.has(name));
      node.inputs.forEach((name, place) => {
        all.add(name);
        if (!makesSettings && !places[node.op]?.includes(place)) weights.add(name);
      });
    }
  };
  look(graph);
  return new Set([...all].filter((name) => !weights.has(name)));
};

import type { DecodedGraph } from "../../onnx/decode.ts";

/** Where an operator reads a float that is a setting and no weight: a factor of sizes, an exponent, a bound. */
const places: Readonly<Record<string, readonly number[]>> = {
  Clip: [1, 2],
  DequantizeLinear: [1],
  Dropout: [1],
  OneHot: [1, 2],
  Pad: [2],
  Pow: [1],
  QLinearConv: [1, 4, 6],
  QLinearMatMul: [1, 4, 6],
  QuantizeLinear: [1],
  Range: [0, 1, 2],
  Resize: [1, 2],
  Upsample: [1],
};

/** The stored tensors that are read as settings alone, in a graph and the graphs inside it: nobody trains those. */
export const settingsOf = (graph: DecodedGraph): ReadonlySet<string> => {
  const [settings, weights] = [new Set<string>(), new Set<string>()];
  const look = ({ nodes }: DecodedGraph): void => {
    for (const { op, inputs, attributes } of nodes) {
      inputs.forEach((name, place) => void (places[op]?.includes(place) ? settings : weights).add(name));
      for (const each of Object.values(attributes)) if (typeof each === "object" && "graph" in each) look(each.graph);
    }
  };
  look(graph);
  return new Set([...settings].filter((name) => !weights.has(name)));
};

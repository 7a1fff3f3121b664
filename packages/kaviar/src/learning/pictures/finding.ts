import {
  dense,
  gradientReport,
  type Initializer,
  type LayerLike,
  meanSquaredError,
  randomNormal,
  relu,
  sequential,
  sigmoid,
} from "@kaviar/nn";
import { key as keyOf, normal } from "@kaviar/tensor";
import type { Panel } from "../draw/panel.ts";
import { descentAt } from "./parabola.ts";

const [depth, width, rows] = [10, 32, 64];

/** The gradient of each layer's weights before the first step of a deep net, on rows of noise. */
const gradients = async (
  { title, height }: Required<Pick<Panel, "title" | "height">>,
  activation: LayerLike,
  initializer?: Initializer,
): Promise<Panel> => {
  const options = initializer === undefined ? {} : { initializer };
  const hidden = Array.from({ length: depth - 1 }, () => [dense(width, options), activation]).flat();
  const [x, y] = await Promise.all(
    [width, 1].map(async (columns, i) => ({
      data: Float32Array.from(await normal(keyOf(i), [rows, columns]).data()),
      shape: [rows, columns],
    })),
  );
  const { rows: parameters } = await gradientReport(
    sequential(...hidden, dense(1, options)),
    { x: x!, y: y! },
    { loss: meanSquaredError, batchSize: rows, seed: 0 },
  );
  const weights = parameters.filter(({ shape }) => shape.length === 2);
  const points = weights.map(({ gradientNorm }, i) => [i + 1, Math.log10(gradientNorm)] as const);
  return { title, axis: "layers; log₁₀ gradient", shape: "line", range: [1, depth], height, points };
};

const small = [-6, 1] as const;
const large = [-1, 8] as const;
const pictures: Readonly<Record<string, () => Promise<Panel[]>>> = {
  "vanishing-gradient": () =>
    Promise.all([
      gradients({ title: "sigmoid", height: small }, sigmoid),
      gradients({ title: "relu", height: small }, relu),
    ]),
  oscillation: () => Promise.all([descentAt(0.95, "to and fro"), descentAt(0.2, "straight down")]),
  "rate-too-high": () => Promise.all([descentAt(1.02, "diverges"), descentAt(0.2, "fast")]),
  "rate-too-low": () => Promise.all([descentAt(0.01, "crawls"), descentAt(0.2, "fast")]),
  "exploding-gradient": () =>
    Promise.all([
      gradients({ title: "relu, w ~ N(0, 0.5²)", height: large }, relu, randomNormal({ std: 0.5 })),
      gradients({ title: "relu, w ~ N(0, 2/n)", height: large }, relu),
    ]),
};

/** What the doctor sees, beside what it would like to see; undefined for most findings. */
export const findingPicture = (key: string): Promise<Panel[]> | undefined => pictures[key]?.();

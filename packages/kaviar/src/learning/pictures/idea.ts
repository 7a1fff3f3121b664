import type { Tensor } from "@kaviar/tensor";
import type { Panel } from "../draw/panel.ts";
import { initializerPicture } from "./initializer.ts";
import { descentAt } from "./parabola.ts";
import { regularizerPicture } from "./regularizer.ts";
import { withSlope } from "./sampled.ts";
import { samplerPicture } from "./sampler.ts";
import { scalePicture } from "./scale.ts";
import { schedulePicture } from "./schedule.ts";

/** Pictures of several topics beside each other, under their names. */
const together = async (
  keys: readonly string[],
  pictureOf: (key: string) => Promise<Panel[] | undefined>,
): Promise<Panel[]> =>
  (
    await Promise.all(keys.map(async (key) => (await pictureOf(key))?.map((panel) => ({ ...panel, title: key }))))
  ).flatMap((panels) => panels ?? []);

/** A cut through a landscape, and its slope. */
const cut = (title: string, f: (x: Tensor) => Tensor): Promise<Panel[]> =>
  withSlope(f, { title, axis: "x", range: [-2, 2] });

const pictures: Readonly<Record<string, () => Promise<Panel[] | undefined>>> = {
  derivative: () => cut("x³ − 3x", (x) => x.pow(3).sub(x.mul(3))),
  convexity: () => cut("x², convex", (x) => x.square()),
  "glorot-initialization": () => initializerPicture("glorotNormal"),
  "he-initialization": () => initializerPicture("heNormal"),
  "l1-regularization": () => regularizerPicture("l1"),
  "l2-regularization": () => regularizerPicture("l2"),
  "learning-rate": () => Promise.all([descentAt(0.01, "crawls"), descentAt(0.2, "fast"), descentAt(1.02, "diverges")]),
  "learning-rate-schedule": () => together(["stepDecay", "cosine"], schedulePicture),
  "local-minimum": () => cut("x⁴ − 3x² + x", (x) => x.pow(4).sub(x.square().mul(3)).add(x)),
  "log-scale": () => scalePicture("log"),
  "random-search": () => together(["grid", "random"], samplerPicture),
  "saddle-point": async () => {
    const [along] = await cut("x² − y², along x", (x) => x.square());
    const [across] = await cut("x² − y², along y", (y) => y.square().neg());
    return [along!, { ...across!, axis: "y" }];
  },
};

/** What shows an idea at work; undefined for most of them. */
export const ideaPicture = (key: string): Promise<Panel[] | undefined> | undefined => pictures[key]?.();

import { gradientDescent, minimize } from "@kaviar/nn";
import type { Tensor } from "@kaviar/tensor";
import type { Panel } from "../draw/panel.ts";
import { samplerPicture } from "./sampler.ts";
import { schedulePicture } from "./schedule.ts";

const steps = 20;

/** Plain descent on a parabola at a rate: the value after each step. */
const parabola = async (title: string, rate: number): Promise<Panel> => {
  const { history } = await minimize((x: Tensor) => x.square(), 1, {
    optimizer: gradientDescent({ rate }),
    steps,
    tolerance: 0,
  });
  const points = history.map((value, step) => [step, value] as const);
  return {
    title: `rate ${rate}: ${title}`,
    axis: "steps, on x²",
    shape: "line",
    range: [0, steps],
    height: [0, 3],
    points,
  };
};

/** Pictures of several topics beside each other, under their names. */
const together = async (
  keys: readonly string[],
  pictureOf: (key: string) => Promise<Panel[] | undefined>,
): Promise<Panel[]> =>
  (
    await Promise.all(keys.map(async (key) => (await pictureOf(key))?.map((panel) => ({ ...panel, title: key }))))
  ).flatMap((panels) => panels ?? []);

const pictures: Readonly<Record<string, () => Promise<Panel[]>>> = {
  "learning-rate": () => Promise.all([parabola("crawls", 0.01), parabola("fast", 0.2), parabola("diverges", 1.02)]),
  "learning-rate-schedule": () => together(["stepDecay", "cosine"], schedulePicture),
  "random-search": () => together(["grid", "random"], samplerPicture),
};

/** What shows an idea at work; undefined for most of them. */
export const ideaPicture = (key: string): Promise<Panel[]> | undefined => pictures[key]?.();

import { gradientDescent, minimize } from "@kaviar/nn";
import type { Tensor } from "@kaviar/tensor";
import type { Panel } from "../draw/panel.ts";

const steps = 20;

/** Where plain descent is after each step, down the parabola x² from 1, at a rate. */
export const descentAt = async (rate: number, word: string): Promise<Panel> => {
  const { history } = await minimize((x: Tensor) => x.square(), 1, {
    optimizer: gradientDescent({ rate }),
    steps,
    tolerance: 0,
  });
  const points = history.map((value, step) => [step, value] as const);
  return {
    title: `rate ${rate}: ${word}`,
    axis: "steps, on x²",
    shape: "line",
    range: [0, steps],
    height: [0, 3],
    points,
  };
};

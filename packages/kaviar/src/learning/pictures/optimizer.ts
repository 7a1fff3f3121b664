import {
  adadelta,
  adafactor,
  adagrad,
  adam,
  adamax,
  adamw,
  gradientDescent,
  lion,
  minimize,
  momentum,
  nadam,
  nesterov,
  type Optimizer,
  rmsprop,
  rprop,
} from "@kaviar/nn";
import { type Tensor, tensor } from "@kaviar/tensor";
import type { Panel } from "../draw/panel.ts";

/** A ravine: 25 times as steep across as along. Plain descent diverges above a rate of 2/25. */
const steepness = [1, 25];
const start = [4, 2];
const ravine = (x: Tensor): Tensor => x.square().mul(tensor(steepness)).sum().div(2);
const steps = 100;
const least = -6;

/** Of each optimizer one with a rate that suits the ravine, as it is written and as it is. */
const examples: Readonly<Record<string, readonly [code: string, optimizer: Optimizer]>> = {
  adadelta: ["adadelta()", adadelta()],
  adafactor: ["adafactor({ rate: 0.1 })", adafactor({ rate: 0.1 })],
  adagrad: ["adagrad({ rate: 1 })", adagrad({ rate: 1 })],
  adam: ["adam({ rate: 0.3 })", adam({ rate: 0.3 })],
  adamax: ["adamax({ rate: 0.5 })", adamax({ rate: 0.5 })],
  adamw: ["adamw({ rate: 0.3 })", adamw({ rate: 0.3 })],
  gradientDescent: ["gradientDescent({ rate: 0.07 })", gradientDescent({ rate: 0.07 })],
  lion: ["lion({ rate: 0.1 })", lion({ rate: 0.1 })],
  momentum: ["momentum({ rate: 0.1 })", momentum({ rate: 0.1 })],
  nadam: ["nadam({ rate: 0.3 })", nadam({ rate: 0.3 })],
  nesterov: ["nesterov({ rate: 0.03 })", nesterov({ rate: 0.03 })],
  rmsprop: ["rmsprop({ rate: 0.1 })", rmsprop({ rate: 0.1 })],
  rprop: ["rprop()", rprop()],
};

/** How fast an optimizer gets down a ravine; beside it plain descent, at the highest rate that does not diverge. */
export const optimizerPicture = async (key: string): Promise<Panel[] | undefined> => {
  const example = examples[key];
  if (!example) return undefined;
  const plain = examples.gradientDescent!;
  return Promise.all((example === plain ? [plain] : [example, plain]).map(descent));
};

const descent = async ([code, optimizer]: readonly [string, Optimizer]): Promise<Panel> => {
  const { history } = await minimize(ravine, start, { optimizer, steps, tolerance: 0 });
  return {
    title: code,
    axis: "steps; log₁₀ ½(x² + 25y²)",
    shape: "line",
    range: [0, steps],
    height: [least, 2],
    points: history.map((value, step) => [step, Math.max(Math.log10(value), least)]),
  };
};

import * as nn from "@kaviar/nn";

export interface RacerEntry {
  /** The optimizer of the engine. */
  make(rate: number, beta: number): nn.Link;
  readonly title: string;
  /** The rate at which it starts to run. */
  readonly rate: number;
  /** It runs unless somebody takes it out. */
  readonly isUsual: boolean;
  /** What parts its line from the others besides the colour: lengths of strokes and gaps. */
  readonly dash: readonly number[];
}

/** How much stays of running averages, besides the β of momentum that a reader chooses. */
export const memories = { rmsprop: 0.9, adam1: 0.9, adam2: 0.999, lion1: 0.9, lion2: 0.99 } as const;

/** Those who race. */
export const optimizers = {
  sgd: {
    make: (rate) => nn.sgd({ rate }),
    title: "gradient descent",
    rate: 0.03,
    isUsual: true,
    dash: [],
  },
  momentum: {
    make: (rate, momentum) => nn.momentum({ rate, momentum }),
    title: "momentum",
    rate: 0.1,
    isUsual: true,
    dash: [12, 4],
  },
  nesterov: {
    make: (rate, momentum) => nn.nesterov({ rate, momentum }),
    title: "Nesterov",
    rate: 0.01,
    isUsual: false,
    dash: [12, 3, 2, 3],
  },
  adagrad: {
    make: (rate) => nn.adagrad({ rate }),
    title: "Adagrad",
    rate: 0.3,
    isUsual: false,
    dash: [6, 3],
  },
  rmsprop: {
    make: (rate) => nn.rmsprop({ rate, beta: memories.rmsprop }),
    title: "RMSprop",
    rate: 0.03,
    isUsual: false,
    dash: [6, 3, 2, 3],
  },
  adam: {
    make: (rate) => nn.adam({ rate, beta1: memories.adam1, beta2: memories.adam2 }),
    title: "Adam",
    rate: 0.1,
    isUsual: true,
    dash: [2, 3],
  },
  lion: {
    make: (rate) => nn.lion({ rate, beta1: memories.lion1, beta2: memories.lion2 }),
    title: "Lion",
    rate: 0.03,
    isUsual: false,
    dash: [2, 6],
  },
} satisfies Readonly<Record<string, RacerEntry>>;

export type OptimizerName = keyof typeof optimizers;

export const optimizerNames = Object.keys(optimizers) as readonly OptimizerName[];

/** The nets that are trained side by side: one as it is, and what helps against overfitting, each alone. */
export const nets = {
  bare: {
    title: "as it is",
    says: "128 units in two layers, and nothing that holds them back",
    of: "overfitting",
  },
  l2: {
    title: "L2 penalty",
    says: "large weights cost something: the curve stays smooth",
    of: "l2-regularization",
  },
  dropout: {
    title: "dropout",
    says: "another part of the units is left out at each step: none can rely on another",
    of: "dropout",
  },
  stopped: {
    title: "early stopping",
    says: "it stops when the test has got no better for long, and goes back to the best epoch",
    of: "early-stopping",
  },
  smaller: {
    title: "smaller net",
    says: "4 units cannot bend round every point",
    of: "architecture",
  },
  data: {
    title: "ten times the data",
    says: "the same large net: there is too much to know by heart",
    of: "overfitting",
  },
} as const;

export type NetName = keyof typeof nets;

export const netNames = Object.keys(nets) as readonly NetName[];

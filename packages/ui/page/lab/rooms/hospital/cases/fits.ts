import { caseOf, not } from "./case.ts";

/** Runs that learn too much, too little, or all that there is. */
export const fits = {
  overfitting: caseOf(
    "A value of 20 numbers, 200 rows, two layers of 128 units.",
    { data: "noisy", rows: 200, held: 0.4, hidden: [128, 128], epochs: 60 },
    "overfitting",
    "The loss on rows that it learns from goes to 0, below the noise, while that on rows held out rises again: it has learned the rows by heart.",
    [
      not("underfitting", "The loss on rows that it learns from is next to 0: it learns more than there is."),
      not("rate-too-high", "The loss on rows that it learns from falls smoothly."),
      not("unscaled-inputs", "All columns have the same deviation."),
    ],
  ),
  underfitting: caseOf(
    "Two spirals, and a net without hidden layers.",
    { data: "spirals", hidden: [], rate: 0.05, epochs: 30 },
    "underfitting",
    "Without a hidden layer it can draw one line only, and no line parts two spirals. Both losses stay high, next to each other.",
    [
      not("overfitting", "Both losses are equally high: nothing is learned by heart."),
      not(
        "rate-too-low",
        "An epoch moves the weights by ten per cent, and the loss has settled: it is where it can get.",
      ),
      not("dying-relu", "There is no ReLU in it, and no other hidden unit."),
    ],
  ),
  noise: caseOf(
    "Two clouds. The loss stays near 0.6, and three of ten rows held out are told wrong.",
    { data: "overlapping", hidden: [16], rate: 0.002, epochs: 12 },
    "healthy",
    "The two clouds lie over each other: nobody could tell much more. Both losses fall together and settle; the layers are fine. High is not ill.",
    [
      not("underfitting", "A larger net gets no further on rows held out: there is no more to learn."),
      not("labels", "It is right more often than by chance, on rows it has not seen: the labels say something."),
      not("vanishing-gradient", "One hidden layer, gradients of a size, weights that move: all gets through."),
    ],
  ),
} as const;

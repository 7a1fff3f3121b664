import type { Question } from "@kaviar/base/quiz";

export const losses = [
  {
    id: "loss",
    asks: "What is a loss (cost) function for?",
    right: "It says in one number how wrong predictions are, and its gradient steers training",
    wrong: [
      {
        says: "It says which share of the predictions is wrong, and training makes that small",
        because: "A share is constant almost everywhere: its slope, 0, steers nothing. It is a metric.",
      },
      {
        says: "It says at the end how good the model is; training itself follows the metrics",
        because: "The other way round: training follows the loss, and metrics are for people.",
      },
      {
        says: "It says how much information each layer drops on the way to the output",
        because: "It knows nothing of layers: it compares predictions with targets.",
      },
    ],
    answer:
      "One number for the distance of predictions from targets. Its gradient steers training, so it has to be differentiable almost everywhere. The cost is the mean loss, with penalties added.",
    key: "loss",
  },
  {
    id: "losses",
    asks: "Which losses are common?",
    right: "Numbers: MSE, MAE, Huber; classes: cross-entropy, hinge; counts: Poisson",
    wrong: [
      {
        says: "Numbers: cross-entropy; classes: MSE, MAE, Huber; counts: hinge",
        because: "Cross-entropy compares probabilities of classes; MSE, MAE and Huber measure distances of numbers.",
      },
      {
        says: "Numbers: R², RMSE; classes: accuracy, F1, ROC-AUC; counts: MAPE",
        because: "Those are metrics, for people to read; accuracy and F1 have no slope to train along.",
      },
      {
        says: "MSE for numbers, classes and counts: its minimum is the mean of each",
        because:
          "So it is; but behind a sigmoid its slope vanishes where the model is surely wrong, and outliers rule it.",
      },
    ],
    answer:
      "Numbers: MSE, the mean of (y − ŷ)², MAE, Huber. Two classes: −y log p − (1 − y) log(1 − p); C classes: −Σ y log p; hinge: max(0, 1 − yŷ) with y = ±1. Counts: ŷ − y log ŷ. KL: ΣP log(P/Q), not symmetric, with P the target.",
    key: "losses",
  },
] as const satisfies readonly Question[];

import type { Question } from "@kaviar/base/quiz";

export const besides = [
  {
    id: "swish",
    asks: "How low do swish and GELU go?",
    right: "To about −0.278 and −0.170",
    wrong: [
      { says: "To 0, as ReLU does", because: "They are smooth, and dip below 0 before they come back to it." },
      { says: "To −1, as ELU does", because: "ELU ends at −α. Swish and GELU come back to 0." },
      {
        says: "To −∞, as leaky ReLU does",
        because: "Leaky ReLU falls on for ever; x·σ(x) and x·Φ(x) come back to 0.",
      },
    ],
    answer:
      "x·σ(x) goes down to about −0.278 and x·Φ(x) to about −0.170, and both come back to 0: smooth, and not monotonic.",
    key: "swish",
  },
  {
    id: "covariate-shift",
    asks: "Why does batch norm help?",
    right: "Inputs of layers shift less, though how much that explains is debated",
    wrong: [
      {
        says: "Inputs of layers shift less, which is proven to be the whole reason",
        because: "Noise that made them shift again took little from it (Santurkar 2018): a smoother loss may be why.",
      },
      {
        says: "New data are brought to where the training data were",
        because: "New rows are scaled by the averages of training: if they come from elsewhere, they stay there.",
      },
      {
        says: "Its noise regularizes: no net that has it needs dropout or penalties",
        because: "Batch noise regularizes a little, and with large batches hardly at all.",
      },
    ],
    answer:
      "The inputs of layers shift less while those before them learn; how much that explains is debated. And the noise of batches regularizes a little.",
    key: "covariate-shift",
  },
  {
    id: "softmax-regression",
    asks: "What does softmax regression generalize?",
    right: "Logistic regression, to C classes",
    wrong: [
      {
        says: "Linear regression, to C outputs",
        because: "That would still be numbers. These are probabilities, trained with cross-entropy.",
      },
      {
        says: "The perceptron, to C layers",
        because: "It has a single layer, and probabilities where the perceptron has a step.",
      },
      {
        says: "Hardmax, to any temperature",
        because: "Hardmax, 1 for the largest only, is what softmax comes to at temperature 0; it is no regression.",
      },
    ],
    answer: "Logistic regression, to C classes. Hardmax, its hard form, puts 1 on the largest and 0 on all others.",
    key: "softmax-regression",
  },
  {
    id: "plateau",
    asks: "What is a plateau?",
    right: "A region where the gradient is almost 0",
    wrong: [
      {
        says: "A point of gradient 0, curved both ways",
        because: "That is a saddle: a point. A plateau is a region.",
      },
      {
        says: "A wide minimum, each point of which is best",
        because: "A plateau need not be low: beyond it the loss may fall again.",
      },
      {
        says: "The loss that noise in the data leaves",
        because: "That is the noise floor, below which there is nothing. Off a plateau there may be a way down.",
      },
    ],
    answer: "A region, not a point, where the gradient is almost 0: training stands nearly still there.",
    key: "plateau",
  },
  {
    id: "random-search",
    asks: "Why random over grid search?",
    right: "Each trial tries another value of what matters",
    wrong: [
      {
        says: "Random points lie more evenly than a grid's",
        because: "They clump. It is along each single axis that there are more of them: n, and not n^(1/d).",
      },
      {
        says: "Each trial learns from those before it",
        because: "That is Bayesian optimization. Random trials know nothing of each other.",
      },
      {
        says: "It needs neither ranges nor scales",
        because: "It needs both: a rate drawn on the wrong scale is hardly ever a good one.",
      },
    ],
    answer:
      "It tries more distinct values of what matters, where a grid repeats a few of them. Then zoom in, from coarse to fine.",
    key: "random-search",
  },
  {
    id: "log-scale",
    asks: "On which scale are rate and momentum sampled?",
    right: "Rate 10^r, r in −4…0; momentum 1 − 10^(−r−1), r in 0…1",
    wrong: [
      {
        says: "Rate uniform in 0.0001…1; momentum uniform in 0.9…0.99",
        because: "Then nine rates in ten are above 0.1. Both matter by factors, not by differences.",
      },
      {
        says: "Rate 10^r, r in −4…0; momentum 10^r, r in −1…0",
        because: "That draws momenta from 0.1 to 1, mostly low ones. What matters is 1 − β: how much is forgotten.",
      },
      {
        says: "Rate 1 − 10^(−r−1), r in 0…1; momentum 10^r, r in −4…0",
        because: "The other way round: rates are small numbers, momenta just below 1.",
      },
    ],
    answer:
      "The rate as 10^r with r uniform in −4…0. Momentum as 1 − 10^(−r−1) with r in 0…1, from 0.9 to 0.99: the mean of 10 steps, and of 100.",
    key: "log-scale",
  },
  {
    id: "panda-caviar",
    asks: "Panda or caviar?",
    right: "Babysit one model when compute is scarce, else train many side by side",
    wrong: [
      {
        says: "Babysit one model when compute is plenty, else train many side by side",
        because:
          "The other way round: a panda raises one cub, since it cannot afford more; fish lay eggs by the thousand.",
      },
      {
        says: "Train one model to its end, or many and stop all but the best",
        because: "To stop trials early is pruning. A panda is watched, nudged and put back on the way.",
      },
      {
        says: "Take one large model for images, and many small ones for tables",
        because: "It is compute that decides, not the kind of data.",
      },
    ],
    answer: "Panda: babysit one model, when compute is scarce. Caviar: train many in parallel, when it is not.",
    key: "panda-caviar",
  },
] as const satisfies readonly Question[];

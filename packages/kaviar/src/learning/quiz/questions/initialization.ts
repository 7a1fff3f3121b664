import type { Question } from "@kaviar/base/quiz";

export const initialization = [
  {
    id: "initialization",
    asks: "Why do starting weights matter?",
    right: "Random ones break symmetry; their scale keeps signals and gradients alive",
    wrong: [
      {
        says: "They choose the minimum; from all zeros training would find the best one",
        because: "From all zeros the units of a layer get equal gradients, and stay alike for ever.",
      },
      {
        says: "They do not: after enough epochs every start ends at the same weights",
        because: "The loss is not convex, and at a bad scale training does not even get going.",
      },
      {
        says: "Larger ones have larger gradients; so the larger they are, the faster it goes",
        because: "Too large ones saturate sigmoids, and explode from layer to layer.",
      },
    ],
    answer:
      "Random weights break symmetry: units that begin at 0 stay alike. The right scale keeps signals and gradients from vanishing or exploding.",
    key: "initialization",
  },
  {
    id: "initializers",
    asks: "Which initializer goes with what?",
    right: "He with the ReLU family, LeCun with SELU, Glorot with tanh and sigmoid",
    wrong: [
      {
        says: "Glorot with the ReLU family, He with SELU and tanh, LeCun with leaky ReLU",
        because:
          "He's factor 2 is for ReLU, which halves the signal, and its leaky kin; LeCun's 1/n_in for SELU and tanh.",
      },
      {
        says: "Zeros with weights, and random numbers with biases, which break the symmetry",
        because: "Through weights of 0 neither signals nor gradients pass. It is biases that may begin at 0.",
      },
      {
        says: "N(0, 1) with all layers, as inputs are scaled to that as well",
        because: "A sum of n such terms has variance n: values would grow √n-fold from layer to layer.",
      },
    ],
    answer:
      "Zeros for biases only; U(−ε, ε) and N(0, σ²); Glorot; He for the ReLU family; LeCun, 1/n_in, for SELU and tanh, not for leaky ReLU; orthogonal, WᵀW = I; sparse, whose zeros still train unless they are held.",
    key: "initializers",
  },
  {
    id: "he-initialization",
    asks: "Why He for ReLU?",
    right: "ReLU removes half of the signal: the 2 in 2/n_in makes up for that",
    wrong: [
      {
        says: "It balances both directions: 2/(n_in + n_out) suits ReLU's slope",
        because: "That is Glorot's, for functions that pass both signs, such as tanh.",
      },
      {
        says: "Its larger weights keep all units above 0, so that none of them dies",
        because: "Half of them are below 0 all the same. It is the size of the signal that it keeps through depth.",
      },
      {
        says: "ReLU's outputs are positive: so half of its weights are made negative",
        because: "Half of them are so in any symmetric draw. What He changes is the variance.",
      },
    ],
    answer:
      "The variance is 2/n_in: N(0, 2/n_in), or U(±√(6/n_in)). ReLU sets the negative half to 0, and with it half of the signal's mean square; the 2 makes up for that.",
    key: "he-initialization",
  },
  {
    id: "glorot-initialization",
    asks: "What does Glorot (Xavier) balance?",
    right: "Signals on the way forward and gradients on the way back",
    wrong: [
      {
        says: "Bias and variance: weights begin small, and grow as needed",
        because: "Another variance: here it is that of the starting weights, 2/(n_in + n_out).",
      },
      {
        says: "Weights and biases: both begin with a variance of 1/n_in",
        because: "1/n_in is LeCun's, which looks at the way forward only; biases begin at 0.",
      },
      {
        says: "Positive and negative weights: those of each unit sum to 0",
        because: "They are drawn independently with mean 0: their sum is 0 on average only.",
      },
    ],
    answer:
      "The variance 2/(n_in + n_out), or U(±√(6/(n_in + n_out))), lies between what signals need on the way forward and gradients on the way back. It is for tanh and sigmoid.",
    key: "glorot-initialization",
  },
] as const satisfies readonly Question[];

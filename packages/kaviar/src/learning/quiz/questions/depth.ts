import type { Question } from "@kaviar/base/quiz";

export const depth = [
  {
    id: "vanishing-gradient",
    asks: "Why do gradients vanish?",
    right: "Factors of layers below 1 multiply on the way back: the first layers hardly learn",
    wrong: [
      {
        says: "The loss gets small in the end, and its gradient with it: all layers stop learning",
        because: "That is how training ends. Vanishing is with depth, while the loss is still high.",
      },
      {
        says: "Units of ReLU die: their slope is 0 for all rows, and no gradient passes them",
        because: "That is dying ReLU, of single units. Vanishing is a product over layers, sigmoid the usual culprit.",
      },
      {
        says: "Float32 rounds small numbers to 0: with more digits there would be no vanishing",
        because: "Float32 reaches down to 10⁻³⁸. In float64 the first layers would learn just as slowly.",
      },
    ],
    answer:
      "The pass back multiplies factors of layers. Below 1 (sigmoid's slope is at most 0.25, that of a saturated tanh near 0) the product shrinks exponentially with depth: the first layers hardly learn.",
    key: "vanishing-gradient",
  },
  {
    id: "vanishing-gradient-cures",
    asks: "What cures vanishing gradients?",
    right: "ReLU family, batch norm, residuals, He or Glorot, LSTM or GRU",
    wrong: [
      {
        says: "Ten times the rate, where the gradient is a tenth",
        because: "The last layers' gradients are not small: a rate that suits the first ones makes these diverge.",
      },
      {
        says: "Clipping, a lower rate, and smaller weights to begin with",
        because: "The first two are against exploding gradients, and smaller weights make vanishing worse.",
      },
      {
        says: "More layers: each of them adds its share to the gradient",
        because: "Each multiplies it by one more factor. Only with residual connections does depth cost little.",
      },
    ],
    answer:
      "The ReLU family, batch normalization, residual connections, He or Glorot initialization; in sequences LSTM or GRU.",
    key: "vanishing-gradient",
  },
  {
    id: "exploding-gradient",
    asks: "Why do gradients explode?",
    right: "Factors of layers above 1 multiply on the way back",
    wrong: [
      {
        says: "Gradients of too many rows in a batch add up",
        because: "A batch's loss is a mean: more rows make its gradient less noisy, not larger.",
      },
      {
        says: "ReLU has no bound: its slope grows with its input",
        because: "ReLU's slope is 1, however large the input. It is the weights that are too large.",
      },
      {
        says: "Adam divides by √v, which is 0 in the beginning",
        because: "It corrects v for that and adds ε: Adam's first steps are about η long.",
      },
    ],
    answer:
      "Factors of layers (norms of their Jacobians) above 1 multiply: updates get huge, training diverges, NaN. Clip gradients, lower the rate, initialize better.",
    key: "exploding-gradient",
  },
  {
    id: "gradient-clipping",
    asks: "What does clipping do?",
    right: "By norm it shortens long gradients; by value it cuts their entries, and may turn them",
    wrong: [
      {
        says: "By norm it makes all gradients equally long; by value it makes each of their entries ±c",
        because: "g·min(1, c/‖g‖) is never longer than g: short gradients pass as they are.",
      },
      {
        says: "It sets small gradients to 0, so that noise does not move the weights",
        because: "It is large gradients that it limits; small ones pass as they are.",
      },
      {
        says: "It keeps each weight within ±c, so that none of them can grow beyond that",
        because: "It limits gradients, not weights: these may go as far as they like, in more steps.",
      },
    ],
    answer:
      "By norm: g ← g·min(1, c/‖g‖), and the direction stays. By value: each entry is limited to ±c, and the direction may turn.",
    key: "gradient-clipping",
  },
] as const satisfies readonly Question[];

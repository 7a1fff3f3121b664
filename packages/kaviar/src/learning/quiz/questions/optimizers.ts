import type { Question } from "@kaviar/base/quiz";

export const optimizers = [
  {
    id: "gradient-descent",
    asks: "How does gradient descent work?",
    right: "θ ← θ − η∇L(θ), again and again, until the loss falls no more",
    wrong: [
      {
        says: "θ ← θ + η∇L(θ), again and again, until the gradient is 0",
        because: "That goes uphill: right for what is to be large, such as a likelihood, and wrong for a loss.",
      },
      {
        says: "It measures how wrong predictions are, and reports it as the loss",
        because: "That is the loss function. Gradient descent is an optimizer: it makes the loss small.",
      },
      {
        says: "It tries points at random, and keeps the one with the lowest loss",
        because: "That is random search. Descent asks the slope where to go.",
      },
    ],
    answer:
      "θ ← θ − η∇L(θ), repeated until the loss stops falling. It is an optimizer, not a loss, and reaches a critical point: usually a local minimum.",
    key: "gradient-descent",
  },
  {
    id: "mini-batch",
    asks: "Batch, mini-batch or stochastic: what differs?",
    right: "How many rows a gradient is of: all, some, or one",
    wrong: [
      {
        says: "How many epochs there are: all at once, some, or one",
        because: "An epoch passes over all rows in each case: with one update, with some, or with one for each row.",
      },
      {
        says: "How the rate falls: not at all, in steps, or at random",
        because: "That is a schedule. These are about the rows that a gradient is computed of.",
      },
      {
        says: "Whether a gradient is exact: only the stochastic one is not",
        because: "A mini-batch's is an estimate too, of less noise. Exact is only that of all rows.",
      },
    ],
    answer:
      "All rows: exact, smooth, costly steps. K rows, say 32: less noise than one, and vector hardware is put to use. One row: cheap and noisy, and may leave shallow minima.",
    key: "mini-batch",
  },
  {
    id: "sgd",
    asks: "What does SGD use for an update?",
    right: "A random row: a gradient that is noisy, but right on average",
    wrong: [
      {
        says: "A random direction: it is kept where the loss falls",
        because: "It is the row that is random. The direction is that of the gradient there.",
      },
      {
        says: "All rows in random order: a gradient that is exact",
        because: "A sum is the same in any order: that is batch gradient descent.",
      },
      {
        says: "The row with the largest loss: the gradient that is needed most",
        because: "Rows that are hard, or labelled wrongly, would decide: it would no longer be right on average.",
      },
    ],
    answer:
      "Strictly one random row for each update (the name is used for mini-batches too): an unbiased, noisy gradient. It makes more progress for the same computation, not with each step, and a falling rate lets it settle.",
    key: "sgd",
  },
  {
    id: "learning-rate",
    asks: "What if the learning rate is too big, or too small?",
    right: "Too big overshoots or diverges; too small crawls, and may stall",
    wrong: [
      {
        says: "Too big overfits the training rows; too small underfits them",
        because: "These depend on model and data. Too small a rate may look like underfitting, and is only slow.",
      },
      {
        says: "Too big makes gradients explode; too small makes them vanish",
        because: "That comes of what layers multiply on the way back. The rate scales the step that is made of it.",
      },
      {
        says: "Too big is faster, but less exact; too small finds the best minimum",
        because:
          "Too big finds none: on a quadratic it diverges from η > 2/λmax. Too small takes the nearest, if it gets there.",
      },
    ],
    answer:
      "η scales the step. Too big overshoots and may diverge, on a quadratic from η > 2/λmax; too small crawls, and may stall on plateaus or in shallow minima.",
    key: "learning-rate",
  },
  {
    id: "learning-rate-schedule",
    asks: "Why schedule the rate?",
    right: "Big steps early to get near, fine ones late to settle",
    wrong: [
      {
        says: "Fine steps early to find the way, big ones late to follow it",
        because: "Late and big, the noise of batches keeps it jumping about the minimum. Only a short warm-up rises.",
      },
      {
        says: "Each weight needs a rate of its own, by its past gradients",
        because: "That is what Adagrad, RMSprop and Adam do. A schedule is one rule in time for all weights.",
      },
      {
        says: "Late batches have smaller losses, and would count less",
        because: "Nobody counts that: small gradients near a minimum make small steps, and rightly so.",
      },
    ],
    answer:
      "η follows a rule: in steps, exponentially, along a cosine, after a warm-up, or when the loss is on a plateau. Big steps early get near, fine ones late settle.",
    key: "learning-rate-schedule",
  },
  {
    id: "momentum",
    asks: "What does momentum add?",
    right: "A running mean of gradients: zigzag cancels out, what agrees adds up",
    wrong: [
      {
        says: "A division by each gradient's usual size: all weights move alike",
        because: "That is the scaling of RMSprop. Momentum averages gradients and leaves their size.",
      },
      {
        says: "A random push at each step: it carries training out of minima",
        because: "Nothing in it is random: it remembers past steps. The noise is that of mini-batches.",
      },
      {
        says: "A rate that falls from step to step: nothing overshoots",
        because: "That is a schedule. Where gradients agree momentum makes longer steps, and can overshoot.",
      },
    ],
    answer:
      "v ← βv + (1 − β)g, θ ← θ − ηv; in the accumulated form v ← γv + ηg, θ ← θ − v. It damps the zigzag in ravines and carries across saddles; it can overshoot.",
    key: "momentum",
  },
  {
    id: "optimizer",
    asks: "What is an optimizer for?",
    right: "It turns gradients into changes of weights that lower the loss",
    wrong: [
      {
        says: "It computes the gradients, from the output back to the input",
        because: "That is backpropagation. An optimizer takes gradients, and decides on the step.",
      },
      {
        says: "It stops overfitting: it takes the weights that validate best",
        because: "It sees the training loss only. Against overfitting are penalties, dropout, early stopping.",
      },
      {
        says: "It finds the number of layers and units, and the rate",
        because: "That is tuning. An optimizer works inside one choice of these.",
      },
    ],
    answer:
      "It turns gradients into updates of the weights that lower the loss. It does not stop overfitting by itself.",
    key: "optimizer",
  },
  {
    id: "adam",
    asks: "How does Adam update?",
    right: "By the running mean of g over the root of that of g², both bias-corrected",
    wrong: [
      {
        says: "By g over the root of the sum of all g² so far: the rate only falls",
        because: "That is Adagrad. Adam's means forget: what a weight moves may grow again.",
      },
      {
        says: "By the gradient at the point to which momentum would carry it",
        because: "That is Nesterov's momentum; Nadam joins it with Adam.",
      },
      {
        says: "By the sign of the running mean of g: all weights move equally far",
        because: "That is Lion. Adam comes near it only where a gradient hardly changes.",
      },
    ],
    answer:
      "m and v are running means of g and g² (β₁ = 0.9, β₂ = 0.999); m̂ = m/(1 − β₁ᵗ), v̂ = v/(1 − β₂ᵗ); θ ← θ − ηm̂/(√v̂ + ε): momentum and the scaling of RMSprop, corrected for having begun at 0.",
    key: "adam",
  },
  {
    id: "which-optimizer",
    asks: "Which optimizer should I take?",
    right: "Adam first; Adagrad for sparse inputs, RMSprop for recurrent nets, SGD when tuned",
    wrong: [
      {
        says: "Adam always: since its rates adapt by themselves, there is nothing left to tune",
        because: "Its rate has to be tuned as any other; and tuned SGD with momentum is often as good or better.",
      },
      {
        says: "Adagrad for recurrent nets, RMSprop for sparse inputs; SGD to begin with",
        because: "The other way round: Adagrad's rare features keep large steps, and RMSprop forgets old gradients.",
      },
      {
        says: "Newton's method: since it needs the fewest steps, it is the fastest of all",
        because: "A step costs O(n³) and n² numbers: for a million weights that is out of reach.",
      },
    ],
    answer:
      "Adam unless there is a reason; SGD with momentum if you can tune it; Adagrad for sparse inputs, where rare features get larger steps; RMSprop for recurrent nets. Tune the rate of each before you compare them.",
    key: "optimizers",
  },
] as const satisfies readonly Question[];

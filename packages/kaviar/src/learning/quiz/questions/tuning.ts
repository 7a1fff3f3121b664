import type { Question } from "@kaviar/base/quiz";

export const tuning = [
  {
    id: "data-scaling",
    asks: "How is data normalized, and why does that steady training?",
    right: "Column by column, by numbers of the training rows: then one rate suits all weights",
    wrong: [
      {
        says: "Column by column, by numbers of all rows: then rows of the test set are comparable too",
        because: "Then training knows of the test rows: that leaks. Numbers of training rows serve for both.",
      },
      {
        says: "Row by row, each by its own length: then all rows count alike",
        because: "That drops how large a row is, and leaves columns as unlike as they were.",
      },
      {
        says: "Column by column, but for linear models: their loss is convex anyway",
        because: "Convex or not, columns of unlike scales make ravines, in which descent zigzags.",
      },
    ],
    answer:
      "Min-max, (x − min)/(max − min), into 0…1; z-score, (x − μ)/σ, is another way. On comparable scales one rate suits all weights. It is fitted on training rows.",
    key: "data-scaling",
  },
  {
    id: "hyperparameter-tuning",
    asks: "What does tuning hyperparameters mean, and why bother?",
    right: "Choosing what training does not learn, by validation score; the rate matters most",
    wrong: [
      {
        says: "Choosing what training does not learn, by training loss; the lowest is best",
        because: "There the largest model wins, by heart. Validation rows choose.",
      },
      {
        says: "Choosing what training does not learn, by test score; that is the honest one",
        because: "It is honest only as long as nothing is chosen by it.",
      },
      {
        says: "Finding weights and biases by gradient descent; without it nothing is learned",
        because: "That is training itself. Tuning is of what stands outside: rate, batch, layers.",
      },
    ],
    answer:
      "Choosing what training does not learn (rate, batch, layers) by validation score: by grid, at random, or by a model of what was seen (Bayesian). The rate matters most.",
    key: "hyperparameter-tuning",
  },
  {
    id: "tpot",
    asks: "What does TPOT abbreviate?",
    right: "Tree-based Pipeline Optimization Tool",
    wrong: [
      {
        says: "Tuned Parameters by Optimized Trials",
        because: "It searches for whole pipelines, not for parameters alone.",
      },
      {
        says: "Two-Phase Optimization of Trees",
        because: "The trees are its pipelines; the models in them may be of any kind.",
      },
      {
        says: "Tensor Processing and Optimization Toolkit",
        because: "It knows no tensors: it is for tables, with the models of scikit-learn.",
      },
    ],
    answer: "Tree-based Pipeline Optimization Tool.",
    key: "tpot",
  },
  {
    id: "tpot-search",
    asks: "How does TPOT search?",
    right: "Pipelines mutate and cross; a front of score against size stays",
    wrong: [
      {
        says: "Along gradients of the score, by the parameters of a pipeline",
        because: "Which steps a pipeline has is a choice: there is no gradient by that.",
      },
      {
        says: "Through all pipelines up to a size: the best is sure to be found",
        because: "There are far too many. What it finds is good, and not provably the best.",
      },
      {
        says: "By a Gaussian process, over the parameters of a fixed pipeline",
        because: "That is Bayesian tuning. TPOT changes what a pipeline is made of as well.",
      },
    ],
    answer:
      "It is AutoML for supervised learning: genetic programming mutates and crosses trees of steps (preprocessing, features, model, parameters), and keeps a Pareto front of validated score against size. Good, not provably optimal.",
    key: "tpot",
  },
] as const satisfies readonly Question[];

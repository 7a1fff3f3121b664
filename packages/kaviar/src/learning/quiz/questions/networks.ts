import type { Question } from "@kaviar/base/quiz";

export const networks = [
  {
    id: "neural-network",
    asks: "What is a neural net made of?",
    right: "Layers of units f(Wx + b), whose W and b are learned",
    wrong: [
      {
        says: "Cells as in a brain, whose connections grow with use",
        because: "The brain is loose inspiration: units are functions, and W and b follow gradients.",
      },
      {
        says: "Rules of experts, each with a weight that is learned",
        because: "Those were expert systems. A net is given examples, and no rules.",
      },
      {
        says: "Rows to learn from, the nearest of which vote on a new one",
        because: "Those are nearest neighbours. A trained net has kept no rows, only weights.",
      },
    ],
    answer:
      "Input, hidden and output layers of units a = f(Wx + b), trained by adjusting W and b. The brain is no more than loose inspiration.",
    key: "neural-network",
  },
  {
    id: "perceptron",
    asks: "What can a perceptron do?",
    right: "Part two classes by a straight boundary, where there is one",
    wrong: [
      {
        says: "Learn any logical function of two inputs, XOR included",
        because: "No line parts XOR's four corners: that takes a hidden layer.",
      },
      {
        says: "Say how probable a class is, as logistic regression does",
        because: "Its step says 1 or 0. Logistic regression has a sigmoid in its place.",
      },
      {
        says: "Find the boundary with the fewest errors between any two classes",
        because: "Where no line parts the classes its rule never settles.",
      },
    ],
    answer:
      "It says 1 if w·x + b > 0 and 0 if not: one linear boundary between two classes. w ← w + η(y − ŷ)x converges only where a line parts them; XOR has none.",
    key: "perceptron",
  },
  {
    id: "activation",
    asks: "Why have activation functions?",
    right: "Without them any stack of layers is one affine map",
    wrong: [
      {
        says: "They keep what each layer says between 0 and 1",
        because: "Sigmoid does so; ReLU and GELU have no upper bound, and serve better.",
      },
      {
        says: "They choose the units that fire, and save the rest",
        because: "All units are computed. Zeros are a by-product of ReLU, not the reason.",
      },
      {
        says: "They make the loss convex, so that descent ends well",
        because: "Logistic regression is convex; a net with hidden layers is not, with them or without.",
      },
    ],
    answer: "For non-linearity: without it any stack of layers is one affine map, no more than a single layer can do.",
    key: "activation",
  },
  {
    id: "activation-derivative",
    asks: "What must an activation's derivative be like?",
    right: "There almost everywhere, and not 0 almost everywhere",
    wrong: [
      {
        says: "There everywhere: ReLU, which has a kink, needs care",
        because: "Almost everywhere will do: at the kink ReLU's slope is taken as 0.",
      },
      {
        says: "Positive everywhere: an activation only ever rises",
        because: "Swish and GELU fall a little below 0, and train well; step never falls, and fails.",
      },
      {
        says: "As large as can be: the larger, the faster it learns",
        because: "It multiplies from layer to layer: above 1 gradients explode. Near 1 it carries far.",
      },
    ],
    answer:
      "It multiplies the signal on its way back: so it has to exist almost everywhere, and must not be 0 almost everywhere, by which the step function fails. ReLU's slope at 0 is taken as 0.",
    key: "activation",
  },
  {
    id: "activations",
    asks: "What do ReLU, sigmoid, tanh and softmax put out?",
    right: "[0, ∞), (0, 1), (−1, 1), and positive numbers that sum to 1",
    wrong: [
      {
        says: "[0, ∞), (−1, 1), (0, 1), and positive numbers that sum to 1",
        because: "Sigmoid is in (0, 1); tanh, which is 2σ(2z) − 1, in (−1, 1).",
      },
      {
        says: "[0, 1], (0, 1), (−1, 1), and 1 for the largest, 0 for all others",
        because: "ReLU has no upper bound, and 1 for the largest only is hardmax.",
      },
      {
        says: "[0, ∞), (0, 1), (−1, 1), and numbers in (0, 1), each by itself",
        because: "That would be a sigmoid for each. Softmax shares out 1: if one rises, others fall.",
      },
    ],
    answer:
      "ReLU: max(0, z), at least 0. Sigmoid: 1/(1 + e⁻ᶻ), in (0, 1). Tanh: (eᶻ − e⁻ᶻ)/(eᶻ + e⁻ᶻ), in (−1, 1). Softmax: e^zᵢ/Σe^zⱼ, positive, with sum 1.",
    key: "activations",
  },
  {
    id: "relu",
    asks: "ReLU or sigmoid?",
    right: "ReLU in hidden layers, for its slope of 1; sigmoid for binary outputs and gates",
    wrong: [
      {
        says: "Sigmoid in hidden layers, for its smooth slope; ReLU for binary outputs",
        because: "Sigmoid's slope is 0.25 at most and near 0 at both ends; ReLU's outputs are no probabilities.",
      },
      {
        says: "ReLU everywhere: units of sigmoid can die, which those of ReLU cannot",
        because: "The other way round: a ReLU that is below 0 for all rows has slope 0. Sigmoids saturate.",
      },
      {
        says: "Either: both are non-linear, and with enough units both learn alike",
        because: "They can say alike, not learn alike: the slopes of 8 sigmoids come to 0.25⁸ at most, 1 in 65 536.",
      },
    ],
    answer:
      "ReLU is cheap, its slope is 1 above 0, and it can die. Sigmoid's slope is σ(1 − σ), 0.25 at most, and it saturates at both ends: it is for binary outputs and gates.",
    key: "relu",
  },
  {
    id: "softmax",
    asks: "Why softmax at the output?",
    right: "It turns logits into probabilities of classes, and with cross-entropy the gradient is p − y",
    wrong: [
      {
        says: "It turns logits into calibrated probabilities: of all that it gives 0.9, nine in ten are right",
        because: "They sum to 1, but nets are often too sure. Calibration is a step of its own.",
      },
      {
        says: "It turns logits into a choice, 1 for the largest and 0 for all others, with the gradient p − y",
        because: "That is hardmax, whose slope is 0 almost everywhere: nothing would learn.",
      },
      {
        says: "It turns logits into a yes or no for each class, so that a row may belong to several",
        because: "Its outputs share out 1, so classes compete. Several labels a row take a sigmoid each.",
      },
    ],
    answer:
      "It turns C logits into probabilities of classes; with cross-entropy the gradient at the logits is p − y. For C = 2 it is logistic regression. Subtract the largest z against overflow. By itself it is not calibrated.",
    key: "softmax",
  },
  {
    id: "batch-normalization",
    asks: "What does batch normalization compute?",
    right: "(x − μ)/√(σ² + ε), with μ and σ² of the mini-batch; then γ and β, which are learned",
    wrong: [
      {
        says: "(x − μ)/√(σ² + ε), with μ and σ² of each row's features; then γ and β, which are learned",
        because: "That is layer normalization, which does not depend on the batch.",
      },
      {
        says: "(x − μ)/√(σ² + ε), with μ and σ² of the mini-batch, in training and at prediction alike",
        because: "At prediction moving averages serve: an answer must not depend on the rows that are asked beside it.",
      },
      {
        says: "(w − μ)/√(σ² + ε): the weights of each layer are brought to mean 0 and variance 1",
        because: "Weights stay as they are: it is a layer's values that are normalized.",
      },
    ],
    answer:
      "x̂ = (x − μ_B)/√(σ²_B + ε) of each mini-batch, then γx̂ + β with γ and β learned; moving averages at prediction. The layer below drops its bias, since β does its work. Training is faster, steadier, and slightly regularized.",
    key: "batch-normalization",
  },
  {
    id: "architecture",
    asks: "Why different architectures?",
    right: "Structure is an assumption about data: where it fits, it saves data",
    wrong: [
      {
        says: "Each kind of data can be put into one kind of net only",
        because: "A dense net takes images too: it only has to learn what a convolution assumes.",
      },
      {
        says: "They differ in speed alone: of equal size, all learn the same",
        because: "Weights that are shared make another function, and another one generalizes otherwise.",
      },
      {
        says: "Newer ones replace older ones: the newest is best for all data",
        because: "No structure is best for all data; on small tables trees often beat every net.",
      },
    ],
    answer:
      "Structure is an assumption: convolutions share weights over space, recurrence or attention handles order, residuals allow depth. Where it fits the data, fewer of them are needed.",
    key: "architecture",
  },
  {
    id: "deep-learning",
    asks: "What does deep learning gain over classical methods?",
    right: "Features that are learned, layer upon layer",
    wrong: [
      {
        says: "Accuracy on any data, small tables included",
        because: "On small tables boosted trees often win.",
      },
      {
        says: "Thrift: where there are layers, few rows will do",
        because: "It needs more rows, not fewer, unless a trained net is at hand.",
      },
      {
        says: "Certainty: it finds the best weights there are",
        because: "Its losses are not convex. It is linear and kernel methods that have such certainty.",
      },
    ],
    answer:
      "Features that are learned, layer upon layer: strong on images, speech and text. It costs data, computation and clarity, and on small tables trees often win.",
    key: "deep-learning",
  },
  {
    id: "transfer-learning",
    asks: "When is transfer learning worth it?",
    right: "With few rows, and a net trained on a large, related task",
    wrong: [
      {
        says: "With very many rows, which a trained net takes in faster",
        because: "With many rows training from scratch catches up: it is few rows that it makes up for.",
      },
      {
        says: "With any trained net: first features suit every task",
        because: "The task must be related: features of photographs do little for a table.",
      },
      {
        says: "With a high rate, so that the net forgets its old task",
        because: "What it knows is what one wants: freeze layers, and fine-tune gently.",
      },
    ],
    answer:
      "When data are few, and there is a net that was trained on a large related task: freeze its layers, replace its head, then fine-tune gently.",
    key: "transfer-learning",
  },
] as const satisfies readonly Question[];

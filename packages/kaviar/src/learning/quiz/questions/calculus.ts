import type { Question } from "@kaviar/base/quiz";

export const calculus = [
  {
    id: "derivative",
    asks: "What does a derivative say, and what use is it in training?",
    right: "The slope of the tangent: which way, and how strongly, a weight moves the loss",
    wrong: [
      {
        says: "How large the loss is at this weight: the smaller it is, the better the weight",
        because: "That is the loss itself. Its derivative is 0 at a minimum, however large the loss is there.",
      },
      {
        says: "How far the weight is from the best one: one step of that length would reach it",
        because: "A slope knows only its own place. How far the minimum is depends on curvature too.",
      },
      {
        says: "How much the loss changes on average over the whole range of the weight",
        because: "That is the slope of a chord; the derivative is what it comes to as the chord shrinks to a point.",
      },
    ],
    answer:
      "f′(x) = lim (f(x + h) − f(x))/h as h → 0: the slope of the tangent at x. In training dL/dw says which way, and how strongly, the weight w moves the loss, and so which way to change w.",
    key: "derivative",
  },
  {
    id: "partial-derivative",
    asks: "What makes a derivative partial?",
    right: "One variable moves, and all others stay fixed",
    wrong: [
      {
        says: "It is known in part only: the rest is estimated from a mini-batch",
        because: "Mini-batches do estimate gradients, but partial means by one variable; ∂f/∂xᵢ itself is exact.",
      },
      {
        says: "It is one of the parts whose sum is the derivative as a whole",
        because: "They are not added up: side by side, as a vector, partial derivatives are the gradient.",
      },
      {
        says: "It is taken on one side of the point only, as at the kink of ReLU",
        because: "That is a one-sided derivative: ReLU has two of them at 0, which are 0 and 1.",
      },
    ],
    answer: "∂f/∂xᵢ is the derivative by one variable, xᵢ, while all others stay where they are.",
    key: "partial-derivative",
  },
  {
    id: "gradient",
    asks: "Where does the gradient point, and which way do we step?",
    right: "To steepest ascent; we step against it",
    wrong: [
      {
        says: "To steepest descent; we step along it",
        because: "Where f grows with x its derivative is positive: the gradient points uphill, and −∇f down.",
      },
      {
        says: "To the minimum; we step along it",
        because: "It points uphill. Even −∇f seldom points straight at the minimum: in a ravine it points across.",
      },
      {
        says: "Along the line of equal loss; we step across it",
        because: "Along such a line f does not change. The gradient stands at a right angle to it.",
      },
    ],
    answer:
      "∇f = (∂f/∂x₁, …, ∂f/∂xₙ) points to the steepest ascent, and its length is the slope there. To make f smaller we step along −∇f.",
    key: "gradient",
  },
  {
    id: "chain-rule",
    asks: "How does the chain rule make backpropagation work?",
    right: "Each layer multiplies what comes back from the loss by its Jacobian, and hands it on",
    wrong: [
      {
        says: "Each layer adds its own derivative to what comes back from the loss, and hands it on",
        because:
          "Derivatives of nested functions multiply: that is why they vanish or explode. Sums come only where one value is used several times.",
      },
      {
        says: "Each weight is moved a little, and the change of the loss is what comes back for it",
        because:
          "Those are finite differences: a forward pass for each weight. The chain rule takes one pass back for all.",
      },
      {
        says: "The slope of each layer is taken at the output of the net, and these are multiplied",
        because: "Each slope is taken at the layer's own input, f′ at g(x): so the forward pass keeps these.",
      },
    ],
    answer:
      "(f ∘ g)′(x) = f′(g(x))·g′(x), and a net is functions inside of functions. From the loss back to the input, each layer multiplies what arrives by its Jacobian and reuses what was computed behind it: one pass gives the derivatives by all weights.",
    key: "chain-rule",
  },
  {
    id: "convexity",
    asks: "When is a function convex, and why care?",
    right: "When no chord lies below the curve; then every local minimum is global",
    wrong: [
      {
        says: "When it has exactly one minimum; then descent is sure to find it",
        because: "eˣ is convex and has none, a constant has many; and one minimum alone makes nothing convex.",
      },
      {
        says: "When its second derivative is 0 everywhere; then its slope never changes",
        because: "That is a straight line, only the edge of the case: convex is f″ ≥ 0, where it exists.",
      },
      {
        says: "When its gradient is never 0; then descent cannot stop too early",
        because: "The gradient of a convex function is 0 just at its minima: to stop there is right.",
      },
    ],
    answer:
      "f(tx + (1 − t)y) ≤ t·f(x) + (1 − t)·f(y) for t in [0, 1]: no chord lies below the curve. Every local minimum is then global, and descent gets there if there is one and the rate suits.",
    key: "convexity",
  },
  {
    id: "jacobian",
    asks: "What is in a Jacobian?",
    right: "First derivatives: a row for each output, a column for each input",
    wrong: [
      {
        says: "First derivatives: a row for each input, a column for each output",
        because:
          "That is its transpose. With Jᵢⱼ = ∂fᵢ/∂xⱼ, J times a step of the inputs is the change of the outputs.",
      },
      {
        says: "First derivatives: one for each input, of all outputs together",
        because: "That is the gradient of their sum. A Jacobian keeps the outputs apart.",
      },
      {
        says: "Second derivatives: a row and a column for each input",
        because: "That is the Hessian, of a function with one output.",
      },
    ],
    answer: "Of f: Rⁿ → Rᵐ the m × n first derivatives, Jᵢⱼ = ∂fᵢ/∂xⱼ: a row for each output, a column for each input.",
    key: "jacobian",
  },
  {
    id: "hessian",
    asks: "What is in a Hessian?",
    right: "All second derivatives: the curvature in each direction",
    wrong: [
      {
        says: "All first derivatives of all outputs: how space is stretched",
        because: "That is the Jacobian; the Hessian is the Jacobian of the gradient.",
      },
      {
        says: "The squares of the first derivatives: what Adam divides by",
        because: "(∂f/∂x)² is not ∂²f/∂x². Adam's running mean of g² is a rough stand-in for curvature at best.",
      },
      {
        says: "A second derivative for each variable, and 0 for pairs of them",
        because: "That is only its diagonal. ∂²f/∂xᵢ∂xⱼ says how two variables act together, and is seldom 0.",
      },
    ],
    answer:
      "The n × n second derivatives ∂²f/∂xᵢ∂xⱼ: the curvature. It is symmetric where they are continuous; the signs of its eigenvalues tell minima, maxima and saddles apart, and Newton's method steps by it.",
    key: "hessian",
  },
  {
    id: "newton-method",
    asks: "How does Newton's method step, and why not in deep nets?",
    right: "x − H⁻¹∇f; H has n² entries, and saddles draw it as minima do",
    wrong: [
      {
        says: "x − H∇f; where curvature is high its steps would be too long",
        because: "It is the inverse of H: short steps where curvature is high, long ones where it is low.",
      },
      {
        says: "x − ∇f/n; it needs at least as many steps as there are weights",
        because:
          "That is plain descent. Newton's needs few steps, and one step solves a convex quadratic: but each costs n³.",
      },
      {
        says: "x − f(x)/f′(x); a loss has more zeros than could be followed",
        because: "That seeks a zero of f. At a minimum it is ∇f that is 0, and the slope of ∇f is H.",
      },
    ],
    answer:
      "x ← x − H⁻¹∇f. One step solves a convex quadratic, and near a minimum it is fast; but it is drawn to saddles and maxima too, and n weights mean O(n²) memory and O(n³) work a step. L-BFGS approximates it.",
    key: "newton-method",
  },
  {
    id: "constrained-optimization",
    asks: "What makes a problem constrained?",
    right: "Only points with g(x) = 0 and h(x) ≤ 0 count as solutions",
    wrong: [
      {
        says: "Its loss has a penalty, such as λΣw², that keeps weights small",
        because: "With a penalty every point is still allowed, at a price. A constraint is not for sale.",
      },
      {
        says: "Its variables are whole numbers, and so there is no gradient",
        because: "That is discrete optimization. Constraints concern real numbers as well, as in an SVM.",
      },
      {
        says: "It has to be solved in a given number of steps, or of seconds",
        because: "That is a budget of the search. Constraints say which points are solutions at all.",
      },
    ],
    answer:
      "f(x) is to be small, but only where g(x) = 0 and h(x) ≤ 0. The hard-margin SVM is one: the smallest ½‖w‖² for which yᵢ(w·xᵢ + b) ≥ 1 for all rows.",
    key: "constrained-optimization",
  },
  {
    id: "lagrange-multiplier",
    asks: "What do Lagrange multipliers do?",
    right: "They join constraints to f: solutions are among the points where ∇ₓL = 0",
    wrong: [
      {
        says: "They prove a minimum: where ∇ₓL = 0 no feasible point is lower",
        because: "Maxima and saddles fulfil it too: it gives candidates, and a proof only where the problem is convex.",
      },
      {
        says: "They make f free of constraints: L is made small over x and over λ",
        because: "Over λ, L has a maximum at best: solutions are saddles of L. Made small over λ, L has no bound.",
      },
      {
        says: "They raise the cost of a violation step by step, until there is none",
        because: "That is the penalty method. A multiplier is part of the solution: the price of its constraint.",
      },
    ],
    answer:
      "L = f + λᵀg + μᵀh with μ ≥ 0. Where ∇ₓL = 0, the constraints hold and each μᵢhᵢ = 0 there are candidates, not yet proven minima. A multiplier is its constraint's price: how much f would gain if that gave way a little.",
    key: "lagrange-multiplier",
  },
] as const satisfies readonly Question[];

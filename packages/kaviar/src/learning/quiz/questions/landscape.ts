import type { Question } from "@kaviar/base/quiz";

export const landscape = [
  {
    id: "local-minimum",
    asks: "How do local and global minima differ?",
    right: "Lowest nearby, and lowest anywhere",
    wrong: [
      {
        says: "Gradient 0 at the one, loss 0 at the other",
        because: "The gradient is 0 at both, and where data are noisy even the lowest loss is above 0.",
      },
      {
        says: "Lowest along one weight, and along all of them",
        because: "Both are of all weights together: local means lower than every point nearby.",
      },
      {
        says: "Where descent ends, and where SGD ends",
        because: "Noise may carry SGD out of shallow minima, but nothing promises it the global one.",
      },
    ],
    answer:
      "A local minimum is the lowest point nearby, the global one the lowest anywhere. Losses of deep nets are not convex, and yet the local minima that training finds are often good enough.",
    key: "local-minimum",
  },
  {
    id: "saddle-point",
    asks: "What does a saddle look like, and how does it hurt?",
    right: "∇f = 0, a minimum one way and a maximum another; small gradients slow training",
    wrong: [
      {
        says: "∇f = 0, and no minimum: any such point is one; training ends there for good",
        because: "Such a point is critical: it may be a maximum, or flat. From a saddle there is a way down.",
      },
      {
        says: "A flat region without any curvature; the rate is too small to cross it",
        because: "That is a plateau. A saddle curves: up in one direction, down in another.",
      },
      {
        says: "A ridge between two valleys; training may end in the worse of the two",
        because:
          "Only the pass on that ridge is a saddle: the highest point of the way across, the lowest of the ridge.",
      },
    ],
    answer:
      "∇f = 0, with a minimum along one direction and a maximum along another: Hessian eigenvalues of both signs. A derivative of 0 alone makes a critical point, not yet a saddle. Around it gradients are small, and training slow; in many dimensions saddles are commoner than bad minima. Momentum helps.",
    key: "saddle-point",
  },
] as const satisfies readonly Question[];

import type { FunctionComponent } from "preact";

interface RoomEntry {
  readonly title: string;
  /** What there is to see in it. */
  readonly says: string;
  load(): Promise<{ readonly Room: FunctionComponent }>;
}

/** The rooms of the laboratory, by their addresses, in the order in which they are learned from. */
export const rooms = {
  playground: {
    title: "Playground",
    says: "Points, a net, and how it learns them: layers, activations, optimizers, what works and what fails. The doctor looks on.",
    load: () => import("./playground/playground.tsx"),
  },
  optimizers: {
    title: "Optimizers race",
    says: "Gradient descent, momentum, Adam and others go down the same surface: who gets there, who swings, who stands still. Each step in numbers.",
    load: () => import("./optimizers/optimizers.tsx"),
  },
  surface: {
    title: "A surface to walk on",
    says: "Convex or not, minimum, saddle or plateau: what gradient, Hessian and its eigenvalues say of where you stand, and where Newton would go.",
    load: () => import("./surface/surface.tsx"),
  },
  rate: {
    title: "Rate and batch",
    says: "The same net at six learning rates, or four batch sizes, side by side: what crawls, fits, swings and breaks, and why.",
    load: () => import("./rate/rate.tsx"),
  },
  depth: {
    title: "Deep nets",
    says: "Vanishing and exploding gradients, layer by layer: two nets side by side, by depth, activation and first weights, and what cures them.",
    load: () => import("./depth/depth.tsx"),
  },
  overfitting: {
    title: "Overfitting",
    says: "A few noisy points, and six nets side by side: bare, L2, dropout, early stopping, a smaller net, more data.",
    load: () => import("./overfitting/overfitting.tsx"),
  },
  hospital: {
    title: "Hospital",
    says: "A sick run: guess what it has from its curves and its layers, then hear the doctor, and try the cures.",
    load: () => import("./hospital/hospital.tsx"),
  },
  quiz: {
    title: "Quiz",
    says: "What one has to know of training models: four answers to choose from, and why the wrong ones are wrong.",
    load: () => import("./quiz/quiz.tsx"),
  },
  search: {
    title: "Search",
    says: "Grid, random, coarse to fine, TPE and GP look for the lowest point of the same function, side by side; and why random beats a grid.",
    load: () => import("./search/search.tsx"),
  },
  scales: {
    title: "Scales",
    says: "Rates and momenta drawn on linear, log and one-minus-log scales: how many of thirty draws hit the good part.",
    load: () => import("./scales/scales.tsx"),
  },
  halving: {
    title: "Panda and caviar",
    says: "Many nets raised a little, of which the best go on at each rung, or one that is looked after: what each finds, and what it costs.",
    load: () => import("./halving/halving.tsx"),
  },
  evolution: {
    title: "Evolution",
    says: "Pipelines for a table, bred generation by generation: who comes from whom, what changed, what died and why; and as many drawn at random beside them.",
    load: () => import("./evolution/evolution.tsx"),
  },
} satisfies Readonly<Record<string, RoomEntry>>;

export type RoomName = keyof typeof rooms;

import type { Problem } from "../problem.ts";
import type { Choice } from "../recommendation.ts";

/** Steps that a first run is given, and bounds of what that is in epochs. */
const steps = 4_000;
const [fewest, most] = [20, 200];

export const epochs = (
  { rows }: Problem,
  batch: number,
): Choice & { readonly epochs: number; readonly patience: number } => {
  const wanted = Math.round((steps * batch) / rows);
  const epochs = Math.min(most, Math.max(fewest, wanted));
  const patience = Math.max(5, Math.round(epochs / 10));
  return {
    epochs,
    patience,
    choice: `${epochs}, stopEarly: { patience: ${patience} }`,
    why: `At most ${epochs} passes over the rows; it ends when ${patience} of them have brought nothing on a fifth of the rows, which is held out, and keeps the best.`,
    instead: [
      { choice: "stopEarly left out", when: "a schedule such as cosine() is to come to its end" },
      { choice: "crossValidate(…)", when: "a fifth of the rows is too few to judge by" },
    ],
    topic: "early-stopping",
  };
};

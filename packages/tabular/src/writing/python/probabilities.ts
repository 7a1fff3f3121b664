import type { Model } from "../../contract/model.ts";

interface Said {
  readonly loss?: string;
  readonly vote?: string;
}

const gives: Readonly<Record<string, (options: Said) => boolean>> = {
  linearSvm: () => false,
  ridge: () => false,
  sgd: ({ loss }) => loss === "log" || loss === "modifiedHuber",
  svm: () => false,
  voting: ({ vote }) => vote !== "hard",
};

/** Whether the twin of a model of classes has scores alone, where it has probabilities here. */
export const hasScoresOnly = ({ name, options }: Model): boolean =>
  Object.hasOwn(gives, name) && !gives[name]!(options as Said);

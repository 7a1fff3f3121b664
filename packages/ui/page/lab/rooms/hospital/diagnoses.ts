import { shuffled } from "@kaviar/base/random";
import type { Case, Diagnosis } from "./cases/index.ts";

/** How a diagnosis is read. */
export const titleOf = (diagnosis: Diagnosis): string => {
  if (diagnosis === "healthy") return "It is healthy";
  if (diagnosis === "labels") return "The labels are those of other rows";
  const words = diagnosis.replaceAll("-", " ").replace("relu", "ReLU");
  return `${words[0]!.toUpperCase()}${words.slice(1)}`;
};

/** The card of a diagnosis, where it has one. */
export const cardOf = (diagnosis: Diagnosis): string | undefined =>
  diagnosis === "healthy" || diagnosis === "labels" ? undefined : diagnosis;

/** Four diagnoses to choose from, in an order of the case's own. */
export const choicesOf = ({ has, others }: Case, seed: number): readonly Diagnosis[] => {
  const all = [has, ...others.map(({ guess }) => guess)];
  return Array.from(shuffled(all.length, seed), (place) => all[place]!);
};

/** What speaks for a diagnosis, or against it. */
export const becauseOf = ({ has, because, others }: Case, guess: Diagnosis): string =>
  guess === has ? because : others.find((other) => other.guess === guess)!.because;

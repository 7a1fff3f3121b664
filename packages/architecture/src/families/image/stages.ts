import { averagePool, type LayerLike } from "@kaviar/nn";
import type { ImageFacts } from "../../contract/facts.ts";

/** The shorter side that stages begin with at most: what is larger is made smaller first, by whole factors. */
const largest = 48;

const factorOf = ({ shape: [, height, width] }: ImageFacts): number =>
  Math.max(1, Math.floor(Math.min(height, width) / largest));

/** What comes before the first stage: the mean of squares of pixels, where images are large. */
export const stem = (facts: ImageFacts): readonly LayerLike[] => {
  const factor = factorOf(facts);
  return factor > 1 ? [averagePool(factor)] : [];
};

/** How many stages, each of half the side of the one before, leave at least 3 pixels: from 2 to 4. */
export const stagesOf = (facts: ImageFacts): number => {
  const side = Math.min(facts.shape[1], facts.shape[2]) / factorOf(facts);
  return Math.min(4, Math.max(2, Math.floor(Math.log2(side / 3)) + 1));
};

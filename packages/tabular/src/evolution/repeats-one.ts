import { type Genome, genesOf } from "../grammar/genome.ts";
import type { Species } from "./species.ts";

/** Whether a part that is to stand in a pipeline once stands there twice. */
export const repeatsOne = ({ parts }: Species, genome: Genome): boolean => {
  const once = genesOf(genome).flatMap(({ kind }) => (parts.get(kind)?.once ? [kind] : []));
  return new Set(once).size < once.length;
};

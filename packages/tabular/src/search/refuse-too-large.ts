import { TableError } from "../error.ts";
import type { Facts } from "../grammar/facts.ts";
import { type Gene, type Genome, genesOf } from "../grammar/genome.ts";
import type { Parts } from "../grammar/grammar.ts";

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MB`;

/** Refuses a pipeline that would take more memory than there is, before it takes any. */
export const refuseTooLarge = (genome: Genome, parts: Parts, facts: Facts, memory: number): void => {
  for (const gene of genesOf(genome)) {
    const { kind, ...values } = gene as Gene;
    const bytes = parts.get(kind)?.bytes?.(facts, values) ?? 0;
    if (bytes <= memory) continue;
    throw new TableError(
      "data",
      `A pipeline keeps to its memory: ${kind} of ${facts.rows} rows would take ${megabytes(bytes)} of ${megabytes(memory)}.`,
      { remedy: "Fewer columns before it, or fewer rows." },
    );
  }
};

import { TableError } from "../error.ts";
import { answerOf } from "../grammar/answer-of.ts";
import type { Facts } from "../grammar/facts.ts";
import type { Genome } from "../grammar/genome.ts";
import type { Parts } from "../grammar/grammar.ts";
import { type Stage, stagesOf } from "../grammar/stages-of.ts";

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MB`;

/** Refuses a pipeline that would take more memory than there is, before it takes any. */
export const refuseTooLarge = (genome: Genome, parts: Parts, facts: Facts, memory: number): void => {
  for (const stage of stagesOf(genome, parts, facts)) {
    const bytes = bytesOf(stage, parts);
    if (bytes <= memory) continue;
    const { gene, before, after } = stage;
    const made = after.columns > before.columns ? `, which become ${Math.ceil(after.columns)},` : "";
    throw new TableError(
      "data",
      `A pipeline keeps to its memory: ${gene.kind} of ${before.rows} rows and ${Math.ceil(before.columns)} columns${made} would take ${megabytes(bytes)} of ${megabytes(memory)}.`,
      { remedy: "Fewer columns before it, or fewer rows." },
    );
  }
};

/** What a part says that it takes, and the columns that come of it. */
const bytesOf = ({ gene: { kind }, values, before, after }: Stage, parts: Parts): number => {
  const rule = parts.get(kind);
  const own = rule?.bytes ? answerOf(kind, "bytes", () => rule.bytes!(before, values)) : 0;
  return own + (rule?.role === "model" ? 0 : 8 * before.rows * after.columns);
};

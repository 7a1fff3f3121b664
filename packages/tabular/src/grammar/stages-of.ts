import { TableError } from "../error.ts";
import { answerOf } from "./answer-of.ts";
import { complete } from "./complete.ts";
import { encodedColumns } from "./encoded-columns.ts";
import type { Facts } from "./facts.ts";
import { type Gene, type Genome, isAsTheyAre, isBag, isPredictions, isStack, isUnion } from "./genome.ts";
import type { Parts } from "./grammar.ts";
import { readable } from "./pipeline-of.ts";

/** A part where it stands in a pipeline: what comes to it, and what it hands on, columns at most. */
export interface Stage {
  readonly gene: Gene;
  /** Its values, as its part is asked with them. */
  readonly values: Readonly<Record<string, unknown>>;
  readonly before: Facts;
  readonly after: Facts;
}

/** The parts of a pipeline in the order in which the table passes them, those inside of others before these. */
export const stagesOf = (genome: Genome, parts: Parts, facts: Facts): readonly Stage[] => {
  const { impute, encode, features, model } = complete(genome, parts, facts);
  const stages: Stage[] = [];
  let at = facts;
  const pass = (gene: Gene): void => {
    const own = stagesIn(gene, at, parts);
    stages.push(...own);
    at = own.at(-1)!.after;
  };
  if (!isAsTheyAre(impute)) pass(impute);
  if (!isAsTheyAre(encode)) pass(encode);
  else at = kept(at);
  for (const gene of [...features, model]) pass(gene);
  return stages;
};

/** Where categories stay, dates and free texts become numbers all the same. */
const kept = (facts: Facts): Facts => {
  const columns = encodedColumns(facts, "keep");
  return { ...facts, columns, width: columns, freeTexts: 0, dates: 0 };
};

const stagesIn = (gene: Gene, before: Facts, parts: Parts): readonly Stage[] => {
  const behind = (inner: readonly Stage[], columns: number): readonly Stage[] => [
    ...inner,
    { gene, values: {}, before, after: { ...before, columns, width: columns } },
  ];
  if (isUnion(gene)) {
    const branches = gene.branches.map((branch) => stagesIn(branch, before, parts));
    const made = branches.reduce((sum, stages) => sum + stages.at(-1)!.after.columns, 0);
    return behind(branches.flat(), made + (gene.keep ? before.columns : 0));
  }
  if (isPredictions(gene)) return behind(stagesIn(gene.model, before, parts), before.columns + outputsAt(before));
  if (isBag(gene)) return [...stagesIn(gene.of, before, parts), { gene, values: {}, before, after: before }];
  if (isStack(gene)) {
    const columns = gene.members.length * outputsAt(before) + (gene.passthrough ? before.columns : 0);
    const said = { ...before, columns, width: columns };
    const inner = gene.members.flatMap((member) => stagesIn(member, before, parts));
    return [...inner, ...stagesIn(gene.final, said, parts), { gene, values: {}, before, after: before }];
  }
  const { kind, ...given } = gene;
  const values = readable(given);
  return [{ gene, values, before, after: afterOf(kind, values, before, parts) }];
};

/** Columns that what a model says makes. */
const outputsAt = ({ classes }: Facts): number => (classes > 2 ? classes : 1);

const afterOf = (kind: string, values: Stage["values"], before: Facts, parts: Parts): Facts => {
  const rule = parts.get(kind);
  if (!rule || rule.role === "model") return before;
  const columns = rule.columns
    ? checked(
        kind,
        answerOf(kind, "columns", () => rule.columns!(before, values)),
      )
    : before.columns;
  if (rule.role === "imputer")
    return { ...before, columns, width: before.width + columns - before.columns, missing: 0, infinite: 0 };
  const made = { ...before, columns, width: columns };
  return rule.role === "encoder" ? { ...made, categories: [], levels: [], freeTexts: 0, dates: 0 } : made;
};

const checked = (kind: string, columns: unknown): number => {
  if (typeof columns === "number" && columns >= 0) return columns;
  throw new TableError("options", `\`columns\` of a part is a number of columns: that of \`${kind}\` is ${columns}.`);
};

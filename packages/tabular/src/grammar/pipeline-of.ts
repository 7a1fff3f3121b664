import { shown } from "@kaviar/base/error";
import { isModel, isStep } from "../contract/chain.ts";
import type { Model } from "../contract/model.ts";
import type { Step } from "../contract/step.ts";
import { stacking } from "../ensembles/stacking.ts";
import { TableError } from "../error.ts";
import { bagging } from "../models/bagging.ts";
import { type Pipeline, pipeline } from "../pipeline/pipeline.ts";
import { encode } from "../steps/encode.ts";
import { predictions } from "../steps/predictions.ts";
import { union } from "../steps/union.ts";
import { complete } from "./complete.ts";
import type { Facts } from "./facts.ts";
import { type Gene, type Genome, isAsTheyAre, isBag, isPredictions, isStack, isUnion } from "./genome.ts";
import type { Parts } from "./grammar.ts";

/** The pipeline that a genome stands for. */
export const pipelineOf = (genome: Genome, parts: Parts, facts: Facts): Pipeline & { readonly model: Model } => {
  const whole = complete(genome, parts, facts);
  const first = isAsTheyAre(whole.impute) ? [] : [stepOf(whole.impute, parts, facts)];
  const second = isAsTheyAre(whole.encode) ? nativeColumns(facts) : [stepOf(whole.encode, parts, facts)];
  const rest = whole.features.map((gene) => stepOf(gene, parts, facts));
  const model = modelOf(whole.model, parts, facts);
  return { ...pipeline(...first, ...second, ...rest, model), model };
};

/** For models that know categories: what they do not know, dates and free texts, becomes numbers. */
const nativeColumns = ({ categories, freeTexts, dates }: Facts): readonly Step[] =>
  freeTexts + dates > 0 ? [encode({ keep: [...categories] })] : [];

const stepOf = (gene: Gene, parts: Parts, facts: Facts): Step => {
  if (isUnion(gene)) {
    const branches = gene.branches.map((branch) => stepOf(branch, parts, facts));
    return gene.keep ? union([], ...branches) : union(...branches);
  }
  if (isPredictions(gene)) return predictions(modelOf(gene.model, parts, facts));
  return madeOf(gene, parts, facts) as Step;
};

/** How many members a bag has. */
export const bagMembers = 5;

const modelOf = (gene: Gene, parts: Parts, facts: Facts): Model => {
  if (isBag(gene)) {
    const of = modelOf(gene.of, parts, facts);
    return bagging({ of, members: bagMembers, bootstrap: false, maxSamples: Number(gene.rows.toPrecision(3)) });
  }
  if (!isStack(gene)) return madeOf(gene, parts, facts) as Model;
  const { members, final, passthrough } = gene;
  return stacking(
    members.map((member) => modelOf(member, parts, facts)),
    { final: modelOf(final, parts, facts), passthrough },
  );
};

const madeOf = ({ kind, ...values }: Gene, parts: Parts, facts: Facts): Step | Model => {
  const rule = parts.get(kind);
  if (rule) {
    const made: unknown = rule.make(readable(values), facts);
    if (rule.role === "model" ? isModel(made) : isStep(made)) return made as Step | Model;
    throw new TableError(
      "pipeline",
      `A part makes what its role says: \`${kind}\` is a ${rule.role}, and \`make\` gave ${isModel(made) ? "a model" : isStep(made) ? "a step" : shown(made)}.`,
      { remedy: `Have it return a ${rule.role === "model" ? "model" : "step"}.` },
    );
  }
  throw new TableError("pipeline", `A pipeline is made of parts of the grammar: there is no \`${kind}\` in it.`, {
    remedy: "Resume a search with the grammar that it was begun with.",
  });
};

/** Numbers as a person would write them: three digits say as much to a model. */
export const readable = (values: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === "number" && !Number.isInteger(value) ? Number(value.toPrecision(3)) : value,
    ]),
  );

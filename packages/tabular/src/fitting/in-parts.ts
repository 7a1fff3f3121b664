import type { InParts, Parts } from "../contract/in-parts.ts";
import { applySteps, type FittedChain, type FittedStep, modelContext } from "./chain.ts";

/**
 * How steps that were fitted to some rows learn from all of them: those behind the last one that does not. Those before it
 * stay as they are, as what they make is what that one knows. Undefined where a step makes other training rows than it
 * would apply to them, and cannot do so in parts.
 */
export const stepsInParts = (steps: readonly FittedStep[]): InParts<readonly FittedStep[]> | undefined => {
  const each = steps.map(({ step, state }) => step.definition.inParts?.(state, step.options));
  if (steps.some(({ step }, i) => step.definition.fitTraining && !each[i])) return undefined;
  const first = each.lastIndexOf(undefined) + 1;
  return {
    stays: [
      ...steps.slice(0, first).map(({ step }) => step.name),
      ...each.slice(first).flatMap((own) => own!.stays ?? []),
    ],
    fit: async (parts, context) => {
      const fitted = steps.slice(0, first);
      for (const [i, { step }] of [...steps.entries()].slice(first))
        fitted.push({ step, state: await each[i]!.fit(after(fitted.slice(), parts), context.within(i)) });
      return fitted;
    },
  };
};

/** The same of steps and the model behind them, undefined also where that stays as it is. */
export const chainInParts = ({ steps, model }: FittedChain): InParts<FittedChain> | undefined => {
  const ofSteps = stepsInParts(steps);
  const ofModel = model?.model.definition.inParts?.(model.state, model.model.options);
  if (!model || !ofSteps || !ofModel) return undefined;
  return {
    stays: [...ofSteps.stays!, ...(ofModel.stays ?? [])],
    fit: async (parts, context) => {
      const fitted = await ofSteps.fit(parts, context);
      const state = await ofModel.fit(after(fitted, parts), modelContext(model.model, steps.length, context));
      return { steps: fitted, model: { model: model.model, state } };
    },
  };
};

/** What steps make of the rows. */
const after = (steps: readonly FittedStep[], parts: Parts): Parts => ({
  async *[Symbol.asyncIterator]() {
    for await (const part of parts) yield { ...part, table: await applySteps(steps, part.table) };
  },
});

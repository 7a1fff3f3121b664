import {
  type LayerLike,
  lint,
  prescribe,
  type TrainingData,
  type TrainingFinding,
  type TrainOptions,
  train,
} from "@kaviar/nn";

/** What a module brings to the doctor. */
export interface Visitor {
  readonly model: LayerLike;
  readonly data: TrainingData;
  readonly options: TrainOptions;
}

/** What is said in the course of a consultation; without tensors, so that it can be written down. */
export type Said =
  | { readonly kind: "before"; readonly findings: readonly TrainingFinding[] }
  | { readonly kind: "epoch"; readonly summary: string }
  | { readonly kind: "run"; readonly findings: readonly TrainingFinding[] }
  | {
      readonly kind: "attempt";
      readonly remedies: readonly string[];
      readonly text: string;
      readonly loss: number;
      readonly gain: number;
      readonly noise: number;
      readonly helped: boolean;
    };

/** A look before the first step, a run, what is wrong with it, and what helps. */
export async function* consult(
  { model, data, options: given }: Visitor,
  { seeds = 3, most = 10 }: { readonly seeds?: number; readonly most?: number },
): AsyncGenerator<Said, void, void> {
  // A consultation leaves the run's own files alone, and hears all there is to say.
  const { checkpoint: _checkpoint, resume: _resume, doctor: _doctor, progress: _progress, ...options } = given;
  yield { kind: "before", findings: await lint(model, data, options) };
  let findings: readonly TrainingFinding[] = [];
  try {
    for await (const epoch of train(model, data, { validation: 0.2, ...options, progress: false })) {
      findings = epoch.findings;
      yield { kind: "epoch", summary: epoch.summary };
    }
  } catch (error) {
    const said = (error as { readonly findings?: readonly TrainingFinding[] }).findings;
    if (!said) throw error;
    findings = said;
  }
  yield { kind: "run", findings: findings.filter(({ since, severity }) => severity === "problem" || since > 0) };
  if (most === 0) return;
  for await (const { remedies, text, loss, gain, noise, helped } of prescribe(model, data, { ...options, seeds, most }))
    yield { kind: "attempt", remedies, text, loss, gain, noise, helped };
}

import { batchOf } from "../data/batch.ts";
import type { TrainingData } from "../data/data-set.ts";
import { createCheckup } from "../doctor/checkup/checkup.ts";
import type { TrainingFinding } from "../doctor/contract/finding.ts";
import { admit, rowsOfCheckup } from "../doctor/doctor.ts";
import { lookOver } from "../doctor/lint/look-over.ts";
import { refusedTargets } from "../doctor/lint/refused-targets.ts";
import { ModelError } from "../error.ts";
import { asLayer } from "../layers/contract/function-layer.ts";
import type { LayerLike } from "../layers/contract/layer.ts";
import { optionsOf } from "../options.ts";
import { extentOf } from "../step/extent.ts";
import { patientOf } from "../training/patient-of.ts";
import { type LookOptions, lookTable, runOptionsOf } from "../training/read-options.ts";
import { openSession } from "../training/session.ts";

const read = optionsOf<LookOptions>()("lint", lookTable);

/**
 * Mistakes that show before the first step: in the model, in the data, and between both and the loss.
 *
 * ```ts
 * for (const finding of await lint(model, { x, y }, { loss: sparseSoftmaxCrossEntropy })) console.log(render(finding).join("\\n"));
 * ```
 * Nothing is trained. `train` says the same among its findings, as notes.
 */
export const lint = async (
  model: LayerLike,
  data: TrainingData,
  given: LookOptions,
): Promise<readonly TrainingFinding[]> => {
  const options = runOptionsOf({ ...read(given), log: [] });
  try {
    const session = await openSession(asLayer(model), data, options);
    const { source, recipe, start, settings } = session;
    const perEpoch = source.stepsPerEpoch ?? Number.NaN;
    const patient = patientOf(session, extentOf(recipe, options.epochs * perEpoch, perEpoch), options.epochs);
    const look = createCheckup(recipe, batchOf(source.first.set), rowsOfCheckup(patient), settings);
    return await lookOver(patient, await admit(patient), await look(start.run, 0, patient.extent), start.run);
  } catch (error) {
    // Targets that the loss does not take are one more mistake here; what else is refused is refused here too.
    if (error instanceof ModelError && error.code === "labels") return [refusedTargets(error.message)];
    throw error;
  }
};

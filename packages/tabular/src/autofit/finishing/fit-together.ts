import { voting } from "../../ensembles/voting.ts";
import { statesOf } from "../../fitting/chain-states.ts";
import type { FitOptions } from "../../pipeline/fit-options.ts";
import { type Pipeline, pipeline } from "../../pipeline/pipeline.ts";
import { type TrainedPipeline, trainedPipeline } from "../../pipeline/trained-pipeline.ts";
import type { Table } from "../../table/table.ts";
import { inOrder } from "../../workers/in-order.ts";
import type { Candidate, Ensemble } from "../result.ts";

/** The pipeline of an ensemble: the weighted mean of what its members say. */
export const togetherOf = (members: Ensemble["members"]): Pipeline =>
  pipeline(
    voting(
      members.map(({ candidate }) => candidate.pipeline as Pipeline & { readonly model: object } as never),
      { weights: countsOf(members.map(({ weight }) => weight)) },
    ),
  );

/** How often each was chosen: whole numbers say it exactly, and are read more easily than shares. */
export const countsOf = (shares: readonly number[]): readonly number[] => {
  const isWhole = (times: number) =>
    shares.every((share) => Math.abs(share * times - Math.round(share * times)) < 1e-9);
  let times = 1;
  while (!isWhole(times)) times++;
  return shares.map((share) => Math.round(share * times));
};

/** Pipelines fitted to the same rows, some at once. */
export const fitAll = (
  candidates: readonly Candidate[],
  table: Table,
  fit: FitOptions,
  workers: number,
): Promise<readonly TrainedPipeline[]> =>
  inOrder(candidates, workers, ({ pipeline }) => pipeline.fit(table, { ...fit, threads: workers }));

/** Fitted members as one pipeline: what fitting the ensemble's own would give, without fitting anything again. */
export const together = (
  { pipeline: { model }, members }: Ensemble,
  fitted: readonly TrainedPipeline[],
): TrainedPipeline => {
  const { trained } = fitted[0]!;
  const notes = fitted.flatMap((member, i) =>
    member.notes.map((note) => (i === 0 ? note : `${members[i]!.candidate.words}: ${note}`)),
  );
  return trainedPipeline({
    ...trained,
    chain: {
      steps: [],
      model: {
        model: model!,
        state: {
          members: fitted.map((member) => statesOf(member.trained.chain)),
          width: trained.task === "classes" ? trained.classes.length : 1,
          isHard: false,
        },
      },
    },
    lineage: trained.inputs.map(({ name, type }) => ({ column: name, type, became: [name] })),
    notes: [...new Set(notes)],
  });
};

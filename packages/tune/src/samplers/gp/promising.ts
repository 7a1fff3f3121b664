import type { Json } from "../../trial/record.ts";
import type { Proposal, Question } from "../contract/sampler.ts";
import { aimOf, type Scope } from "./aim.ts";
import { evenPoint } from "./begin.ts";
import type { Earlier } from "./earlier.ts";
import type { Encoding } from "./encode.ts";
import { latestNotes, type Models, modelsOf, type Notes } from "./models.ts";
import type { Observation, Observations } from "./observe.ts";
import { mostPromising } from "./optimize-acquisition.ts";

interface Look extends Scope {
  /** The space as the model sees it, and what it learns from. */
  readonly encoding: Encoding;
  readonly observations: Observations;
  /** Models with the same name go on from each other, from trial to trial. */
  readonly name: string;
  /** What earlier studies say, by objective. */
  readonly earlier?: readonly (Earlier | undefined)[];
  /** Kept with the trial beside the models. */
  readonly notes?: Readonly<Record<string, Json>>;
}

/** The point that a model of what was seen promises most of. */
export const promising = (question: Question, look: Look): Proposal => {
  const { encoding, observations } = look;
  const { seen, running, leftOut } = observations;
  const axes = [look.name, ...encoding.axes.map(({ dimension }) => dimension.name)].join(" ").trim();
  const before: Notes | undefined = latestNotes(question.history, question.number, axes);
  const models = modelsOf(
    encoding,
    observations,
    before?.models ?? {},
    question.draw("gp-weights"),
    look.isNear,
    look.earlier,
  );
  const { acquisition, why } = aimOf(models, seen, encoding, look);
  // What earlier studies say is read off points of theirs: each costs about what a trial does.
  const size = seen.length + (look.earlier?.[0]?.points ?? 0) + (models.objectives[0]?.slopes?.of.length ?? 0);
  const chosen = mostPromising({
    encoding,
    acquisition,
    elite: eliteOf(seen),
    random: question.draw("gp"),
    draws: Math.round(Math.min(Math.max(6e6 / size ** 2, 120), 800)),
    climbs: size > 120 ? 4 : 6,
    running,
    // A corner where the model expects most is met exactly, and what is known of it says nothing new.
    asked: question.deterministic ? seen.map(({ row }) => row) : [],
    admits: question.admits,
  });
  const notes = { axes, models: models.kept, ...look.notes };
  const heard = heardOf(seen, models);
  const modelled = leftOut > 0 ? `, modelling ${seen.length} of ${seen.length + leftOut} trials` : "";
  if (chosen !== undefined) return { params: encoding.params(chosen.full), why: `${why}${heard}${modelled}`, notes };
  return {
    params: evenPoint(question, encoding),
    why: "no point that was compared may be asked: one by chance",
    notes,
  };
};

/** Whether derivatives were told, and believed. */
const heardOf = (seen: readonly Observation[], { objectives }: Models): string => {
  if (!seen.some(({ slope }) => slope !== undefined)) return "";
  const count = objectives[0]?.slopes?.of.length;
  return count === undefined
    ? ", by values alone: derivatives do not help to foretell them"
    : `, by ${count} derivatives too`;
};

/** The rows to look around: the best by each objective. */
const eliteOf = (seen: readonly Observation[]): readonly Float64Array[] => {
  const valued = seen.filter((each): each is Observation & { values: readonly number[] } => each.values !== undefined);
  const objectives = valued[0]?.values.length ?? 0;
  const share = Math.ceil(8 / Math.max(objectives, 1));
  return Array.from({ length: objectives }, (_, k) =>
    [...valued].sort((a, b) => a.values[k]! - b.values[k]!).slice(0, share),
  ).flatMap((best) => best.map(({ row }) => row));
};

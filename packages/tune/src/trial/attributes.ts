import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import type { TrialRecord } from "./record.ts";

/** The attribute that keeps a point of another study that is to be tried first. */
export const warmAttribute = "kaviar:warm";

/** The attribute that keeps an enqueued point as the user wrote it, until its space is known. */
export const enqueuedAttribute = "kaviar:enqueued";

/** The attribute that says a trial keeps a checkpoint. */
export const checkpointAttribute = "kaviar:checkpoint";

/** The attribute that says where the checkpoint of a trial was saved last, for whoever goes on with it on another machine. */
export const savedAttribute = "kaviar:checkpoint:saved";

/** What the attributes of a trial begin with that say which artifacts it has, one a name. */
export const artifactPrefix = "kaviar:artifact:";

/** The attribute that names the running trials whose points another process had not yet chosen when this one's was. */
export const unseenAttribute = "kaviar:unseen";

/** The attribute that names the running trials whose points were known when this one's was chosen, before they were stored. */
export const foreseenAttribute = "kaviar:foreseen";

/** The attribute that keeps how a trial's value changes with its parameters, by name and in the user's own scale. */
export const hypergradientAttribute = "kaviar:hypergradient";

/** The attribute that keeps where a failed trial threw. */
export const stackAttribute = "kaviar:stack";

/** The attribute that keeps why a trial was pruned. */
export const stoppedAttribute = "kaviar:stopped";

/** The attribute of a study that changes when somebody asks it to stop. */
export const stopAttribute = "kaviar:stop";

/** The attribute of a study that says where its artifacts and checkpoints are, where that is not its folder. */
export const artifactsAttribute = "kaviar:artifacts";

/** What the attributes of a study begin with that keep what its runs aim at, one a run. */
export const goalPrefix = "kaviar:goal:";

/** Whether an attribute is one that the study keeps for itself. */
export const isInternal = (name: string): boolean => name.startsWith("kaviar:");

/** Refuses the names of those. */
export const checkAttribute = (name: string): void => {
  if (typeof name !== "string" || name === "" || name === "__proto__" || isInternal(name))
    throw new TuneError(
      "bad-name",
      `An attribute has a name that does not begin with "kaviar:", as those that a study keeps for itself: got ${shown(name)}.`,
    );
};

/** Attributes without those that the study keeps for itself. */
export const ownAttributes = (attributes: TrialRecord["attributes"]): TrialRecord["attributes"] =>
  Object.keys(attributes).some(isInternal)
    ? Object.fromEntries(Object.entries(attributes).filter(([name]) => !isInternal(name)))
    : attributes;

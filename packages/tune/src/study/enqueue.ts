import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import type { CompiledSpace } from "../space/compile-space.ts";
import type { Params } from "../space/dimension.ts";
import { fingerprint } from "../space/flat-space.ts";
import { checkAttribute, enqueuedAttribute } from "../trial/attributes.ts";
import type { TrialRecord } from "../trial/record.ts";
import { asJson } from "./as-json.ts";
import type { Session } from "./session.ts";
import type { EnqueueOptions } from "./study.ts";

/** Puts a point into the queue; returns the number of its trial, or of the one that has this point already. */
export const enqueuePoint = async (
  session: Session,
  space: CompiledSpace | undefined,
  params: unknown,
  { attributes = {}, skipIfExists = false }: EnqueueOptions,
): Promise<number> => {
  const { storage, study, history } = session;
  const point = asJson("An enqueued point", params);
  if (typeof point !== "object" || point === null || Array.isArray(point))
    throw new TuneError("not-a-record", `An enqueued point is a record of values: got ${shown(params)}.`);
  space?.encode(params);
  for (const name of Object.keys(attributes)) checkAttribute(name);
  const own = asJson("The attributes of a trial", attributes) as object;
  if (skipIfExists) {
    await session.sync();
    const same = history.trials.find((trial) => trial !== undefined && isAt(trial, point as Params, space));
    if (same !== undefined) return same.number;
  }
  const { number } = await storage.enqueue(study.id, { attributes: { ...own, [enqueuedAttribute]: point } });
  await session.sync();
  return number;
};

/** Whether a trial has a point, or was enqueued with the same part of one. */
const isAt = ({ params, attributes }: TrialRecord, point: Params, space: CompiledSpace | undefined): boolean => {
  const flat = (values: unknown): string => fingerprint(space?.encode(values) ?? (values as Params));
  const wanted = flat(point);
  if (fingerprint(params) === wanted) return true;
  const enqueued = attributes[enqueuedAttribute];
  if (enqueued === undefined) return false;
  try {
    return flat(enqueued) === wanted;
  } catch {
    // It was enqueued for a space that is declared otherwise by now.
    return false;
  }
};

import { closest } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import type { Outcome } from "../evaluation/outcome.ts";
import type { TrialHandle } from "../evaluation/trial-handle.ts";
import { note } from "../note.ts";
import type { Params } from "../space/dimension.ts";
import { holds } from "../space/domain.ts";
import { domainText } from "../space/domain-text.ts";
import type { TrialPatch } from "../storage/storage.ts";
import { enqueuedAttribute, stackAttribute, stoppedAttribute } from "../trial/attributes.ts";
import { type Aims, inOrder } from "../trial/objectives.ts";
import type { TrialRecord } from "../trial/record.ts";
import { wrongValues } from "./check-told.ts";
import type { Session } from "./session.ts";

/**
 * Writes how a trial ended. What an objective returned is checked: NaN, a missing or a superfluous number make a failed
 * trial with that message. A pruned trial keeps what was returned, else what was reported last.
 */
export const tellTrial = async (
  session: Session,
  record: TrialRecord,
  outcome: Outcome,
  extra: Pick<TrialPatch, "params" | "dimensions" | "space"> = {},
  condition: { owner?: string; from?: "running" } = { owner: session.owner },
): Promise<TrialRecord | undefined> => {
  // Of a trial that came to no value of its own the last report counts, which may not have been read yet.
  if (outcome.kind === "returned" && outcome.pruned && outcome.values === undefined) await session.sync();
  const patch = { ...extra, ...settle(session, record, outcome) };
  const telling = session.storage.update(session.study.id, record.number, patch, condition);
  await session.syncBehind(telling);
  const told = await telling;
  if (told === undefined || told === "taken") return undefined;
  if (outcome.kind === "returned" && extra.params !== undefined) {
    tellUnasked(record, extra.params);
    tellUnfit(session, record, extra);
  }
  if (outcome.kind === "requeued") session.events.emit({ kind: "requeued", number: record.number, why: outcome.why });
  else session.events.emit({ kind: "told", trial: told, best: session.best?.number === told.number });
  return told;
};

/** Says what was enqueued that a define-by-run objective did not ask for: it may be misspelt, or of another branch. */
const tellUnasked = ({ number, attributes }: TrialRecord, asked: Params): void => {
  const enqueued = Object.keys((attributes[enqueuedAttribute] ?? {}) as object);
  // An order is asked for digit by digit.
  const unasked = enqueued.filter((name) => !Object.hasOwn(asked, name) && !Object.hasOwn(asked, `${name}.0`));
  if (unasked.length === 0) return;
  const near = unasked.map((name) => closest(name, Object.keys(asked))).filter((name) => name !== undefined);
  note(
    `Trial ${number} was enqueued with ${unasked.join(", ")}, which its objective did not ask for: that has no part in it.${near.length > 0 ? ` Was ${near.join(", ")} meant?` : ""}`,
  );
};

/** Held values that did not fit, each told once in a study. */
const toldUnfit = new WeakMap<Session, Set<string>>();

/** Says which values were enqueued, or are held, that a define-by-run objective had no room for: it ran with others. */
const tellUnfit = (
  session: Session,
  { number, attributes }: TrialRecord,
  { params = {}, dimensions = [] }: Pick<TrialPatch, "params" | "dimensions">,
): void => {
  const enqueued = (attributes[enqueuedAttribute] ?? {}) as Params;
  const told = toldUnfit.get(session) ?? new Set();
  toldUnfit.set(session, told);
  const sources = [
    { says: `Trial ${number} was enqueued with`, values: enqueued },
    {
      says: `\`fixed\` holds`,
      values: Object.fromEntries(
        Object.entries(session.sampler.held ?? {}).filter(
          ([name]) => !(Object.hasOwn(enqueued, name) || told.has(name)),
        ),
      ),
    },
  ];
  for (const { says, values } of sources)
    for (const { name, domain } of dimensions) {
      if (!Object.hasOwn(values, name) || holds(domain, values[name])) continue;
      if (values !== enqueued) told.add(name);
      note(
        `${says} ${name} = ${shown(values[name])}, and its objective asked for ${name} in ${domainText(domain)}: trial ${number} ran with ${shown(params[name])}.`,
      );
    }
};

const settle = (session: Session, record: TrialRecord, given: Outcome): TrialPatch => {
  const finishedAt = Date.now();
  const outcome = checked(given, session.history);
  if (outcome.kind === "requeued") return { state: "waiting" };
  if (outcome.kind === "failed") {
    const { error, stack } = outcome;
    return { state: "failed", error, finishedAt, ...keeping(stackAttribute, stack) };
  }
  const returned = inOrder(outcome.values, session.history);
  if (!outcome.pruned) return { state: "complete", values: [...(returned as readonly number[])], finishedAt };
  const last = [...session.history.reports(record.number).values()].at(-1);
  const isWrong = wrongValues(returned, session.history) !== undefined;
  const values = isWrong ? last : [...(returned as readonly number[])];
  return { state: "pruned", finishedAt, ...(values && { values }), ...keeping(stoppedAttribute, outcome.why) };
};

const keeping = (attribute: string, text: string | undefined) =>
  text === undefined ? {} : { attributes: { [attribute]: text } };

/** The same outcome, as failed where the trial came to its end with what is no value. */
export const checked = (outcome: Outcome, aims: Aims): Outcome => {
  if (outcome.kind !== "returned" || outcome.pruned) return outcome;
  const wrong = wrongValues(inOrder(outcome.values, aims), aims);
  return wrong === undefined ? outcome : { kind: "failed", error: wrong };
};

/** Why a trial was pruned: what its objective said, else what the pruner did. */
export const withReason = (outcome: Outcome, { verdict }: Pick<TrialHandle, "verdict">): Outcome =>
  outcome.kind === "returned" && outcome.pruned ? { ...outcome, why: outcome.why ?? verdict.why } : outcome;

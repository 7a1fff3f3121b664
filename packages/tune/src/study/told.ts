import { anything } from "@kaviar/base/check";
import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import { messageOf } from "../evaluation/message-of.ts";
import type { Outcome } from "../evaluation/outcome.ts";
import { stackOf } from "../evaluation/stack-of.ts";
import { options } from "../options.ts";
import { type Aims, inOrder, type Returned } from "../trial/objectives.ts";
import { wrongValues } from "./check-told.ts";

/** Values as they are told: by name where the objectives have names, else in their order. */
type Values<V> = V extends Readonly<Record<string, number>> ? V : number | readonly number[];

/** What a trial that was asked for by hand came to. V is what its study's objectives come to. */
export type Told<V = Returned> =
  | Values<V>
  | { readonly failed: string | Error | true }
  | { readonly pruned: true | Values<V> };

/** How a trial ended, with nothing beside it that nobody would read. */
const readEnding = options("tell", {
  failed: anything<string | Error | true>().optional(),
  pruned: anything<true | Returned>().optional(),
});

/** As an outcome. */
export const outcomeOf = (told: Told, { objectives }: Aims): Exclude<Outcome, { kind: "requeued" }> => {
  if (typeof told === "number" || Array.isArray(told)) return { kind: "returned", values: told, pruned: false };
  const { failed, pruned } = (told ?? {}) as { failed?: string | Error | true; pruned?: true | Returned };
  if (failed || pruned) readEnding(told as object);
  if (failed && pruned) throw new TuneError("bad-told", `A trial failed or was pruned: got both, ${shown(told)}.`);
  if (failed)
    return { kind: "failed", error: failed === true ? "told as failed" : messageOf(failed), stack: stackOf(failed) };
  if (pruned === true || typeof pruned === "number" || (typeof pruned === "object" && pruned !== null))
    return { kind: "returned", values: pruned === true ? undefined : pruned, pruned: true };
  if (objectives !== undefined && typeof told === "object" && told !== null)
    return { kind: "returned", values: told, pruned: false };
  throw new TuneError(
    "bad-told",
    `A trial is told its value, its values, { failed: why } or { pruned: true }: got ${shown(told)}.`,
  );
};

/** Refuses the values of a pruned trial that are none: an objective's would be left out. */
export const checkPruned = (outcome: ReturnType<typeof outcomeOf>, aims: Aims): void => {
  if (outcome.kind !== "returned" || !outcome.pruned || outcome.values === undefined) return;
  const wrong = wrongValues(inOrder(outcome.values, aims), aims);
  if (wrong !== undefined)
    throw new TuneError("bad-told", wrong, { remedy: "`{ pruned: true }` keeps what was reported last." });
};

import { shown } from "@kaviar/base/error";
import { TuneError } from "../error.ts";
import { messageOf } from "../evaluation/message-of.ts";
import type { Outcome } from "../evaluation/outcome.ts";
import { stackOf } from "../evaluation/stack-of.ts";

/** What a trial that was asked for by hand came to. */
export type Told =
  | number
  | readonly number[]
  | { readonly failed: string | Error | true }
  | { readonly pruned: true | number };

/** As an outcome. */
export const outcomeOf = (told: Told): Outcome => {
  if (typeof told === "number" || Array.isArray(told)) return { kind: "returned", values: told, pruned: false };
  const { failed, pruned } = (told ?? {}) as { failed?: string | Error | true; pruned?: true | number };
  if (failed)
    return { kind: "failed", error: failed === true ? "told as failed" : messageOf(failed), stack: stackOf(failed) };
  if (pruned === true || typeof pruned === "number")
    return { kind: "returned", values: pruned === true ? undefined : pruned, pruned: true };
  throw new TuneError(
    "bad-told",
    `A trial is told its value, its values, { failed: why } or { pruned: true }: got ${shown(told)}.`,
  );
};

import { callable, law, oneOf, record, text, whole } from "@kaviar/base/check";
import type { Label } from "../contract/target.ts";
import { optionsOf } from "../options.ts";

/** How much rows of a class count: by class, or "balanced", each class as much as any other. */
export type ClassWeights = "balanced" | Readonly<Record<string, number>>;

/** How much rows count: the name of a column, which then is no feature, or a number for each row. */
export type RowWeights = string | ArrayLike<number>;

export interface FitOptions {
  /** The column to predict; none for a model of what is usual. */
  readonly target?: string | undefined;
  /** What the target is; its values say so unless said. */
  readonly task?: "classes" | "numbers" | undefined;
  /** How much rows count: the name of a column, which then is no feature, or a number for each row. */
  readonly weights?: RowWeights | undefined;
  /** How much rows of a class count: by class, or "balanced". */
  readonly classWeights?: ClassWeights | undefined;
  /** A column: rows of one group (a patient, a customer) are in one fold, wherever there are folds. It is no feature then. */
  readonly group?: string | undefined;
  /** Of two classes the one that metrics are about; the last in order unless said. */
  readonly positive?: Label | undefined;
  /** Another one draws other numbers. */
  readonly seed?: number | undefined;
  /** Ends the fit when it is aborted. */
  readonly signal?: AbortSignal | undefined;
  /** The most threads to use; as many as the machine has unless said. 1 fits in the thread that asks for it. */
  readonly threads?: number | undefined;
  /** Called with how much is done, from 0 to 1. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

const isLabel = (value: unknown): boolean => ["string", "number", "boolean"].includes(typeof value);

const isWeights = (value: unknown): boolean =>
  typeof value === "string" || Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** What is kept under keys of its own: a Map has none, and would weight nothing. */
const isRecordOfWeights = (value: unknown): boolean =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Map);

/** The laws of what a fit takes: for all functions that fit. */
export const fitLaws = {
  /** The column to predict; none for a model of what is usual. */
  target: text.remedy('Name a column: { target: "churned" }.').optional(),
  /** What the target is; its values say so unless said. */
  task: oneOf("classes", "numbers").optional(),
  /** How much rows count: the name of a column, which then is no feature, or a number for each row. */
  weights: law<RowWeights>("the name of a column, or a number for each row", isWeights).optional(),
  /** How much rows of a class count: by class, or "balanced". */
  classWeights: law<ClassWeights>(
    '"balanced", or a number for each class',
    (value) => value === "balanced" || isRecordOfWeights(value),
    "Give a record, { yes: 2, no: 1 }.",
  ).optional(),
  /** A column: rows of one group (a patient, a customer) are in one fold, wherever there are folds. It is no feature then. */
  group: text.optional(),
  /** Of two classes the one that metrics are about; the last in order unless said. */
  positive: law<Label>("a class", isLabel).optional(),
  /** Another one draws other numbers. */
  seed: whole().default(0),
  /** Ends the fit when it is aborted. */
  signal: record<AbortSignal>("an AbortSignal", "aborted").optional(),
  /** The most threads to use; as many as the machine has unless said. 1 fits in the thread that asks for it. */
  threads: whole(1).optional(),
  /** Called with how much is done, from 0 to 1. */
  onProgress: callable<(done: number) => void>("a function of what is done").optional(),
};

export const readFitOptions = optionsOf<FitOptions>()("fit", fitLaws);

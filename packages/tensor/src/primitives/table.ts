import type { Primitive } from "../core/primitive.ts";
import * as arithmetic from "./arithmetic.ts";
import * as cast from "./cast.ts";
import * as comparison from "./comparison.ts";
import * as cond from "./cond.ts";
import * as constant from "./constant.ts";
import * as convolution from "./convolution/convolution.ts";
import * as custom from "./custom.ts";
import * as functions from "./functions.ts";
import * as fused from "./fused.ts";
import * as gemm from "./gemm.ts";
import * as identity from "./identity.ts";
import * as indexing from "./indexing.ts";
import * as iota from "./iota.ts";
import * as loop from "./loop/loop.ts";
import * as whileBack from "./loop/while-back.ts";
import * as matmul from "./matmul.ts";
import * as movement from "./movement.ts";
import * as scaleChannels from "./normalization/scale-channels.ts";
import * as standardize from "./normalization/standardize.ts";
import * as order from "./order.ts";
import * as averagePool from "./pooling/average-pool.ts";
import * as maxPool from "./pooling/max-pool.ts";
import * as maxUnpool from "./pooling/max-unpool.ts";
import * as positive from "./positive.ts";
import * as random from "./random.ts";
import * as reductions from "./reductions.ts";
import * as softmax from "./softmax.ts";
import * as split from "./split.ts";

/** Every file that defines primitives, each exported as `<name>Primitive`. All else is composed of these. */
const files = [
  arithmetic,
  cast,
  comparison,
  cond,
  constant,
  convolution,
  custom,
  functions,
  fused,
  gemm,
  identity,
  indexing,
  iota,
  loop,
  whileBack,
  matmul,
  movement,
  scaleChannels,
  standardize,
  order,
  averagePool,
  maxPool,
  maxUnpool,
  positive,
  random,
  reductions,
  softmax,
  split,
] as const;

type NameOf<Key> = Key extends `${infer Name}Primitive` ? Name : never;
type NamesIn<File> = File extends unknown ? NameOf<keyof File> : never;
type ListedName = NamesIn<(typeof files)[number]>;

declare module "../core/primitive.ts" {
  interface PrimitiveNames extends Readonly<Record<ListedName, true>> {}
}

/** Every primitive by its name; the conformance suite goes through them one by one. */
export const primitives = Object.fromEntries(
  files
    .flatMap((file) => Object.entries(file))
    .flatMap(([name, value]) => (name.endsWith("Primitive") ? [[name.slice(0, -"Primitive".length), value]] : [])),
) as { readonly [Name in ListedName]: Primitive<never> };

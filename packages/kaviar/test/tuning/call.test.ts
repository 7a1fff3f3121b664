import { expect, it } from "vitest";
import { readCall } from "../../src/tuning/call.ts";

it.each<[string, ReturnType<typeof readCall>]>([
  ["tpe", { name: "tpe", values: [], options: {} }],
  ["tpe()", { name: "tpe", values: [], options: {} }],
  [" tpe ( startup = 20 , candidates=48 ) ", { name: "tpe", values: [], options: { startup: 20, candidates: 48 } }],
  ["percentile(25, startupTrials=1e1)", { name: "percentile", values: [25], options: { startupTrials: 10 } }],
  ["quasi-random(kind=halton)", { name: "quasi-random", values: [], options: { kind: "halton" } }],
  ['x(a="b, c)", d=true, e=-Infinity)', { name: "x", values: [], options: { a: "b, c)", d: true, e: -Infinity } }],
  ["x(upper=[1, [2, 3]], lower=[])", { name: "x", values: [], options: { upper: [1, [2, 3]], lower: [] } }],
  [
    'grid(values={rate: [0.1, 1], "a b": [], o.adam.b: {}})',
    { name: "grid", values: [], options: { values: { rate: [0.1, 1], "a b": [], "o.adam.b": {} } } },
  ],
  [
    "patient(median(startupTrials=(3)), patience=5)",
    { name: "patient", values: ["median(startupTrials=(3))"], options: { patience: 5 } },
  ],
])("reads %s", (text, call) => {
  expect(readCall(text, "sampler")).toEqual(call);
});

it.each([
  ["", "which has no name or value at the end"],
  ["tpe(startup", 'which has no ")" at the end'],
  ["tpe(startup=)", "which has no name or value before )"],
  ["tpe(a=1,)", "which has no name or value before )"],
  ["tpe(a=1)b", "which goes on with b"],
  ["tpe(a=1, a=2)", "which says a twice"],
  ["tpe(a=[1)", 'which has no "]" before )'],
  ["tpe(a={1)", 'which has no ":" before )'],
  ["tpe(a(b)", "which has no"],
  ["tpe(a=b(c)", 'which has no ")" at the end'],
  ["tpe(a=b((c)", "which leaves a bracket open"],
])("refuses %s", (text, what) => {
  expect(() => readCall(text, "sampler")).toThrow(what);
});

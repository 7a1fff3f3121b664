import { writeFileSync } from "node:fs";
import { expect, it } from "vitest";
import { buildKaviar } from "../run-kaviar.ts";

const kaviar = await buildKaviar();

/** A module as a user writes one; the package it imports is this one's. */
const moduleOf = (model: string, rate: number): string => `
import { dense, gradientDescent, relu, sequential, sigmoid, sparseSoftmaxCrossEntropy } from "@kaviar/nn";
const x = Array.from({ length: 240 }, (_, i) => [Math.sin(i), Math.cos(3 * i)]);
export const data = { x, y: Int32Array.from(x, ([a, b]) => (a * b > 0 ? 1 : 0)) };
export const model = ${model};
export const options = { loss: sparseSoftmaxCrossEntropy, optimizer: gradientDescent({ rate: ${rate} }), epochs: 12 };
`;
const deep = `sequential(...Array.from({ length: 8 }, () => [dense(16), sigmoid]).flat(), dense(2))`;

it("looks, trains, says what is wrong, and proves what helps", { timeout: 60_000 }, async () => {
  writeFileSync(`${kaviar.folder}/deep.mjs`, moduleOf(deep, 0.1));
  const { code, out } = await kaviar.run("doctor", "deep.mjs", "--most", "1", "--seeds", "2");
  expect(code).toBe(0);
  expect(out).toMatch(/^Before the first step\n/);
  expect(out).toMatch(/The run\n {2}epoch {2}1\/12 {3}loss/);
  expect(out).toMatch(/What is wrong with it\n {2}✖ vanishing gradient \(dense\/weight, since step 0\)/);
  expect(out).toMatch(/ {2}✔ 0\.\d+ .*relu or gelu in the hidden layers\n/);
  expect(out).toMatch(/Best: relu or gelu in the hidden layers: the loss of validation is 0\.\d+, 0\.\d+ less\.\n$/);
});

it("says what is wrong alone, and is a document for programs", { timeout: 60_000 }, async () => {
  writeFileSync(`${kaviar.folder}/slow.mjs`, moduleOf("sequential(dense(16), relu, dense(2))", 1e-7));
  const { out } = await kaviar.run("doctor", "slow.mjs", "--most", "0", "--json");
  const { consultation } = JSON.parse(out) as { consultation: { kind: string; findings?: { code: string }[] }[] };
  expect(consultation.map(({ kind }) => kind)).toEqual(["before", ...Array.from({ length: 12 }, () => "epoch"), "run"]);
  expect(consultation.at(-1)!.findings!.map(({ code }) => code)).toContain("rate-too-low");
});

it("says what a module has to export, and that there has to be one", async () => {
  writeFileSync(`${kaviar.folder}/half.mjs`, "export const model = {};");
  expect(await kaviar.run("doctor", "half.mjs")).toMatchObject({
    code: 2,
    err: expect.stringMatching(/half\.mjs must export `model`, `data` and `options`: it has no data, no options\.\n/),
  });
  expect((await kaviar.run("doctor", "none.mjs")).err).toMatch(/There is no file none\.mjs/);
});

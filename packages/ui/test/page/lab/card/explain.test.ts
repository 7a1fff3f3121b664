import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { labCards } from "../../../../../../scripts/lab-cards.ts";
import * as playground from "../../../../page/lab/rooms/playground/choices.ts";

const room = fileURLToPath(new URL("../../../../page/lab", import.meta.url));
const keys = new Set((await labCards()).map(({ key }) => key));

it("every mark that explains something opens a card that there is", () => {
  const marks = readdirSync(room, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .flatMap((file) =>
      [
        ...readFileSync(`${room}/${file}`, "utf8").matchAll(
          /<(?:Explain|\w*Field)\b[^>]*?\bof="([^"]+)"|\bof: "([a-z][A-Za-z-]+)"/gs,
        ),
      ].map(([, attribute, property]) => `${file}: ${attribute ?? property}`),
    );
  expect(marks.length).toBeGreaterThan(40);
  expect(marks.filter((mark) => !keys.has(mark.split(": ")[1]!))).toEqual([]);
});

it("whatever is chosen by name in the playground has a card", () => {
  const { activations, optimizers, losses, schedules } = playground;
  const named = [...activations, ...optimizers, ...losses, ...schedules];
  expect(named.filter((name) => !keys.has(name))).toEqual([]);
});

import { styleFor } from "@kaviar/base/text";
import { expect, it } from "vitest";

it("has no colours with NO_COLOR, when piped, and on a dumb terminal", () => {
  expect(styleFor({ isTTY: true }, { NO_COLOR: "1" }).red("x")).toBe("x");
  expect(styleFor({ isTTY: false }, {}).red("x")).toBe("x");
  expect(styleFor({ isTTY: true }, { TERM: "dumb" }).red("x")).toBe("x");
  expect(styleFor({ isTTY: true }, {}).red("x")).toBe("\x1b[31mx\x1b[39m");
});

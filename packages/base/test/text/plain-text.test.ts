import { expect, it } from "vitest";
import { plainText } from "../../src/text/index.ts";

it.each([
  ["colours", "\u001b[1;32mdone\u001b[0m\n", "done\n"],
  ["moves of the cursor", "a\u001b[2K\u001b[1Gb", "ab"],
  ["titles of windows, and links", "\u001b]0;rm -rf\u0007x \u001b]8;;http://a\u001b\\b", "x b"],
  ["what is cut off in the middle", "x\u001b[", "x["],
  ["other signs that steer", "a\u0000\u0008\u007f\u009bb\r\n\tc", "ab\n\tc"],
  ["letters of any script", "потеря 損失 🧪 ±∞\n", "потеря 損失 🧪 ±∞\n"],
])("of %s leaves what is read", (_, given, plain) => {
  expect(plainText(given)).toBe(plain);
});

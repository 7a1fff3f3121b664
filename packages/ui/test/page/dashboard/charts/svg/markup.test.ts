import { expect, it } from "vitest";
import { element, escaped } from "../../../../../page/dashboard/charts/svg/markup.ts";
import { hostile } from "../../../../studies.ts";

it("writes elements whose names and values break out of nothing", () => {
  expect(element("text", { x: 1.005, y: -0.1234, dy: undefined, style: 'font:"A"' }, escaped("a < b & c"))).toBe(
    '<text x="1" y="-0.12" style="font:&quot;A&quot;">a &lt; b &amp; c</text>',
  );
  expect(element("rect", {})).toBe("<rect/>");
  const text = element("text", { title: hostile }, escaped(hostile));
  // Two tags are all there is: every other < and every quote in a value is a text.
  expect(text.match(/</g)).toHaveLength(2);
  expect(text).not.toContain('onerror="');
});

it("leaves out what XML has no place for, and keeps all other letters", () => {
  expect(escaped("a\u0000b\u001bc\n\t·θ→😀")).toBe("abc\n\t·θ→😀");
});

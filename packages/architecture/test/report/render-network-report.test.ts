import { bundlePage } from "@kaviar/page/bundle";
import { beforeAll, expect, it } from "vitest";
import { pages } from "../../../../scripts/pages.ts";
import { renderNetworkReport } from "../../src/report/index.ts";
import { exampleReport } from "./network-report.ts";

// The page as it is now: the last build may be older.
beforeAll(() => bundlePage(pages.network));

it("is one file that holds its data and asks for nothing", async () => {
  const html = await renderNetworkReport(exampleReport({ title: "</script><script>alert(1)</script>" }));
  expect(html).toMatch(/^<!doctype html>/i);
  expect(html).not.toContain("<script>alert(1)");
  expect(html).toMatch(/Content-Security-Policy/i);
});

import { describePages } from "../../../../scripts/documentation.ts";

describePages("packages/kaviar/test/docs", ["docs/learning.md"]);

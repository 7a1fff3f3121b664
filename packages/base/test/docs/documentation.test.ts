import { describePages } from "../../../../scripts/documentation.ts";

describePages("packages/base/test/docs", ["packages/base/README.md"]);

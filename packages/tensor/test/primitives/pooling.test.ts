import { describeConformance } from "./conformance.ts";
import { pooling } from "./pooling.cases.ts";

describeConformance(pooling);

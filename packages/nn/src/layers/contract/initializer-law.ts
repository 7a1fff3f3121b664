import { callable } from "@kaviar/base/check";
import type { Initializer } from "../../initializers/contract/initializer.ts";

export const initializerLaw = callable<Initializer>("an initializer", "Call what makes one: heNormal().");

import { optionsThrowing } from "@kaviar/base/check";
import { UiError } from "./error.ts";

/** The maker of tables of options in this package. */
export const { options } = optionsThrowing((evidence, remedy) => new UiError("options", evidence, { remedy }));

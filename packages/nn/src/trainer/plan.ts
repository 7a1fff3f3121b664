import type { Structure } from "@kaviar/tensor";
import type { AnyLayer } from "../layers/contract/layer.ts";
import type { Link } from "../optimizers/contract/link.ts";
import type { Said, Tools } from "./contract/definition.ts";

/** A network as the machinery calls it, whatever goes through it. */
type Call = (x: Structure, how?: { readonly parameters?: never; readonly training?: boolean }) => unknown;

/** A definition whose types nobody asks about any more. */
export interface Plan {
  readonly names: readonly string[];
  readonly layers: Readonly<Record<string, AnyLayer>>;
  readonly optimizers: Readonly<Record<string, Link | undefined>>;
  readonly step: (networks: Readonly<Record<string, Call>>, batch: Structure, tools: Tools) => Said | undefined;
  readonly validate?:
    | ((networks: Readonly<Record<string, Call>>, batch: Structure, tools: Pick<Tools, "key">) => Said | undefined)
    | undefined;
}

/** Every statement of Zheng et al., Science Bulletin 68 (2023) 813, that a simulation can speak to, in the order of the report. */
import type { Claim } from "./claim.ts";
import { ANODE_CLAIMS } from "./claims-anode.ts";
import { CAPACITY_CLAIMS } from "./claims-capacity.ts";
import { LINK_CLAIMS } from "./claims-link.ts";

export const CLAIMS: readonly Claim[] = [...CAPACITY_CLAIMS, ...ANODE_CLAIMS, ...LINK_CLAIMS];

/** All mechanisms, in the order in which cycles tell of them; adding one is a line here. */
import { depletion } from "./anode/depletion.ts";
import { interphase } from "./anode/interphase.ts";
import { lithiumFront } from "./anode/lithium-front.ts";
import { voids } from "./anode/voids.ts";
import { contactLoss } from "./cathode/contact-loss.ts";
import { fracture } from "./electrolyte/fracture.ts";
import { intergranular } from "./electrolyte/intergranular.ts";
import { shortCircuit } from "./electrolyte/short-circuit.ts";
import { stress } from "./electrolyte/stress.ts";
import type { Mechanism } from "./record/mechanism.ts";
import { lumpedTemperature } from "./thermal/lumped-temperature.ts";

export const MECHANISMS: readonly Mechanism[] = [
  contactLoss,
  lithiumFront,
  stress,
  intergranular,
  interphase,
  depletion,
  voids,
  fracture,
  shortCircuit,
  lumpedTemperature,
];

/** Where the particles of the cathode layer stand: on a lattice or at random. */
export { type LatticeRequest, type PackedSite, packLattice } from "./lattice-packing.ts";
export { packRandom, type RandomPackingRequest } from "./random-packing.ts";

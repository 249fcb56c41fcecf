/**
 * Whose cell takes the electrode, unless another one is named: drawn at random, as one of which only the share of active
 * material is known.
 */
export const BPX_BASE = "random-ncm";

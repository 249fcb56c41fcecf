/** Physical constants. Units in the names' comments; source: CODATA 2018 unless stated. */

/** C/mol */
export const FARADAY = 96485.33212;
/** J/(mol K) */
export const GAS_CONSTANT = 8.314462618;
/** eV/K */
export const BOLTZMANN_EV = 8.617333262e-5;
/** F/m */
export const VACUUM_PERMITTIVITY = 8.8541878128e-12;
/** Reference temperature of tabulated properties, K (25 C). */
export const REFERENCE_TEMPERATURE = 298.15;
/** Molar volume of lithium metal, m3/mol; from its density 0.534 g/cm3 and 6.94 g/mol. */
export const LITHIUM_MOLAR_VOLUME = 13.0e-6;
/** C/m2 per mAh/cm2. */
export const MILLIAMPERE_HOURS = 3.6e4;
/** Thickness of lithium plated per charge, m3/C. */
export const LITHIUM_VOLUME_PER_CHARGE = LITHIUM_MOLAR_VOLUME / FARADAY;

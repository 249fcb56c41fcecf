/**
 * The cell's cross-section before and after meshing. Lengths in m; x to the right, y up from the cathode
 * collector. From the bottom: cathode layer (particles in electrolyte), separator, lithium, anode collector.
 */

/** A half ellipse of lithium that hangs from the lithium front into the electrolyte. */
export interface FrontProtrusion {
  readonly x: number;
  readonly halfWidth: number;
  readonly depth: number;
}

/** How a layer that is no longer resolved conducts. */
export interface Continuum {
  /** Effective conductivity of the layer over that of the electrolyte in it, 0..1. */
  readonly conductivityShare: number;
}

/** Geometry to be meshed. */
export interface CrossSection {
  readonly width: number;
  readonly cathodeThickness: number;
  readonly electrolyteThickness: number;
  readonly lithiumThickness: number;
  readonly particleX: Float64Array /* [nParticle] */;
  readonly particleY: Float64Array /* [nParticle] */;
  readonly particleRadius: Float64Array /* [nParticle] */;
  readonly protrusions: readonly FrontProtrusion[];
  /** Where the cathode layer is one body without holes, in which a particle is a place: a vertex of the mesh. */
  readonly continuum?: Continuum;
  /**
   * Where the lithium front has grown to, from (0, y) to (width, y); its segments become edges of the mesh. Instead
   * of the straight front, and without protrusions. The thicknesses still place the cathode layer and the collector.
   */
  readonly front?: Float64Array /* [nFront*2] */;
}

/**
 * Whether a particle reaches through the border between cathode layer and separator, as one that has drifted may. The
 * border is a line of the mesh only where none does.
 */
export function isBorderCrossed(section: CrossSection): boolean {
  const { cathodeThickness, particleY, particleRadius } = section;
  if (section.continuum !== undefined) return false;
  return particleY.some((y, p) => y + particleRadius[p] * (1 + SMALLEST_GAP) > cathodeThickness);
}

/** Smallest gap that is meshed, in radii of the smaller circle (protrusions: half widths). */
export const SMALLEST_GAP = 0.002;

/** Regions of triangles: electrolyte and lithium, then one per particle (`REGION_PARTICLE + p`) unless it is a continuum. */
export const REGION_ELECTROLYTE = 0;
export const REGION_LITHIUM = 1;
export const REGION_PARTICLE = 2;

/** A conforming triangulation of the whole cross-section. */
export interface Mesh {
  readonly points: Float64Array /* [nPoint*2], m */;
  /** Counter-clockwise. */
  readonly triangles: Int32Array /* [nTriangle*3] */;
  readonly region: Int32Array /* [nTriangle] */;
  /** Perimeter edges of all particles; walking a to b keeps the particle on the left. */
  readonly particleEdges: Int32Array /* [nParticleEdge*2] */;
  readonly particleOfEdge: Int32Array /* [nParticleEdge] */;
  /** The lithium front from x = 0 to x = width, edge after edge; walking a to b keeps lithium on the left. */
  readonly frontEdges: Int32Array /* [nFrontEdge*2] */;
  /** Edges on the cathode collector (y = 0) and on the anode collector, left to right. */
  readonly cathodeCollectorEdges: Int32Array;
  readonly anodeCollectorEdges: Int32Array;
  /** Smallest angle of all triangles, degrees. */
  readonly minimumAngle: number;
}

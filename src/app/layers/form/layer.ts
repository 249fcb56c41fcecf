/**
 * What a layer is: one record that says what it paints, on which scale, in which colours and words, and what lies on
 * top. The switch, the legend, the address, the keys and the drawings go through the list of layers and do what the
 * records say; none of them knows a layer by name.
 */
import type { ColourTable } from "./colour-maps.ts";
import type { LayerGroup } from "./groups.ts";
import type { Reading, VectorReading } from "./readings.ts";
import type { Scale } from "./scale.ts";
import type { Sign } from "./signs.ts";

export interface Layer<Key extends string = string> {
  /** In the address: links hold it, so that it stays once it was published. */
  readonly key: Key;
  readonly group: LayerGroup;
  /** On the switch, within its group. */
  readonly name: string;
  /** On the legend, and where the value at a point is told. */
  readonly quantity: string;
  /** One line of explanation. */
  readonly note: string;
  /** Whether frames must come with the stress of the electrolyte, which costs the workers an elastic solution. */
  readonly needsStress: boolean;
  readonly scale: Scale;
  readonly colours: ColourTable;
  /** By what the electrolyte is coloured; bare where absent. */
  readonly electrolyte?: ElectrolytePaint;
  readonly particles: ParticlePaint;
  /** By what the front is coloured, as a band as thick as the value; a fine line where absent. Needs a symmetric scale. */
  readonly frontBand?: Reading /* [nFront] */;
  readonly onTop: OnTop;
  /** What the signs on the picture mean that this layer shows and others do not. */
  readonly signs: readonly Sign[];
  readonly explanation?: Explanation;
}

export interface ElectrolytePaint {
  /** Where the values are: at the nodes and linear between them, or one for each triangle. */
  readonly at: "nodes" | "triangles";
  /** [nPoint] or [nTriangle]. */
  readonly values: Reading;
  /** A part of the value that is of another kind, [nPoint]; only at nodes. */
  readonly part?: PartPaint;
}

export interface PartPaint {
  readonly values: Reading;
  /** Of places where the part is all of it, which are striped too. */
  readonly colours: ColourTable;
  /** On the legend: what the rest is, and what the part is. */
  readonly names: readonly [string, string];
}

/** Particles in grey by their lithium content, `strength` (0..1) of it, or in the colours of the layer. */
export type ParticlePaint = GreyParticles | ColouredParticles;

export interface GreyParticles {
  readonly colouredBy: "lithium content";
  readonly strength: number;
}

export interface ColouredParticles {
  readonly colouredBy: "layer";
  /** [nParticle]; particles are as bare as electrolyte where a frame has none. */
  readonly values: Reading;
  /** [nParticle], as a ring along the rim. */
  readonly rings?: Reading;
}

/** What is drawn over the colours; nothing of it where all is absent. */
export interface OnTop {
  /** Lines of equal value, of this opacity (0..1). */
  readonly isolines?: number;
  /** Tracers that drift along the ionic flux, of this opacity (0..1); arrows for those who want no motion. */
  readonly tracers?: number;
  /** Arrows on an even raster, as long as the root of the vector's size. */
  readonly arrows?: VectorReading;
  /** Edges of the mesh as fine lines. */
  readonly edges?: Edges;
  /** A ring around the largest value of the electrolyte, and the value beside it. Only at nodes. */
  readonly peak?: true;
}

export interface Edges {
  /** Returns both ends of every line, as points of the mesh [nEdge*2]; empty for none. Asked once for each mesh. */
  readonly ends: (mesh: MeshOfEdges) => Uint32Array;
  /** "#rrggbb" */
  readonly colour: string;
  /** 0..1 */
  readonly opacity: number;
}

/** What of a mesh its edges follow from. */
export interface MeshOfEdges {
  readonly triangles: Uint32Array /* [nTriangle*3] */;
  readonly grainEdges: Uint32Array /* [nEdge*2] */;
}

/** A sentence below the picture, with a way to the section of the help that tells more. */
export interface Explanation {
  /** Returns the sentence for the parameters as they are now; empty where there is nothing to explain. */
  readonly words: (values: Readonly<Record<string, number | boolean | string>>) => string;
  /** Id of the section of the help. */
  readonly section: string;
}

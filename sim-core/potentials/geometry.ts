/** What the electrolyte's matrix is made of: where its nodes are, how it conducts. A new record on any change. */
export interface Geometry {
  readonly points: Float64Array /* [nNode*2], m */;
  readonly conductivity: number /* S/m */;
  /** Factor on it where lithium or cracks fill the electrolyte [nTriangle]; undefined where nothing does. */
  readonly obstruction: Float64Array | undefined;
  readonly frontLength: Float64Array /* [nFront], m */;
  /** Thickness that had grown when the nodes were last moved, m. */
  readonly grown: Float64Array /* [nFront] */;
}
